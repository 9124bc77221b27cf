package io.logrich;

import io.logrich.event.LogLevel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the records of {@code java.util.logging}: its message is found in the record's resource bundle and gets its
 * parameters as that system would do it, and is a finished text then. Never throws. Thread-safe.
 */
final class StandardHandler extends Handler {
    private static final Texts TEXTS = new Texts();
    private static final String BOUNDARY = java.util.logging.Logger.class.getName();

    private final Function<String, Logger> loggers;
    private final ConcurrentMap<String, Logger> known = new ConcurrentHashMap<>();

    /** A handler that logs with loggers which it asks for by name. */
    StandardHandler(Function<String, Logger> loggers) {
        this.loggers = loggers;
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        if (record == null) {
            return;
        }
        String name = record.getLoggerName();
        Logger logger = known.computeIfAbsent(name == null || name.isEmpty() ? "root" : name, loggers);
        LogLevel level = levelOf(record.getLevel());
        if (logger.isEnabled(level)) {
            LogEntry entry = logger.atLevel(level).thrown(record.getThrown()).boundary(BOUNDARY);
            if (logger.locates(level)) {
                locate(record, entry);
            }
            String own = ownLevel(record.getLevel());
            if (own != null) {
                entry.with("jul_level", own);
            }
            entry.log(textOf(record));
        }
    }

    @Override
    public void flush() {
        // an event is delivered by itself
    }

    @Override
    public void close() {
        // events go nowhere else than before
    }

    /** By the number, so that levels of one's own find their place: what lies between two is the lower one. */
    static LogLevel levelOf(Level level) {
        int number = level.intValue();
        if (number >= Level.SEVERE.intValue()) {
            return LogLevel.ERROR;
        } else if (number >= Level.WARNING.intValue()) {
            return LogLevel.WARNING;
        } else if (number >= Level.INFO.intValue()) {
            return LogLevel.INFO;
        }
        return number >= Level.FINE.intValue() ? LogLevel.DEBUG : LogLevel.TRACE;
    }

    /** The name of a level that is not one of the seven; null for those. */
    private static @Nullable String ownLevel(Level level) {
        return level.getClass() == Level.class && Level.parse(String.valueOf(level.intValue())) == level
                ? null
                : level.getName();
    }

    /** A record that does not know comes from another thread, where nobody can find out. */
    private static void locate(LogRecord record, LogEntry entry) {
        String className = record.getSourceClassName();
        if (className == null) {
            entry.boundary(LogEntry.NOWHERE);
        } else {
            String method = record.getSourceMethodName();
            entry.place(new StackTraceElement(className, method == null ? "" : method, null, -1));
        }
    }

    private static @Nullable String textOf(LogRecord record) {
        try {
            return TEXTS.formatMessage(record);
        } catch (RuntimeException | LinkageError | StackOverflowError failed) { // of a parameter, or a bundle
            return record.getMessage() + " [parameters failed: "
                    + failed.getClass().getName() + "]";
        }
    }

    /** Only for what it inherits. */
    private static final class Texts extends Formatter {
        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    }
}
