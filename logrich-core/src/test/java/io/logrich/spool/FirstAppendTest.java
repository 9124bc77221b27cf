package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The very first append may come when there is no memory or no stack left: everything it needs has to be there by then. */
class FirstAppendTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "classes, -Xmx32m, '0 classes, appended 0'",
        "memory, -Xmx24m, 'no memory, appended 0, 1000 more appended'",
        "stack, -Xmx32m, 'read to the end, then appended 0'",
        "stack, -Xint, 'read to the end, then appended 0'"
    })
    void the_first_append_needs_nothing_that_is_not_there(String what, String option, String expected)
            throws Exception {
        for (String place : new String[] {"-", directory.resolve("ring").toString()}) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            option,
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FirstAppendTest.class.getName(),
                            what,
                            place)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).as(output).isZero();
            assertThat(output.strip()).as(place).isEqualTo(expected);
        }
    }

    /** What a child does. */
    public static void main(String[] arguments) throws Exception {
        WriterSlots slots = new WriterSlots();
        Ring ring = arguments[1].equals("-")
                ? Rings.anonymous(Rings.SMALL, slots)
                : RingFile.create(Path.of(arguments[1]), Rings.header(Rings.SMALL), slots, RingWriter.UNBOUNDED);
        Pen pen = new Pen(slots);
        byte[] payload = Payloads.of(1, 1, 100);
        pen.prepare(payload);
        System.out.println(
                switch (arguments[0]) {
                    case "classes" -> classes(ring, pen, payload);
                    case "memory" -> memory(ring, pen, payload);
                    default -> stack(ring, pen, slots, payload);
                });
    }

    private static String classes(Ring ring, Pen pen, byte[] payload) {
        var loading = ManagementFactory.getClassLoadingMXBean();
        loading.getTotalLoadedClassCount();
        long before = loading.getTotalLoadedClassCount();
        int answer = pen.writePrepared(ring, payload);
        long loaded = loading.getTotalLoadedClassCount() - before;
        return loaded + " classes, appended " + answer;
    }

    private static String memory(Ring ring, Pen pen, byte[] payload) {
        List<byte[]> heap = new ArrayList<>(1 << 20);
        int answer = -1;
        int more = 0;
        int size = 1 << 20;
        while (size > 0) {
            try {
                heap.add(new byte[size]);
            } catch (OutOfMemoryError full) {
                size /= 2;
            }
        }
        Throwable failed = null;
        try {
            answer = pen.writePrepared(ring, payload);
            for (int i = 0; i < 1000; i++) {
                more += pen.writePrepared(ring, payload) == RingWriter.APPENDED ? 1 : 0;
            }
        } catch (Throwable thrown) {
            failed = thrown;
        }
        heap.clear();
        return failed == null
                ? "no memory, appended " + answer + ", " + more + " more appended"
                : "failed with " + failed + " after " + more;
    }

    private static String stack(Ring ring, Pen pen, WriterSlots slots, byte[] payload) throws Exception {
        Thread thread = new Thread(null, () -> overflow(ring, pen, payload), "diver", 256 * 1024);
        thread.start();
        thread.join();
        slots.adoptOrphans();
        RingReader reader = ring.newReader();
        RecordBatch batch = new RecordBatch();
        long at = reader.oldest();
        while (reader.scan(batch, at, reader.tail()) == RingReader.Found.RECORDS) {
            at = batch.end();
        }
        String end = at == ring.writer().tail() ? "read to the end" : "stopped at " + at;
        return end + ", then appended " + pen.writePrepared(ring, payload);
    }

    private static void overflow(Ring ring, Pen pen, byte[] payload) {
        try {
            deeper(ring, pen, payload);
        } catch (StackOverflowError expected) {
            // the first append was somewhere in there
        }
    }

    /** Appends on the way back, from the very end of the stack on: the first ones have no room at all. */
    private static int deeper(Ring ring, Pen pen, byte[] payload) {
        int below;
        try {
            below = deeper(ring, pen, payload);
        } catch (StackOverflowError struck) {
            below = 0;
        }
        pen.writePrepared(ring, payload);
        return below + 1;
    }
}
