package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.CallerBoundaryAware;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventBuilder;

/** Where events say that they were logged, whatever way they came. */
class CallerLocationTest {
    private final Logger log = LoggerFactory.getLogger("com.acme.Encoder");
    private SeenEvents seen;

    @BeforeEach
    void open() throws Exception {
        seen = SeenEvents.open(builder -> builder.callerLocation(LogLevel.TRACE));
    }

    @AfterEach
    void close() {
        seen.close();
    }

    /** The line on which this is called. */
    private static int line() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).map(StackFrame::getLineNumber).findFirst())
                .orElseThrow();
    }

    private static void assertPlaces(List<LogEvent> events, String method, int first) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).extra())
                    .as(events.get(i).message())
                    .containsEntry("code_file", "CallerLocationTest.java")
                    .containsEntry("code_line", (long) first + i)
                    .containsEntry("code_function", CallerLocationTest.class.getName() + "." + method);
        }
    }

    @Test
    void classic_and_fluent_calls_say_where_they_are() {
        int before = line();
        log.trace("none");
        log.info("one {}", 1);
        log.info("two {} {}", 1, 2);
        log.info("three {} {} {}", 1, 2, 3);
        log.warn("thrown", new IllegalStateException());
        log.error(MarkerFactory.getMarker("AUDIT"), "marker {}", 1);
        log.atInfo().log("fluent");
        log.atInfo().addKeyValue("chunk", 3).log("fluent {}", 1);
        log.atInfo().log(() -> "fluent, supplied");
        log.atLevel(Level.DEBUG).setMessage("fluent, in two steps").log();
        log.makeLoggingEventBuilder(Level.WARN).log("fluent, made");

        assertThat(seen.all()).hasSize(11);
        assertPlaces(seen.all(), "classic_and_fluent_calls_say_where_they_are", before + 1);
    }

    /** As the bridges are written. */
    private static final class Bridge {
        static void classic(Logger target) {
            ((LocationAwareLogger) target)
                    .log(null, Bridge.class.getName(), LocationAwareLogger.INFO_INT, "classic", null, null);
        }

        static void fluent(Logger target) {
            LoggingEventBuilder builder = target.atInfo();
            ((CallerBoundaryAware) builder).setCallerBoundary(Bridge.class.getName());
            builder.log("fluent");
        }

        static void ignorant(Logger target) {
            ((LocationAwareLogger) target).log(null, null, LocationAwareLogger.INFO_INT, "ignorant", null, null);
        }
    }

    @Test
    void what_a_bridge_brings_is_where_the_bridge_was_called() {
        int before = line();
        Bridge.classic(log);
        Bridge.fluent(log);

        assertPlaces(seen.all(), "what_a_bridge_brings_is_where_the_bridge_was_called", before + 1);
        Bridge.ignorant(log);
        assertThat(seen.all().get(2).extra()).containsEntry("code_function", Bridge.class.getName() + ".ignorant");
    }

    @Test
    void a_logger_made_while_slf4j_looked_for_its_provider_is_no_place() {
        SubstituteLogger early = new SubstituteLogger("com.acme.Early", null, true);
        early.setDelegate(log);
        int before = line();
        early.info("classic");
        early.atInfo().log("fluent");

        assertPlaces(seen.all(), "a_logger_made_while_slf4j_looked_for_its_provider_is_no_place", before + 1);
    }

    @Test
    void what_slf4j_has_kept_meanwhile_is_replayed_by_somebody_who_is_no_place() {
        BlockingQueue<SubstituteLoggingEvent> kept = new LinkedBlockingQueue<>();
        SubstituteLogger early = new SubstituteLogger("com.acme.Early", kept, false);
        early.info("kept");
        early.setDelegate(log);

        kept.forEach(early::log);

        assertThat(seen.all()).singleElement().satisfies(event -> {
            assertThat(event.message()).isEqualTo("kept");
            assertThat(event.extra()).doesNotContainKeys("code_file", "code_line", "code_function");
        });
    }

    /** With what the JDK puts around our loggers. */
    public static final class Texts extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"full", "the disk is full"}};
        }
    }

    @Test
    void a_system_logger_says_where_it_is_called() {
        System.Logger plain = System.getLogger("com.acme.System");
        System.Logger localized = System.getLogger("com.acme.Localized", new Texts());
        int before = line();
        plain.log(System.Logger.Level.INFO, "plain");
        plain.log(System.Logger.Level.INFO, "one {0}", 1);
        plain.log(System.Logger.Level.INFO, () -> "supplied");
        plain.log(System.Logger.Level.ERROR, "thrown", new IllegalStateException());
        localized.log(System.Logger.Level.INFO, "full");

        List<LogEvent> events = seen.all().stream()
                .filter(event -> event.loggerName().startsWith("com.acme."))
                .toList();
        assertThat(events).hasSize(5);
        assertPlaces(events, "a_system_logger_says_where_it_is_called", before + 1);
    }
}
