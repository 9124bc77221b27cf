package io.logrich.slf4j;

import io.logrich.LogEntry;
import io.logrich.Logger;
import io.logrich.event.LogLevel;
import java.io.ObjectStreamException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger of SLF4J in front of one of ours. Key-values keep their types and become fields of the event, markers become its
 * field {@code tags}. Bridges from other logging systems come through {@link LocationAwareLogger}. Public only because SLF4J
 * hands over by reflection what it has kept while it was looking for its provider. Thread-safe.
 */
public final class LogRichLogger extends LegacyAbstractLogger implements LocationAwareLogger, LoggingEventAware {
    private static final long serialVersionUID = 1L;
    private static final String NAME = LogRichLogger.class.getName();

    private final transient Logger logger;

    LogRichLogger(Logger logger) {
        this.name = logger.name();
        this.logger = logger;
    }

    @Override
    public boolean isTraceEnabled() {
        return logger.isEnabled(LogLevel.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isEnabled(LogLevel.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return logger.isEnabled(LogLevel.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return logger.isEnabled(LogLevel.WARNING);
    }

    @Override
    public boolean isErrorEnabled() {
        return logger.isEnabled(LogLevel.ERROR);
    }

    /** What all methods of {@code org.slf4j.Logger} come to, once the level is known to be wanted. */
    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        LogEntry entry = logger.atLevel(Levels.of(level)).boundary(NAME).thrown(thrown);
        send(marker == null ? entry : entry.with(Tags.of(marker)), message, arguments);
    }

    /** What bridges call: commons-logging, the Log4j API, JUL. */
    @Override
    public void log(
            @Nullable Marker marker,
            @Nullable String fqcn,
            int level,
            @Nullable String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        LogLevel ours = Levels.of(level);
        if (logger.isEnabled(ours)) {
            LogEntry entry = logger.atLevel(ours).boundary(fqcn == null ? NAME : fqcn);
            send(entry.with(Tags.of(marker)).thrown(thrown), message, arguments);
        }
    }

    /** What the fluent form calls. */
    @Override
    public void log(LoggingEvent event) {
        LogLevel ours = Levels.of(event.getLevel());
        if (logger.isEnabled(ours)) {
            LogEntry entry = logger.atLevel(ours).boundary(boundaryOf(event)).with(Tags.of(event.getMarkers()));
            if (event.getKeyValuePairs() != null) {
                event.getKeyValuePairs().forEach(pair -> entry.with(pair.key, pair.value));
            }
            List<Object> arguments = event.getArguments();
            send(
                    entry.thrown(event.getThrowable()),
                    event.getMessage(),
                    arguments == null ? null : arguments.toArray());
        }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return NAME;
    }

    /** What SLF4J has kept while it was looking for its provider is replayed by whoever comes next: that is no place. */
    private static String boundaryOf(LoggingEvent event) {
        String boundary = event.getCallerBoundary();
        if (event instanceof SubstituteLoggingEvent) {
            return SubstituteLoggingEvent.class.getName();
        }
        return boundary == null ? NAME : boundary;
    }

    /** A logger that is sent to another VM is that VM's logger of the same name. */
    @Override
    protected Object readResolve() throws ObjectStreamException {
        return LoggerFactory.getLogger(getName());
    }

    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private static void send(LogEntry entry, @Nullable String message, @Nullable Object @Nullable [] arguments) {
        entry.log(message, arguments == null ? NO_ARGUMENTS : arguments);
    }
}
