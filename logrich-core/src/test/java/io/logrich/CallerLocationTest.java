package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SpoolSettings;
import java.lang.StackWalker.StackFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where events say that they were logged. */
class CallerLocationTest {
    private static final String HERE = CallerLocationTest.class.getName();
    private static final java.util.logging.Logger JUL = java.util.logging.Logger.getLogger("com.acme.jul");

    private final Logger log = LogRich.get("com.acme");
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        LogRich.shutdown();
    }

    private void init(@Nullable LogLevel from) throws Exception {
        LogRich.init(config(from).build());
    }

    private RuntimeConfig.Builder config(@Nullable LogLevel from) {
        return RuntimeConfig.builder("located", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .callerLocation(from)
                .sink(new CustomSink("seen", LogLevel.TRACE, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        events.add(batch.event(i));
                    }
                    return batch.size();
                }));
    }

    private List<LogEvent> logged() {
        LogRich.flush(Duration.ofSeconds(20));
        return List.copyOf(events);
    }

    /** The line on which this is called. */
    private static int line() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).map(StackFrame::getLineNumber).findFirst())
                .orElseThrow();
    }

    private static void assertPlace(LogEvent event, String method, int line) {
        assertThat(event.extra())
                .as(event.message())
                .containsEntry("code_file", "CallerLocationTest.java")
                .containsEntry("code_line", (long) line)
                .containsEntry("code_function", HERE + "." + method);
    }

    @Test
    void each_form_of_our_own_logger_says_where_it_was_called() throws Exception {
        init(LogLevel.TRACE);
        int before = line();
        log.info("no parameter");
        log.info("{}", 1);
        log.info("{} {}", 1, 2);
        log.info("{} {} {}", 1, 2, 3);
        log.info("{} {} {} {}", 1, 2, 3, 4);
        log.info(() -> "supplied");
        log.exception("failed", new IllegalStateException());
        log.log(LogLevel.DEBUG, "level {}", 1);
        log.atInfo().with("chunk", 3).log("entry");
        log.atInfo().log("entry {}", 1);
        log.atInfo().log("entry {} {}", 1, 2);

        List<LogEvent> all = logged();
        assertThat(all).hasSize(11);
        for (int i = 0; i < all.size(); i++) {
            assertPlace(all.get(i), "each_form_of_our_own_logger_says_where_it_was_called", before + 1 + i);
        }
        assertThat(all.get(8).extra()).containsEntry("chunk", 3L);
    }

    @Test
    void without_the_setting_and_below_its_level_nothing_is_said() throws Exception {
        init(null);
        log.error("off");
        assertThat(logged().get(0).extra()).isEmpty();
        LogRich.shutdown();
        events.clear();

        init(LogLevel.WARNING);
        log.info("below");
        log.warning("above");
        assertThat(logged().get(0).extra()).isEmpty();
        assertThat(logged().get(1).extra()).containsKeys("code_file", "code_line", "code_function");
    }

    @Test
    void an_event_that_has_waited_says_nothing() throws Exception {
        RuntimeReference reference = new RuntimeReference();
        new Logger(reference, "early").info("early");
        try (LogRuntime runtime = RuntimeFixture.open(config(LogLevel.TRACE))) {
            reference.early().handOver(runtime);
            runtime.flush(Duration.ofSeconds(20));
        }

        assertThat(events).extracting(LogEvent::message).containsExactly("early");
        assertThat(events.get(0).extra()).isEmpty();
    }

    @Test
    void what_the_event_says_itself_stands_and_the_limit_of_fields_does_not_count() throws Exception {
        init(LogLevel.TRACE);
        LogEntry entry = log.atInfo().with("code_file", "Other.java").with("code_line", 7);
        for (int i = 0; i < 23; i++) {
            entry.with("field" + i, i);
        }
        entry.log("full");

        Map<String, Object> extra = logged().get(0).extra();
        assertThat(extra)
                .contains(entry("code_file", "Other.java"), entry("code_line", 7L), entry("field22", 22L))
                .containsKey("code_function")
                .hasSize(26);
    }

    private static final class Bridge {
        static void log(Logger logger, String boundary) {
            logger.atInfo().boundary(boundary).log("bridged");
        }
    }

    @Test
    void a_bridge_says_which_class_is_its_front() throws Exception {
        init(LogLevel.TRACE);
        Bridge.log(log, Bridge.class.getName());
        int line = line() - 1;
        Bridge.log(log, "com.acme.Elsewhere");

        assertPlace(logged().get(0), "a_bridge_says_which_class_is_its_front", line);
        assertThat(logged().get(1).extra()).isEmpty();
        log.info("our own again");
        assertThat(logged().get(2).extra()).containsKey("code_function");
    }

    @Test
    void java_util_logging_says_it_with_its_line_where_the_application_called() throws Exception {
        init(LogLevel.TRACE);
        String method = "java_util_logging_says_it_with_its_line_where_the_application_called";
        try (StandardLogging attached = LogRich.attachStandardLogging()) {
            int before = line();
            JUL.info("plain");
            JUL.log(Level.WARNING, "one {0}", 1);
            JUL.fine(() -> "supplied");
            JUL.logp(Level.INFO, HERE, method, "told and true");
            JUL.logp(Level.INFO, "com.acme.Shop", "sell", "told");
            JUL.logp(Level.INFO, "com.acme.Shop", null, "half told");
            JUL.entering("com.acme.Shop", "sell");
            LogRecord record = new LogRecord(Level.INFO, "later");
            record.setLoggerName("com.acme.jul");
            CompletableFuture.runAsync(() -> JUL.getParent().getHandlers()[0].publish(record))
                    .get();

            List<LogEvent> all = logged().stream()
                    .filter(event -> event.loggerName().equals("com.acme.jul"))
                    .toList();
            for (int i = 0; i < 4; i++) {
                assertPlace(all.get(i), method, before + 1 + i);
            }
            assertThat(all.get(4).extra()).containsOnly(entry("code_function", "com.acme.Shop.sell"));
            assertThat(all.get(5).extra()).containsOnly(entry("code_function", "com.acme.Shop"));
            assertThat(all.get(6).extra()).containsOnly(entry("code_function", "com.acme.Shop.sell"));
            assertThat(all.get(7).extra()).isEmpty();
            assertThat(attached.isAttached()).isTrue();
        }
    }

    @Test
    void lambdas_and_reflection_do_not_hide_the_place() throws Exception {
        init(LogLevel.TRACE);
        Supplier<?> lambda = () -> log.info("lambda");
        lambda.get();
        CallerLocationTest.class.getDeclaredMethod("reflected").invoke(this);

        assertThat(logged().get(0).extra().get("code_function").toString()).startsWith(HERE + ".lambda$");
        assertThat(logged().get(1).extra()).containsEntry("code_function", HERE + ".reflected");
    }

    @SuppressWarnings("unused") // by reflection
    private void reflected() {
        log.info("reflected");
    }

    @Test
    void the_variable_takes_a_level_or_a_flag() {
        RuntimeConfig off = config(null).build();
        assertThat(off.with(Map.of("LOG_CALLER_LOCATION", "warn")).location().level())
                .isEqualTo(LogLevel.WARNING);
        assertThat(off.with(Map.of("LOG_CALLER_LOCATION", "on")).location().level())
                .isEqualTo(LogLevel.TRACE);
        RuntimeConfig on = config(LogLevel.INFO).build();
        assertThat(on.with(Map.of("LOG_CALLER_LOCATION", "off")).location().level())
                .isNull();
        assertThat(on.with(Map.of()).location().level()).isEqualTo(LogLevel.INFO);
        assertThatThrownBy(() -> on.with(Map.of("LOG_CALLER_LOCATION", "maybe")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("LOG_CALLER_LOCATION", "level", "maybe");
    }
}
