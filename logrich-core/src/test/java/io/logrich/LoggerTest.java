package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.SeveritySnapshot;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application may hand to a logger: anything, without anything being thrown back at it. */
class LoggerTest {
    private final List<LogEvent> arrived = new CopyOnWriteArrayList<>();
    private LogRuntime runtime;
    private Logger log;

    @BeforeEach
    void open() throws IOException {
        runtime = LogRuntime.openRoot(RuntimeConfig.builder("logger-test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .sink(new CustomSink("list", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        arrived.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build());
        log = runtime.get("test");
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    @SuppressWarnings("NullAway") // an application may not know better
    void nulls_are_no_trouble() {
        Supplier<@Nullable String> noSupplier = null;
        Map<String, ?> noMap = null;
        Object[] noParameters = null;
        assertThat(List.of(
                        log.info((String) null),
                        log.info(null, 1),
                        log.info(null, 1, 2, 3, 4),
                        log.info("x", noParameters),
                        log.info(noSupplier),
                        log.info(() -> null),
                        log.log(null, "x"),
                        log.log(null, () -> "x"),
                        log.exception(null, null),
                        log.atLevel(null)
                                .with(null, null)
                                .with(noMap)
                                .thrown(null)
                                .log(null)))
                .allMatch(LogResult::ok);
        end();
        assertThat(arrived).hasSize(10);
        assertThat(arrived.get(6).level()).isEqualTo(LogLevel.INFO);
    }

    @Test
    void a_supplier_that_throws_costs_only_its_message() {
        assertThat(log.info((Supplier<@Nullable String>) () -> {
                            throw new AssertionError("theirs");
                        })
                        .ok())
                .isTrue();
        end();
        assertThat(arrived.get(0).message()).isEqualTo("[message failed: java.lang.AssertionError]");
    }

    @Test
    void an_entry_is_spent_once_it_is_sent() {
        LogEntry entry = log.atInfo().with("a", 1);
        assertThat(entry.log("first").ok()).isTrue();
        assertThat(entry.with("b", 2).log("second")).isSameAs(LogResult.BELOW_LEVEL);
        log.info("another, which may use the same memory");
        end();
        assertThat(arrived)
                .extracting(LogEvent::message)
                .containsExactly("first", "another, which may use the same memory");
        assertThat(arrived.get(1).extra()).isEmpty();
    }

    @Test
    void an_entry_that_is_never_sent_leaves_nothing_behind() {
        log.atInfo().with("secret plan", 1);
        log.info("x");
        end();
        assertThat(arrived)
                .singleElement()
                .satisfies(event -> assertThat(event.extra()).isEmpty());
    }

    @Test
    void what_is_attempted_is_accepted_or_dropped() {
        for (int i = 0; i < 100; i++) {
            log.info("x {}", i);
            log.debug("nobody wants it");
        }
        SeveritySnapshot snapshot = runtime.severitySnapshot();
        assertThat(snapshot.totalEvents() + snapshot.droppedTotal()).isEqualTo(100);
    }

    private void end() {
        assertThat(runtime.shutdown().complete()).isTrue();
    }
}
