package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.logrich.event.LevelRules;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.LocationAwareLogger;

class LogRichLoggerTest {
    private final Logger log = LoggerFactory.getLogger("com.acme.Encoder");
    private SeenEvents seen;

    @BeforeEach
    void open() throws Exception {
        seen = SeenEvents.open();
    }

    @AfterEach
    void close() {
        seen.close();
    }

    @Test
    void each_level_is_ours() {
        log.trace("t");
        log.debug("d");
        log.info("i");
        log.warn("w");
        log.error("e");

        assertThat(seen.all())
                .extracting(LogEvent::level)
                .containsExactly(LogLevel.TRACE, LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARNING, LogLevel.ERROR);
        assertThat(seen.all()).extracting(LogEvent::loggerName).containsOnly("com.acme.Encoder");
    }

    @Test
    void parameters_stand_in_their_places_and_a_throwable_comes_last() {
        log.info("one {}", 1);
        log.info("two {} {}", 1, "zwei");
        log.info("four {} {} {} {}", 1, 2, 3, 4);
        log.warn("failed {}", "here", new IllegalStateException("reason"));
        log.warn("failed", new IllegalStateException("another"));
        log.info("no place", 1, 2);

        List<LogEvent> all = seen.all();
        assertThat(all)
                .extracting(LogEvent::message)
                .containsExactly("one 1", "two 1 zwei", "four 1 2 3 4", "failed here", "failed", "no place");
        assertThat(all.get(3).excInfo()).startsWith("java.lang.IllegalStateException: reason");
        assertThat(all.get(4).excInfo()).startsWith("java.lang.IllegalStateException: another");
        assertThat(all.get(5).excInfo()).isNull();
    }

    @Test
    void key_values_keep_their_types() {
        UUID id = UUID.fromString("11111111-2222-3333-4444-555555555555");
        log.atInfo()
                .addKeyValue("count", 3)
                .addKeyValue("ratio", 0.5)
                .addKeyValue("ready", true)
                .addKeyValue("id", id)
                .addKeyValue("name", () -> "lazy")
                .setCause(new IllegalStateException("cause"))
                .log("compressed {}", "a.mkv");

        LogEvent event = seen.one();
        assertThat(event.message()).isEqualTo("compressed a.mkv");
        assertThat(event.extra())
                .containsExactly(
                        entry("count", 3L),
                        entry("ratio", 0.5),
                        entry("ready", true),
                        entry("id", id.toString()),
                        entry("name", "lazy"));
        assertThat(event.excInfo()).contains("cause");
    }

    @Test
    @SuppressWarnings("deprecation") // of markers that refer to others
    void markers_are_tags() {
        BasicMarkerFactory markers = new BasicMarkerFactory();
        Marker audit = markers.getMarker("AUDIT");
        audit.add(markers.getMarker("MONEY"));
        log.info(audit, "one");
        log.atInfo().addMarker(audit).addMarker(markers.getMarker("SLOW")).log("two");
        log.info(MarkerFactory.getMarker("COMMONS-LOGGING"), "three");

        assertThat(seen.all())
                .extracting(event -> event.extra().get("tags"))
                .containsExactly(List.of("AUDIT", "MONEY"), List.of("AUDIT", "MONEY", "SLOW"), null);
    }

    @Test
    void bridges_say_their_levels_in_numbers() {
        LocationAwareLogger bridge = (LocationAwareLogger) log;
        bridge.log(null, "some.Bridge", LocationAwareLogger.WARN_INT, "from {}", new Object[] {"afar"}, null);
        bridge.log(null, "some.Bridge", 15, "between", null, new IllegalStateException("thrown"));
        bridge.log(null, "some.Bridge", -1, null, null, null);

        List<LogEvent> all = seen.all();
        assertThat(all).extracting(LogEvent::level).containsExactly(LogLevel.WARNING, LogLevel.DEBUG, LogLevel.TRACE);
        assertThat(all).extracting(LogEvent::message).containsExactly("from afar", "between", "null");
        assertThat(all.get(1).excInfo()).contains("thrown");
    }

    /** While SLF4J looks for its provider, events are kept by stand-ins, which give them to the loggers afterwards. */
    @Test
    void what_was_logged_while_slf4j_looked_for_its_provider_is_not_lost() {
        LinkedBlockingQueue<SubstituteLoggingEvent> kept = new LinkedBlockingQueue<>();
        SubstituteLogger early = new SubstituteLogger("com.acme.Encoder", kept, false);
        early.info("early {}", 1);
        early.setDelegate(log);
        kept.forEach(early::log);

        assertThat(seen.one().message()).isEqualTo("early 1");
        assertThat(seen.one().loggerName()).isEqualTo("com.acme.Encoder");
    }

    @Test
    void a_level_that_nobody_wants_is_off() throws Exception {
        seen.close();
        seen = SeenEvents.open(builder -> builder.levels(LevelRules.parse("com.acme=WARN")));

        assertThat(log.isInfoEnabled()).isFalse();
        assertThat(log.isWarnEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("org.other").isDebugEnabled()).isTrue();
        log.info("unwanted");
        log.atInfo().addKeyValue("a", 1).log("unwanted");
        assertThat(seen.all()).isEmpty();
    }

    @Test
    void a_logger_survives_its_runtime_and_a_journey() throws Exception {
        seen.close();
        log.info("to nobody");
        seen = SeenEvents.open();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(log);
        Object back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(back).isSameAs(log);
        ((Logger) back).info("to the second");
        assertThat(seen.all().stream().filter(event -> event.loggerName().equals("com.acme.Encoder")))
                .extracting(LogEvent::message) // the JDK says of serialization something itself
                .containsExactly("to the second");
    }
}
