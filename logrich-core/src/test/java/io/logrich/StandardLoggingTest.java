package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LevelRules;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code java.util.logging} as a way into the log. */
class StandardLoggingTest {
    private static final Logger LOG = Logger.getLogger("com.acme.jul");

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    /** Messages of a bundle, as libraries of the JDK have them. */
    public static final class Messages extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"full", "the disk {0} is full"}};
        }
    }

    private static final class OwnLevel extends Level {
        private static final long serialVersionUID = 1;

        OwnLevel() {
            super("NOTICE", 850);
        }
    }

    @AfterEach
    void end() {
        LogRich.shutdown();
    }

    private void init(UnaryOperator<RuntimeConfig.Builder> settings) throws Exception {
        LogRich.init(settings.apply(RuntimeConfig.builder("jul", "test")
                        .consoleStream(ConsoleSettings.Stream.NONE)
                        .spoolPlace(SpoolSettings.Place.MEMORY)
                        .sink(new CustomSink("seen", LogLevel.TRACE, batch -> {
                            for (int i = 0; i < batch.size(); i++) {
                                events.add(batch.event(i));
                            }
                            return batch.size();
                        })))
                .build());
    }

    private List<LogEvent> logged() {
        LogRich.flush(Duration.ofSeconds(20));
        return List.copyOf(events);
    }

    @Test
    void each_level_has_its_place() throws Exception {
        init(builder -> builder);
        try (StandardLogging attached = LogRich.attachStandardLogging()) {
            LOG.severe("severe");
            LOG.warning("warning");
            LOG.info("info");
            LOG.config("config");
            LOG.fine("fine");
            LOG.finer("finer");
            LOG.finest("finest");
            LOG.log(new OwnLevel(), "notice");
            assertThat(attached.isAttached()).isTrue();
        }
        LOG.severe("after the end");

        assertThat(logged())
                .extracting(LogEvent::level)
                .containsExactly(
                        LogLevel.ERROR,
                        LogLevel.WARNING,
                        LogLevel.INFO,
                        LogLevel.DEBUG,
                        LogLevel.DEBUG,
                        LogLevel.TRACE,
                        LogLevel.TRACE,
                        LogLevel.INFO);
        assertThat(logged()).extracting(LogEvent::loggerName).containsOnly("com.acme.jul");
        assertThat(logged().get(7).extra()).containsEntry("jul_level", "NOTICE");
        assertThat(logged().subList(0, 7))
                .allSatisfy(event -> assertThat(event.extra()).isEmpty());
    }

    @Test
    void messages_are_found_in_their_bundle_and_get_their_parameters() throws Exception {
        init(builder -> builder);
        try (StandardLogging attached = LogRich.attachStandardLogging()) {
            LOG.log(Level.INFO, "{0} of {1}", new Object[] {"one", "two"});
            LOG.logrb(Level.WARNING, new Messages(), "full", "/var");
            LOG.log(Level.SEVERE, "failed", new IllegalStateException("reason"));
            LOG.info("braces {} and {0} stay as they are");
            LOG.log(Level.INFO, "hostile {0}", new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("hostile");
                }
            });
            LOG.log(new LogRecord(Level.INFO, null));
            assertThat(attached.isAttached()).isTrue();
        }

        assertThat(logged())
                .extracting(LogEvent::message)
                .startsWith("one of two", "the disk /var is full", "failed", "braces {} and {0} stay as they are")
                .hasSize(6);
        assertThat(logged().get(2).excInfo()).startsWith("java.lang.IllegalStateException: reason");
        assertThat(logged().get(4).message()).startsWith("hostile");
    }

    @Test
    void our_levels_decide_and_theirs_come_back() throws Exception {
        init(builder -> builder.levels(LevelRules.parse("com.acme=WARNING")));
        Logger quiet = Logger.getLogger("com.acme.quiet");
        quiet.setLevel(Level.OFF);
        Logger other = Logger.getLogger("org.other");
        Level rootLevel = Logger.getLogger("").getLevel();
        Handler[] before = Logger.getLogger("").getHandlers();
        try (StandardLogging attached = LogRich.attachStandardLogging()) {
            LOG.info("unwanted");
            quiet.warning("wanted");
            other.finest("wanted");
            assertThat(LogRich.attachStandardLogging()).isSameAs(attached);
            assertThat(Logger.getLogger("").getHandlers()).hasSize(1);
        }

        assertThat(logged()).extracting(LogEvent::loggerName).containsExactly("com.acme.quiet", "org.other");
        assertThat(quiet.getLevel()).isEqualTo(Level.OFF);
        assertThat(Logger.getLogger("").getLevel()).isEqualTo(rootLevel);
        assertThat(Logger.getLogger("").getHandlers()).isEqualTo(before);
        assertThat(LogManager.getLogManager().getLogger("com.acme.jul").getLevel())
                .isNull();
    }

    @Test
    void it_may_be_attached_before_a_runtime_and_outlive_it() throws Exception {
        try (StandardLogging attached = LogRich.attachStandardLogging(false)) {
            LOG.info("to nobody");
            init(builder -> builder);
            LOG.info("late");
            assertThat(attached.isAttached()).isTrue();
        }

        assertThat(logged()).extracting(LogEvent::message).containsExactly("late");
    }

    @Test
    void shutdown_gives_back_what_was_there() throws Exception {
        Logger root = Logger.getLogger("");
        Logger quiet = Logger.getLogger("com.acme.silent");
        quiet.setLevel(Level.OFF);
        Level rootLevel = root.getLevel();
        Handler[] before = root.getHandlers();
        for (int round = 0; round < 2; round++) {
            init(builder -> builder);
            StandardLogging attached = LogRich.attachStandardLogging();
            LOG.info("heard");
            if (round == 0) {
                LogRich.shutdown();
            } else {
                LogRich.shutdownAsync().get();
            }

            assertThat(attached.isAttached()).isFalse();
            assertThat(root.getHandlers()).isEqualTo(before);
            assertThat(root.getLevel()).isEqualTo(rootLevel);
            assertThat(quiet.getLevel()).isEqualTo(Level.OFF);
        }
        assertThat(events).extracting(LogEvent::message).containsExactly("heard", "heard");
    }
}
