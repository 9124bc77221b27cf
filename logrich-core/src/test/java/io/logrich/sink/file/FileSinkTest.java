package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.settings.FileSettings;
import io.logrich.settings.FileSettings.Format;
import io.logrich.settings.SettingsException;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    @TempDir
    Path directory;

    @Test
    void writes_one_JSON_object_a_line() throws IOException {
        try (FileSink sink = open(Format.JSONL)) {
            assertThat(sink.write(SampleBatch.ofMessages("one", "two\nlines", "three\r\u2028")))
                    .isEqualTo(3);
            assertThat(sink.write(SampleBatch.ofMessages("four"))).isEqualTo(1);
        }

        List<String> lines = List.of(Files.readString(path()).split("\n", -1));
        assertThat(lines).hasSize(5).last().isEqualTo("");
        assertThat(lines.subList(0, 4).stream().map(line -> ((Map<?, ?>) JsonReader.read(line)).get("message")))
                .isEqualTo(List.of("one", "two\nlines", "three\r\u2028", "four"));
    }

    @Test
    void hostile_events_are_lines_like_any_other() throws IOException {
        byte[] bytes = {'{', '"', (byte) 0xff, '\n', (byte) 0x9b, 0};
        String large = "\u0001\n\"".repeat(350_000);
        try (FileSink sink = open(Format.JSONL)) {
            sink.write(SampleBatch.of(
                    SampleEvent.ofBytes(bytes),
                    SampleEvent.of(large),
                    SampleEvent.of("m").extra("a", "b").damagedExtra(),
                    SampleEvent.of("m").damagedContext()));
        }

        List<String> lines = Files.readAllLines(path(), StandardCharsets.UTF_8);
        assertThat(lines).hasSize(4);
        assertThat(lines.stream().map(line -> ((Map<?, ?>) JsonReader.read(line)).get("message")))
                .isEqualTo(List.of("{\"\ufffd\n\ufffd\u0000", large, "m", "m"));
    }

    @Test
    void writes_text_with_exceptions_on_lines_of_their_own() throws IOException {
        try (FileSink sink = open(Format.TEXT)) {
            sink.write(SampleBatch.of(
                    SampleEvent.of("failed\u001b[31m").level(LogLevel.ERROR).excInfo("why\n\tat x"),
                    SampleEvent.of("next")));
        }

        assertThat(Files.readString(path()))
                .matches("2026-11-23T20:50:14\\+00:00 ERROR {4}app.mod \\w{32} failed\\\\x1b\\[31m environment=env"
                        + " job_id=job service=svc\n {4}why\n {8}at x\n2026-11-23T20:50:14\\+00:00 INFO .* next .*\n");
    }

    @Test
    void a_new_file_is_for_its_owner_alone_and_an_old_one_stays_as_it_is() throws IOException {
        Path old = Files.createFile(directory.resolve("old"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));

        open(Format.JSONL).close();
        FileSink.open(new FileSettings(old, Format.JSONL, LogLevel.INFO)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void mends_the_line_that_a_crash_left_in_half() throws IOException {
        try (FileSink sink = open(Format.JSONL)) {
            sink.write(SampleBatch.ofMessages("one", "two"));
        }
        byte[] whole = Files.readAllBytes(path());
        Files.write(path(), java.util.Arrays.copyOf(whole, whole.length - 20));

        try (FileSink sink = open(Format.JSONL)) {
            sink.write(SampleBatch.ofMessages("two"));
        }

        assertThat(path()).hasBinaryContent(whole);
    }

    @Test
    void refuses_a_link() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Files.createSymbolicLink(path(), target);

        assertRefused(path(), "is a symbolic link");
        Files.delete(target);
        assertRefused(path(), "is a symbolic link");
        assertThat(target).doesNotExist();
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refuses_what_is_no_file() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertRefused(directory, "is a directory");
        assertRefused(Path.of("/dev/full"), "is a device");
        assertRefused(pipe, "is a device");
        assertRefused(directory.resolve("missing").resolve("log"), "NoSuchFile");
    }

    /** A real full disk is hard to come by; a limit on the size of files fails writes just so, after a part. */
    @Test
    void a_write_that_the_system_cuts_leaves_whole_lines() throws Exception {
        String command = String.join(
                " ",
                "ulimit -f 8; exec",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData -cp '" + System.getProperty("java.class.path") + "'",
                "'" + Limited.class.getName() + "' '" + path() + "'");
        Process child = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("File too large");
        List<String> lines = Files.readAllLines(path());
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(JsonReader.read(line)).isInstanceOf(Map.class));
        assertThat(Files.readString(path())).endsWith("}\n");
        assertThat(said).contains("taken: " + lines.size() + "\n");
    }

    /** Writes until it cannot, tells how many events were taken, and that each attempt after that fails too. */
    static final class Limited {
        private Limited() {}

        public static void main(String[] arguments) throws IOException {
            int taken = 0;
            int failures = 0;
            try (FileSink sink = FileSink.open(new FileSettings(Path.of(arguments[0]), Format.JSONL, LogLevel.INFO))) {
                while (failures < 3) {
                    try {
                        taken += sink.write(SampleBatch.ofMessages("some text", "some more text"));
                    } catch (IOException full) {
                        System.out.println(full.getMessage());
                        failures++;
                    }
                }
            }
            System.out.println("taken: " + taken);
        }
    }

    private void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> FileSink.open(new FileSettings(path, Format.JSONL, LogLevel.INFO)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("file must be a regular file that can be written")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("was " + path);
    }

    private FileSink open(Format format) {
        return FileSink.open(new FileSettings(path(), format, LogLevel.INFO));
    }

    private Path path() {
        return directory.resolve("log");
    }
}
