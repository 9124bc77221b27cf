package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One program, five logging systems, the usual bridges: one log. */
@Tag("it")
@Timeout(120)
class MixedProgramTest {
    private static final List<String> SYSTEMS =
            List.of("mixed.slf4j", "mixed.jul", "mixed.system", "mixed.commons", "mixed.log4j");

    private List<LogEvent> run(Map<String, String> variables) throws Exception {
        try (Tree tree = Tree.open()) {
            ProcessBuilder program = Tree.java(MixedProgram.class);
            program.environment().putAll(variables);
            Process process = tree.start(program);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).isEmpty();
            return tree.of(process);
        }
    }

    @Test
    void each_event_is_there_once_with_its_logger_its_level_and_its_place() throws Exception {
        List<LogEvent> events = run(Map.of("LOG_CALLER_LOCATION", "on"));

        assertThat(events)
                .extracting(LogEvent::loggerName)
                .containsExactlyElementsOf(SYSTEMS.stream()
                        .flatMap(name -> List.of(name, name, name).stream())
                        .toList());
        for (int i = 0; i < events.size(); i++) {
            LogEvent event = events.get(i);
            String message = event.message();
            assertThat(event.level())
                    .as(message)
                    .isEqualTo(List.of(LogLevel.INFO, LogLevel.WARNING, LogLevel.ERROR)
                            .get(i % 3));
            assertThat(event.extra())
                    .as(event.loggerName() + ": " + message)
                    .containsEntry("code_file", "MixedProgram.java")
                    .containsEntry("code_line", Long.valueOf(message.substring(message.lastIndexOf(' ') + 1)))
                    .containsEntry("code_function", MixedProgram.class.getName() + ".main");
            assertThat(event.context().extra()).containsEntry("order", "17").containsEntry("customer", "acme");
            assertThat(event.threadName()).isEqualTo("main");
            if (i % 3 == 2) {
                assertThat(event.excInfo())
                        .startsWith("java.lang.IllegalStateException: "
                                + event.loggerName().substring(6));
            }
        }
        assertThat(events.get(1).extra()).containsEntry("chunk", 3L);
        assertThat(events.get(14).extra()).containsEntry("tags", List.of("AUDIT"));
    }

    @Test
    void the_level_of_each_is_set_by_its_name_from_outside() throws Exception {
        List<LogEvent> events = run(Map.of("LOG_LEVELS", "mixed=ERROR,mixed.log4j=DEBUG"));

        assertThat(events)
                .extracting(LogEvent::loggerName)
                .containsExactly(
                        "mixed.slf4j",
                        "mixed.jul",
                        "mixed.system",
                        "mixed.commons",
                        "mixed.log4j",
                        "mixed.log4j",
                        "mixed.log4j",
                        "mixed.log4j");
        assertThat(events.get(0).extra()).doesNotContainKey("code_line");
    }
}
