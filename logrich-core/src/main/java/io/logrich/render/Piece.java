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
        return (event, out) -> out.put(utf8);
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

    /** This piece, filled up with blanks to so many characters, before it or after it. */
    default Piece padded(int width, boolean before) {
        return (event, out) -> {
            int start = out.size();
            write(event, out);
            int length = out.size() - start;
            int blanks = width;
            for (int i = start; i < out.size(); i++) {
                if ((out.array()[i] & 0xc0) != 0x80) { // continuation bytes do not count
                    blanks--;
                }
            }
            for (int i = 0; i < blanks; i++) {
                out.ascii(' ');
            }
            if (before && blanks > 0) {
                byte[] bytes = out.array();
                System.arraycopy(bytes, start, bytes, start + blanks, length);
                java.util.Arrays.fill(bytes, start, start + blanks, (byte) ' ');
            }
        };
    }
}
