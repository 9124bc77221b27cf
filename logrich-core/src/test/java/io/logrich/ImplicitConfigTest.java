package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.QueueSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A process that has given no configuration starts whatever its variables say. */
class ImplicitConfigTest {
    @Test
    void a_variable_that_cannot_be_used_is_left_out_and_a_line_says_so() {
        PrintStream usual = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        RuntimeConfig config;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            config = ImplicitConfig.withUsableSinks(ImplicitConfig.of(new TreeMap<>(Map.of(
                    "LOG_CONSOLE_LEVEL", "debug",
                    "LOG_QUEUE_MAXSIZE", "many",
                    "LOG_SCRUB_PATTERNS", "pin=[",
                    "LOG_ENABLE_JOURNALD", "true",
                    "LOG_SERVICE", "worker"))));
        } finally {
            System.setErr(usual);
        }
        assertThat(config.service()).isEqualTo("worker");
        assertThat(config.environment()).isEqualTo("local");
        assertThat(config.console().level()).isEqualTo(LogLevel.DEBUG);
        assertThat(config.queue().maxsize()).isEqualTo(QueueSettings.DEFAULT.maxsize());
        assertThat(config.sinks()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder(
                        "logrich: Invalid runtime settings: sink needs the module logrich-os on the class path or module"
                                + " path, was 'journald'; it is left out",
                        "logrich: Invalid runtime settings: LOG_SCRUB_PATTERNS must be a regular expression, was 'pin=[';"
                                + " the default is used",
                        "logrich: Invalid runtime settings: LOG_QUEUE_MAXSIZE must be a whole number, was 'many';"
                                + " the default is used");
    }
}
