package io.logrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What programs and libraries log with {@code java.util.logging} goes into the log, until this is closed, at the latest by
 * {@link LogRich#shutdown}. Made by {@link LogRich#attachStandardLogging}. All levels of its loggers are open meanwhile: what is wanted is decided by ours of
 * the same names. Levels that somebody sets later, or that its configuration file has for loggers which are made later, do
 * filter before us. Thread-safe.
 */
public final class StandardLogging implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final StandardHandler handler;

    /** Handlers of the root that are away meanwhile, and the levels that were set; held fast, or they would be collected. */
    private final List<Handler> others = new ArrayList<>();

    private final Map<Logger, @Nullable Level> levels = new HashMap<>();
    private boolean closed;

    private StandardLogging(StandardHandler handler) {
        this.handler = handler;
    }

    /** Takes over. */
    static StandardLogging attach(StandardHandler handler, boolean alone) {
        StandardLogging attached = new StandardLogging(handler);
        attached.begin(alone);
        return attached;
    }

    /** Whether events still come this way. */
    public synchronized boolean isAttached() {
        return !closed;
    }

    /** Gives {@code java.util.logging} back what it had: handlers, and the levels that nobody has changed since. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            root.removeHandler(handler);
            levels.forEach((logger, level) -> {
                if (logger.getLevel() == (logger == root ? Level.ALL : null)) {
                    logger.setLevel(level);
                }
            });
            others.forEach(root::addHandler);
        }
    }

    private synchronized void begin(boolean alone) {
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            Logger logger = name.isEmpty() ? null : LogManager.getLogManager().getLogger(name);
            if (logger != null && logger.getLevel() != null) {
                levels.put(logger, logger.getLevel());
                logger.setLevel(null);
            }
        }
        levels.put(root, root.getLevel());
        if (alone) {
            others.addAll(Arrays.asList(root.getHandlers()));
            others.forEach(root::removeHandler);
        }
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }
}
