package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RuntimeConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is inherited goes on to children of children. */
class GenerationsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void what_is_secret_stays_so_in_each_generation_and_so_do_the_limits(int younger) throws Exception {
        LogEvent event = saidByTheYoungest(
                younger,
                builder -> builder.scrubPattern("card", ".+")
                        .payloadLimits(new PayloadLimits(true, 20, 25, 512, 3, 8192, 20, 256, 100)),
                Map.of());

        assertThat(event.extra()).containsEntry("card", "***");
        assertThat(event.message()).hasSize(20);
        assertThat(event.context().processIdChain()).hasSize(younger + 2);
    }

    @ParameterizedTest
    @CsvSource({"0,INFO,,true", "2,INFO,,true", "2,WARNING,,false", "2,,,false", "0,INFO,off,false", "2,WARNING,on,true"
    })
    void events_say_where_as_the_oldest_was_told_unless_their_own_environment_knows_better(
            int younger, @Nullable LogLevel told, @Nullable String variable, boolean where) throws Exception {
        LogEvent event = saidByTheYoungest(
                younger,
                builder -> told == null ? builder : builder.callerLocation(told),
                variable == null ? Map.of() : Map.of("LOG_CALLER_LOCATION", variable));

        if (where) {
            assertThat(event.extra()).containsEntry("code_function", Generation.class.getName() + ".main");
        } else {
            assertThat(event.extra()).doesNotContainKey("code_function");
        }
    }

    private static LogEvent saidByTheYoungest(
            int younger, UnaryOperator<RuntimeConfig.Builder> settings, Map<String, String> variables)
            throws Exception {
        List<LogEvent> events = new CopyOnWriteArrayList<>();
        try (LogRuntime runtime = LogRuntime.openRoot(settings.apply(
                        RuntimeConfig.builder("tree", "test").consoleStream(ConsoleSettings.Stream.NONE))
                .sink(new CustomSink("seen", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        events.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build())) {
            ProcessBuilder builder = Jvms.java(List.of("-Xmx64m"), Generation.class, younger);
            builder.environment().putAll(variables);
            Process process = runtime.start(builder);
            assertThat(process.waitFor()).isZero();
            runtime.flush(Duration.ofSeconds(30));
        }

        List<LogEvent> said = events.stream()
                .filter(event -> event.loggerName().equals("youngest"))
                .toList();
        assertThat(said).hasSize(1);
        return said.get(0);
    }
}
