package io.logrich.slf4j;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J finds through {@code ServiceLoader}. The first logger joins the tree that the process was started in, or opens
 * a runtime with nothing but the {@code LOG_*} variables; a later {@code LogRich.init} takes over. SLF4J itself makes and
 * initializes it, on one thread.
 */
public final class LogRichServiceProvider implements SLF4JServiceProvider {
    /** Any version of the API from 2.0 on: what came later has defaults. */
    private static final String REQUESTED_API = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new LogRichMdcAdapter();
    private @Nullable ILoggerFactory loggers;

    /** Made by {@code ServiceLoader}. */
    public LogRichServiceProvider() {}

    @Override
    public void initialize() {
        Joining.join();
        loggers = new LogRichLoggerFactory();
    }

    @Override
    public @Nullable ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return REQUESTED_API;
    }
}
