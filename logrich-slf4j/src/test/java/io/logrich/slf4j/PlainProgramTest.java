package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs that log through SLF4J, without a line of configuration. */
@Timeout(120)
class PlainProgramTest {
    @TempDir
    Path scratch;

    private static ProcessBuilder program(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PlainProgram.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        return builder;
    }

    private static String outputOf(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void it_logs_to_the_console_without_a_word_of_code() throws Exception {
        Process process = program().start();
        List<String> lines = outputOf(process).lines().toList();

        assertThat(process.waitFor()).isZero();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("INFO", "started with 0");
    }

    @Test
    void a_level_can_be_set_for_some_loggers_from_outside() throws Exception {
        ProcessBuilder builder = program();
        builder.environment().put("LOG_LEVELS", "io.logrich.slf4j=DEBUG");
        Process process = builder.start();

        assertThat(outputOf(process)).contains("started with 0", "nobody wants this");
    }

    @Test
    void a_later_init_takes_over() throws Exception {
        Path file = scratch.resolve("log.json");
        Process process = program(file).start();
        String output = outputOf(process);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("started with 1").contains("initialized");
        assertThat(Files.readString(file))
                .contains("initialized", "\"service\":\"plain\"")
                .contains("\"tenant\":\"acme\""); // what was in the MDC before
    }

    @Test
    void in_a_tree_its_events_are_the_trees_also_when_it_is_killed() throws Exception {
        List<LogEvent> events = new CopyOnWriteArrayList<>();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("tree", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("seen", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        events.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build())) {
            Process process = runtime.start(program(scratch.resolve("log.json"), "halt"));
            String output = outputOf(process);
            assertThat(process.waitFor()).as(output).isEqualTo(137);
            runtime.flush(Duration.ofSeconds(20));
        }
        List<LogEvent> childs = events.stream()
                .filter(event -> event.loggerName().equals(PlainProgram.class.getName()))
                .toList();

        assertThat(childs).extracting(LogEvent::message).containsExactly("started with 2", "initialized");
        assertThat(childs.get(0).context().processIdChain()).hasSize(2);
        assertThat(childs)
                .allSatisfy(event -> assertThat(event.context().extra()).containsEntry("tenant", "acme"));
    }
}
