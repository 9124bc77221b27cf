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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is inherited goes on to children of children. */
class GenerationsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void what_is_secret_stays_so_in_each_generation_and_so_do_the_limits(int younger) throws Exception {
        List<LogEvent> events = new CopyOnWriteArrayList<>();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("tree", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .scrubPattern("card", ".+")
                .payloadLimits(new PayloadLimits(true, 20, 25, 512, 3, 8192, 20, 256, 100))
                .sink(new CustomSink("seen", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        events.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build())) {
            Process process = runtime.start(Jvms.java(List.of("-Xmx64m"), Generation.class, younger));
            assertThat(process.waitFor()).isZero();
            runtime.flush(Duration.ofSeconds(30));
        }

        assertThat(events)
                .filteredOn(event -> event.loggerName().equals("youngest"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.extra()).containsEntry("card", "***");
                    assertThat(event.message()).hasSize(20);
                    assertThat(event.context().processIdChain()).hasSize(younger + 2);
                });
    }
}
