package io.logrich;

import io.logrich.pipeline.LoggerName;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a foreign program's events are logged: its own loggers', where it tells them, else the program's. The
 * runtime's own names it cannot have. Thread-safe.
 */
final class ForeignLoggers {
    /** A program may make up a name for each line. */
    private static final int MOST = 1024;

    private static final String OURS = "logrich";

    private final LoggerName program;
    private final ConcurrentHashMap<String, LoggerName> known = new ConcurrentHashMap<>();

    ForeignLoggers(LoggerName program) {
        this.program = program;
    }

    LoggerName of(@Nullable String logger) {
        if (logger == null || logger.startsWith(OURS)) {
            return program;
        }
        LoggerName name = known.get(logger);
        if (name == null) {
            name = LoggerName.of(logger);
            if (known.size() < MOST) {
                known.put(logger, name);
            }
        }
        return name;
    }
}
