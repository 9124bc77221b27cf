package io.logrich.slf4j;

import io.logrich.event.LogLevel;
import org.slf4j.event.Level;
import org.slf4j.spi.LocationAwareLogger;

/** The levels of SLF4J in ours. */
final class Levels {
    private Levels() {}

    static LogLevel of(Level level) {
        return switch (level) {
            case TRACE -> LogLevel.TRACE;
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARN -> LogLevel.WARNING;
            case ERROR -> LogLevel.ERROR;
        };
    }

    /** The levels of {@link System.Logger} in ours; {@code ALL} stands for the lowest, {@code OFF} for the highest. */
    static LogLevel of(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> LogLevel.TRACE;
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARNING -> LogLevel.WARNING;
            case ERROR, OFF -> LogLevel.ERROR;
        };
    }

    /** The number of a level as bridges give it; what lies between two levels is the lower one. */
    static LogLevel of(int level) {
        if (level >= LocationAwareLogger.ERROR_INT) {
            return LogLevel.ERROR;
        } else if (level >= LocationAwareLogger.WARN_INT) {
            return LogLevel.WARNING;
        } else if (level >= LocationAwareLogger.INFO_INT) {
            return LogLevel.INFO;
        }
        return level >= LocationAwareLogger.DEBUG_INT ? LogLevel.DEBUG : LogLevel.TRACE;
    }
}
