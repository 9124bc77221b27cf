package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ring.py} follows the document and shares no line with us: what one writes, the other must read. */
class RingPythonTest {
    @TempDir
    Path directory;

    private Path script;

    @BeforeEach
    void unpack() throws IOException {
        script = directory.resolve("ring.py");
        try (InputStream resource = RingPythonTest.class.getResourceAsStream("/ring.py")) {
            Files.write(script, resource.readAllBytes());
        }
    }

    @Test
    void python_reads_what_java_writes() throws Exception {
        Path file = directory.resolve("java.ring");
        WriterSlots slots = new WriterSlots();
        Ring ring = RingFile.create(file, Rings.header(Rings.SMALL), slots, RingWriter.UNBOUNDED);
        Pen pen = new Pen(slots);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] payload = Payloads.of(1, i, Payloads.lengthFor(i, 900));
            assertThat(pen.write(ring, 10 * random.nextInt(1, 6), payload)).isEqualTo(RingWriter.APPENDED);
            if (i % 9 == 0) {
                assertThat(pen.relay(ring, 30, payload, 7000 + i, 64L * i + 64)).isEqualTo(RingWriter.APPENDED);
                assertThat(pen.note(ring, payload)).isEqualTo(RingWriter.APPENDED);
            }
            if (i % 50 == 3) {
                pen.abandon(ring, 1 + random.nextInt(300));
            }
        }
        ring.writer().countDropped(2);

        assertThat(python("read", file)).isEqualTo(java(file));
    }

    @Test
    void java_reads_what_python_writes() throws Exception {
        Path file = directory.resolve("python.ring");

        List<String> written = python("write", file, "65536", "5eed5a17", "300");

        assertThat(written).hasSizeGreaterThan(100).contains("hole");
        assertThat(java(file)).isEqualTo(written);
        assertThat(written.get(written.size() - 1)).endsWith(" " + "746865206c617374206f6e65"); // "the last one"
    }

    /** What our reader finds, in the script's words. */
    private static List<String> java(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (RingFile ring = Rings.open(Rings.onlyMine(file))) {
            RingReader reader = ring.newReader();
            lines.add(header(ring.header(), reader));
            RecordBatch batch = new RecordBatch();
            boolean inHole = false;
            for (long at = reader.oldest();
                    reader.scan(batch, at, reader.tail()) == RingReader.Found.RECORDS;
                    at = batch.end()) {
                if (batch.holes() > 0 && !inHole) {
                    lines.add("hole");
                }
                inHole = batch.size() == 0 && (inHole || batch.holes() > 0);
                for (int i = 0; i < batch.size(); i++) {
                    lines.add(Seen.of(batch, i).toString());
                }
            }
        }
        return lines;
    }

    private static String header(RingHeader header, RingReader reader) throws IOException {
        ProcessOrigin origin = header.origin();
        long[] dropped = new long[6];
        for (int level = 0; level < dropped.length; level++) {
            dropped[level] = reader.dropped(level);
        }
        return String.join(
                " ",
                "ring " + header.capacity(),
                String.format("%08x", header.salt()),
                header.runId() + " " + origin.pid() + " " + origin.startMillis() + " " + origin.bootId(),
                origin.pidNamespace() + " " + origin.wallMicros() + " " + origin.nanoTime(),
                header.role() + " " + header.epoch() + " " + header.longestPayload() + " " + header.attributes(),
                reader.tail() + " " + (reader.sealed() ? 1 : 0) + " " + reader.sequence(),
                LongStream.of(dropped).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }

    private List<String> python(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException missing) {
            System.err.println("SKIPPED: no python3 here, nobody has checked the format document: " + missing);
            return abort("no python3");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of ring.py").isZero();
        return output.lines().toList();
    }
}
