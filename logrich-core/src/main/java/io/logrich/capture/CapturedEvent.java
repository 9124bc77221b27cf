package io.logrich.capture;

import io.logrich.event.LogLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign program said in one line, or in several that belong together. Immutable.
 *
 * @param source the stream it came from: {@code stdout} or {@code stderr}
 * @param timeMicros when its first line came, in microseconds since 1970
 * @param level what the line itself says; else ERROR if it is a stack trace, else INFO
 * @param logger the program's own logger; null if the line names none
 * @param message the message in the line, or the line, without its end and without a systemd prefix
 * @param trace the stack trace that came with it; null if none did
 * @param fields what else the line says, by name; not to be changed
 * @param skippedBytes how much was left out because it was too long; the message or the trace then ends with a mark
 */
public record CapturedEvent(
        String source,
        long timeMicros,
        LogLevel level,
        @Nullable String logger,
        String message,
        @Nullable String trace,
        Map<String, @Nullable Object> fields,
        long skippedBytes) {}
