package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogRichSystemLoggerTest {
    private final System.Logger log = System.getLogger("com.acme.System");
    private SeenEvents seen;

    /** As libraries have them. */
    public static final class Messages extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"full", "the disk {0} is full"}};
        }
    }

    @BeforeEach
    void open() throws Exception {
        seen = SeenEvents.open();
    }

    @AfterEach
    void close() {
        seen.close();
    }

    @Test
    void each_level_has_its_place() {
        log.log(System.Logger.Level.TRACE, "trace");
        log.log(System.Logger.Level.DEBUG, "debug");
        log.log(System.Logger.Level.INFO, "info");
        log.log(System.Logger.Level.WARNING, "warning");
        log.log(System.Logger.Level.ERROR, "error", new IllegalStateException("reason"));
        log.log(System.Logger.Level.OFF, "off");

        assertThat(seen.all())
                .extracting(LogEvent::level)
                .containsExactly(LogLevel.TRACE, LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARNING, LogLevel.ERROR);
        assertThat(seen.all()).extracting(LogEvent::loggerName).containsOnly("com.acme.System");
        assertThat(seen.all().get(4).excInfo()).contains("reason");
        assertThat(log.isLoggable(System.Logger.Level.TRACE)).isTrue();
        assertThat(log.isLoggable(System.Logger.Level.OFF)).isFalse();
    }

    @Test
    void messages_are_found_in_their_bundle_and_get_their_parameters() {
        ResourceBundle bundle = new Messages();
        log.log(System.Logger.Level.INFO, "{0} of {1}", "one", "two");
        log.log(System.Logger.Level.INFO, bundle, "full", "/var");
        log.log(System.Logger.Level.INFO, bundle, "missing {0}", "key");
        log.log(System.Logger.Level.INFO, "braces {0} and {} stay");
        log.log(System.Logger.Level.INFO, "wrong {x}", "parameter");
        log.log(System.Logger.Level.INFO, () -> "made when it is wanted");

        assertThat(seen.all())
                .extracting(LogEvent::message)
                .startsWith("one of two", "the disk /var is full", "missing key", "braces {0} and {} stay")
                .endsWith("made when it is wanted");
        assertThat(seen.all().get(4).message()).startsWith("wrong {x} [parameters failed");
    }
}
