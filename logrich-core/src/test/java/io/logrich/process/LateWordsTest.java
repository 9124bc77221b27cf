package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRuntime;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is stopped says so in hooks of its JVM, which run at the same time as ours. */
@Timeout(120)
class LateWordsTest {
    @Test
    void what_a_process_of_a_tree_logs_in_its_shutdown_hooks_arrives() throws Exception {
        List<LogEvent> events = new CopyOnWriteArrayList<>();
        Process process;
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("tree", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("seen", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        events.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build())) {
            process = runtime.start(Jvms.java(List.of("-Xmx64m"), LateTalker.class));
            assertThat(process.waitFor()).isZero();
            runtime.flush(Duration.ofSeconds(20));
        }
        List<String> said = events.stream()
                .filter(event -> event.loggerName().equals("late"))
                .map(LogEvent::message)
                .toList();
        assertThat(said).hasSize(LateTalker.STEPS + 2).startsWith("started").endsWith("stopped");
        assertThat(events)
                .filteredOn(event -> event.loggerName().equals("logrich.tree"))
                .singleElement()
                .satisfies(obituary -> assertThat(obituary.message())
                        .contains("exit code 0; accepted " + said.size() + ", dropped 0, delivered " + said.size()));
    }
}
