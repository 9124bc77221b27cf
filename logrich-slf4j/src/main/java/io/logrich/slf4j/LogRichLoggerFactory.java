package io.logrich.slf4j;

import io.logrich.LogRich;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** One logger for each name. Thread-safe. */
final class LogRichLoggerFactory implements ILoggerFactory {
    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(@Nullable String name) {
        return loggers.computeIfAbsent(
                name == null ? Logger.ROOT_LOGGER_NAME : name, key -> new LogRichLogger(LogRich.get(key)));
    }
}
