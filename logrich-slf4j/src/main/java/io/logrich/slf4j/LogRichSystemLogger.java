package io.logrich.slf4j;

import io.logrich.Logger;
import io.logrich.event.LogLevel;
import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A {@link System.Logger} in front of one of ours. Messages are looked up in the bundle and get their parameters as
 * {@link MessageFormat} does it; without parameters they are finished texts. No call throws. Thread-safe.
 */
final class LogRichSystemLogger implements System.Logger {
    private static final String NAME = LogRichSystemLogger.class.getName();

    private final Logger logger;

    LogRichSystemLogger(Logger logger) {
        this.logger = logger;
    }

    @Override
    public String getName() {
        return logger.name();
    }

    @Override
    public boolean isLoggable(Level level) {
        return switch (level) {
            case ALL -> true;
            case OFF -> false;
            default -> logger.isEnabled(Levels.of(level));
        };
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        send(level, thrown, bundle, message);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... params) {
        send(level, null, bundle, format, params == null ? new Object[0] : params);
    }

    private void send(
            Level level,
            @Nullable Throwable thrown,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Object... parameters) {
        if (level != Level.OFF) {
            Joining.join();
            LogLevel ours = Levels.of(level);
            if (logger.isEnabled(ours)) {
                logger.atLevel(ours).boundary(NAME).thrown(thrown).log(text(bundle, message, parameters));
            }
        }
    }

    private static @Nullable String text(
            @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Object[] parameters) {
        if (message == null) {
            return null;
        }
        try {
            String found = found(bundle, message);
            return parameters.length == 0 ? found : MessageFormat.format(found, parameters);
        } catch (RuntimeException | LinkageError | StackOverflowError failed) { // of a parameter, or the format
            return message + " [parameters failed: " + failed.getClass().getName() + "]";
        }
    }

    private static String found(@Nullable ResourceBundle bundle, String key) {
        try {
            return bundle == null ? key : bundle.getString(key);
        } catch (MissingResourceException | ClassCastException none) {
            return key;
        }
    }
}
