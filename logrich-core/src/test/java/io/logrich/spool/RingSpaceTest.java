package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is too small, mounted where nobody else sees it. Needs root. */
class RingSpaceTest {
    @TempDir
    Path directory;

    @Test
    void a_lack_of_space_is_an_error_at_creation_and_leaves_nothing_behind() throws Exception {
        String script = "mount -t tmpfs -o size=1m,mode=700 small '" + directory + "' || exit 77; exec \"$@\"";
        Process child;
        try {
            child = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "sh",
                            "-c",
                            script,
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RingSpaceTest.class.getName(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            skip(missing.getMessage());
            return;
        }
        List<String> output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int exit = child.waitFor();
        if (exit == 77 || exit == 1 && String.join("", output).startsWith("unshare:")) {
            skip(String.join(" ", output));
        }

        assertThat(exit).as(String.join("\n", output)).isZero();
        assertThat(output)
                .containsExactly(
                        "8388608: No space left on device, left: []",
                        "1048576: No space left on device, left: []",
                        "65536: made, left: [ring3]",
                        "524288: made, left: [ring3, ring4]",
                        "524288: No space left on device, left: [ring3, ring4]",
                        "32768 records in the ring that was made");
    }

    /** What the child does. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        WriterSlots slots = new WriterSlots();
        Ring last = null;
        int number = 0;
        for (int capacity : new int[] {8 << 20, 1 << 20, 64 << 10, 512 << 10, 512 << 10}) {
            String outcome;
            try {
                Path file = directory.resolve("ring" + ++number);
                last = RingFile.create(file, Rings.header(capacity), slots, RingWriter.UNBOUNDED);
                outcome = "made";
            } catch (IOException failed) {
                outcome = failed.getMessage();
            }
            try (Stream<Path> left = Files.list(directory)) {
                System.out.println(capacity + ": " + outcome + ", left: "
                        + left.map(path -> path.getFileName().toString())
                                .sorted()
                                .toList());
            }
        }
        Pen pen = new Pen(slots);
        int written = 0;
        while (written < 32768 && pen.write(last, new byte[100]) == RingWriter.APPENDED) {
            written++;
        }
        System.out.println(written + " records in the ring that was made");
    }

    private static void skip(String reason) {
        System.err.println("SKIPPED: a full file system, since it cannot be mounted here: " + reason);
        abort("no mount");
    }
}
