package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** One part of a line, such as the message or a bracket between two others; text of the event leaves it harmless. */
@FunctionalInterface
interface Piece {
    void write(EventView event, Utf8Buffer out);

    /** The same for every event. */
    static Piece constant(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return (TimePieces.PerSecond) (second, out) -> out.put(utf8);
    }

    /** A part of the event that is text. */
    static Piece text(Part part) {
        return (event, out) -> SafeText.write(out, event.bytes(), event.start(part), event.length(part));
    }

    /** What the level alone decides. */
    static Piece ofLevel(Function<LogLevel, String> text) {
        byte[][] utf8 = new byte[LogLevel.COUNT][];
        for (LogLevel level : LogLevel.values()) {
            utf8[level.ordinal()] = text.apply(level).getBytes(StandardCharsets.UTF_8);
        }
        return (event, out) -> out.put(utf8[event.level().ordinal()]);
    }

    /** The id, 32 hexadecimal digits. */
    static Piece eventId() {
        byte[] digits = new byte[32];
        return (event, out) -> {
            event.eventId().writeTo(digits, 0);
            out.put(digits);
        };
    }
}
