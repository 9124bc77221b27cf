package io.logrich.pipeline;

import java.nio.charset.StandardCharsets;

/**
 * A logger's name, with its bytes. Immutable.
 *
 * @param text the name
 * @param utf8 its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record LoggerName(String text, byte[] utf8) {
    static final LoggerName NONE = of("");

    public static LoggerName of(String text) {
        return new LoggerName(text, text.getBytes(StandardCharsets.UTF_8));
    }
}
