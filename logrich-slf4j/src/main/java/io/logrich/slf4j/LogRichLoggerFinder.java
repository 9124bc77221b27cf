package io.logrich.slf4j;

import io.logrich.LogRich;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What {@link System#getLogger} finds through {@code ServiceLoader}, so that the JDK itself and libraries without a logging
 * dependency log here. The first event opens the log if there is none, a question whether a level is on does not: the
 * JDK asks that on its way out. Thread-safe.
 */
public final class LogRichLoggerFinder extends System.LoggerFinder {
    private final ConcurrentMap<String, System.Logger> loggers = new ConcurrentHashMap<>();

    /** Made by {@code ServiceLoader}. */
    public LogRichLoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return loggers.computeIfAbsent(name, key -> new LogRichSystemLogger(LogRich.get(key)));
    }
}
