package io.logrich.sink.console;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.logrich.event.LogLevel;
import io.logrich.render.ColorDepth;
import io.logrich.render.EventLines;
import io.logrich.render.LineLook;
import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.render.Theme;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.ConsoleSettings.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConsoleSinkTest {
    @Test
    void writes_a_batch_in_one_piece() throws IOException {
        Pieces stream = new Pieces();
        ConsoleSink sink = sink(stream, ColorDepth.NONE, StandardCharsets.UTF_8);

        int written = sink.write(SampleBatch.ofMessages("one", "two ✓", "three"));

        assertThat(written).isEqualTo(3);
        assertThat(stream.pieces)
                .containsExactly("[20:50:14][INFO]: one\n[20:50:14][INFO]: two ✓\n[20:50:14][INFO]: three\n");
    }

    @Test
    void writes_nothing_twice() throws IOException {
        Pieces stream = new Pieces();
        ConsoleSink sink = sink(stream, ColorDepth.BASIC, StandardCharsets.UTF_8);

        sink.write(SampleBatch.ofMessages("one"));
        sink.write(SampleBatch.ofMessages("two"));

        assertThat(stream.pieces)
                .containsExactly(
                        "\u001b[97m[20:50:14][INFO]: one\u001b[0m\n", "\u001b[97m[20:50:14][INFO]: two\u001b[0m\n");
    }

    @Test
    void both_streams_share_the_events_by_level_each_in_one_piece() throws IOException {
        Pieces out = new Pieces();
        Pieces err = new Pieces();
        ConsoleSink sink = new ConsoleSink(
                output(out, ColorDepth.NONE, StandardCharsets.UTF_8),
                output(err, ColorDepth.NONE, StandardCharsets.UTF_8));

        sink.write(SampleBatch.of(
                SampleEvent.of("a"),
                SampleEvent.of("b").level(LogLevel.ERROR),
                SampleEvent.of("c").level(LogLevel.WARNING),
                SampleEvent.of("d").level(LogLevel.CRITICAL)));
        sink.write(SampleBatch.ofMessages("e"));

        assertThat(out.pieces).containsExactly("[20:50:14][INFO]: a\n[20:50:14][WARN]: c\n", "[20:50:14][INFO]: e\n");
        assertThat(err.pieces).containsExactly("[20:50:14][ERRO]: b\n[20:50:14][CRIT]: d\n");
    }

    @Test
    void speaks_the_encoding_of_the_console() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();

        sink(stream, ColorDepth.BASIC, StandardCharsets.ISO_8859_1).write(SampleBatch.ofMessages("Grüße ✓ 世"));

        assertThat(stream.toString(StandardCharsets.ISO_8859_1))
                .isEqualTo("\u001b[97m[20:50:14][INFO]: Grüße [OK] ?\u001b[0m\n");
    }

    @Test
    void a_failed_write_is_the_lanes_business() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThatThrownBy(() ->
                        sink(broken, ColorDepth.NONE, StandardCharsets.UTF_8).write(SampleBatch.ofMessages("m")))
                .isInstanceOf(IOException.class)
                .hasMessage("Broken pipe");
    }

    @Test
    void the_stream_outlives_the_sink() throws IOException {
        OutputStream stream = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        sink(stream, ColorDepth.NONE, StandardCharsets.UTF_8).close();
    }

    @Test
    void takes_everything_and_shows_nothing_when_it_has_no_stream() throws IOException {
        ConsoleSettings none = ConsoleSettings.DEFAULT.withStream(Stream.NONE);

        try (ConsoleSink sink = ConsoleSink.open(none, Map.of())) {
            assertThat(sink.write(SampleBatch.ofMessages("one", "two"))).isEqualTo(2);
        }
    }

    /** In a JVM of its own, whose streams are pipes. */
    @ParameterizedTest
    @CsvSource({"STDOUT,false", "STDERR,false", "STDERR,true"})
    void reaches_the_real_stream_though_the_application_has_replaced_it(Stream stream, boolean forced)
            throws Exception {
        Process child = start(command(stream, forced));
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        String line = "[20:50:14][INFO]: hello ✓";
        String expected = forced ? "\u001b[97m" + line + "\u001b[0m\n" : line + "\n";
        assertThat(child.waitFor()).isZero();
        assertThat(stream == Stream.STDOUT ? out : err).isEqualTo(expected + "still open\n");
        assertThat(stream == Stream.STDOUT ? err : out).isEmpty();
    }

    /** In a JVM of its own, at a terminal that script(1) makes. */
    @ParameterizedTest
    @EnumSource(names = {"STDOUT", "STDERR"})
    void a_terminal_gets_colours_without_being_asked(Stream stream) throws Exception {
        assumeThat(Path.of("/usr/bin/script")).exists();
        String command =
                command(stream, false).stream().map(word -> "'" + word + "'").collect(joining(" "));
        String elsewhere = stream == Stream.STDOUT ? " 2>/dev/null" : " >/dev/null";

        Process child = start(List.of("/usr/bin/script", "-qec", command + elsewhere, "/dev/null"));

        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(out).isZero();
        assertThat(out).contains("\u001b[97m[20:50:14][INFO]: hello ✓\u001b[0m\r\n");
    }

    /** In a JVM of its own, whose streams are a pipe and a file. */
    @Test
    void a_line_to_a_pipe_is_as_long_as_container_runtimes_read_and_one_to_a_file_as_long_as_it_is(
            @TempDir Path directory) throws Exception {
        Path file = directory.resolve("out");
        List<String> command = new ArrayList<>(command(Stream.STDOUT, false));
        command.add("50000");

        Process piped = start(command);
        String lines = new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Process filed = builder(command).redirectOutput(file.toFile()).start();

        assertThat(piped.waitFor()).isZero();
        assertThat(filed.waitFor()).isZero();
        assertThat(lines.lines()).hasSize(5);
        assertThat(lines.lines().limit(3))
                .allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length + 1)
                        .isBetween(16_300, 16_384));
        assertThat(Files.readString(file)).startsWith("[20:50:14][INFO]: " + "x".repeat(50_000) + "\n");
    }

    private static List<String> command(Stream stream, boolean forced) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                stream.name(),
                String.valueOf(forced));
    }

    private static Process start(List<String> command) throws IOException {
        return builder(command).start();
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches(".*COLOR.*|CI|LC_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LANG", "C");
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder;
    }

    /** Replaces the standard streams, logs one event, closes the sink, prints to the streams it was started with. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Stream stream = Stream.valueOf(arguments[0]);
            PrintStream original = stream == Stream.STDOUT ? System.out : System.err;
            System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            ConsoleSettings settings =
                    ConsoleSettings.DEFAULT.withStream(stream).withForceColor(Boolean.parseBoolean(arguments[1]));
            try (ConsoleSink sink = ConsoleSink.open(settings, System.getenv())) {
                String message = arguments.length > 2 ? "x".repeat(Integer.parseInt(arguments[2])) : "hello ✓";
                sink.write(SampleBatch.of(SampleEvent.of(message)));
            }
            original.println("still open");
        }
    }

    private static ConsoleSink sink(OutputStream stream, ColorDepth depth, Charset charset) {
        ConsoleOutput output = output(stream, depth, charset);
        return new ConsoleSink(output, output);
    }

    private static ConsoleOutput output(OutputStream stream, ColorDepth depth, Charset charset) {
        LineLook look = LineLook.of("short_loc", null, Theme.of("dark"), depth, TimeZone.getTimeZone("UTC"));
        return new ConsoleOutput(stream, EventLines.of(look), charset, 0);
    }

    /** Remembers each write by itself. */
    private static final class Pieces extends OutputStream {
        private final List<String> pieces = new ArrayList<>();

        @Override
        public void write(byte[] bytes, int offset, int length) {
            pieces.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }
    }
}
