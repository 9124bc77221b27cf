package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The placeholders that show when an event was logged, in UTC or, with the suffix {@code _loc}, in a zone. */
final class TimePieces {
    private static final long MICROS = 1_000_000L;
    private static final String LOCAL = "_loc";
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private TimePieces() {}

    /** The piece of that name, or null if it is none of these. */
    static @Nullable Piece of(String name, TimeZone zone) {
        boolean local = name.endsWith(LOCAL);
        LocalTime clock = new LocalTime(local ? zone : UTC);
        return switch (local ? name.substring(0, name.length() - LOCAL.length()) : name) {
            case "timestamp" -> (event, out) -> full(event, clock, out);
            case "timestamp_trimmed", "timestamp_no_us" -> (event, out) -> trimmed(event, clock, out);
            case "timestamp_trimmed_naive" -> part(clock, 0, 19);
            case "YYYY" -> part(clock, 0, 4);
            case "MM" -> part(clock, 5, 2);
            case "DD" -> part(clock, 8, 2);
            case "hh" -> part(clock, 11, 2);
            case "mm" -> part(clock, 14, 2);
            case "ss" -> part(clock, 17, 2);
            default -> null;
        };
    }

    /** Some characters of {@code yyyy-MM-ddTHH:mm:ss}. */
    private static Piece part(LocalTime clock, int from, int length) {
        return new PerSecond() {
            private final Utf8Buffer text = new Utf8Buffer(32);

            @Override
            public void write(long utcSecond, Utf8Buffer out) {
                Timestamps.dateTime(text.clear(), clock.seconds(utcSecond));
                out.put(text.array(), from, length);
            }
        };
    }

    /** A piece that is the same for all events of a second. */
    interface PerSecond extends Piece {
        void write(long utcSecond, Utf8Buffer out);

        @Override
        default void write(EventView event, Utf8Buffer out) {
            write(utcSeconds(event), out);
        }
    }

    /** Some pieces in a row, each the same for all events of a second, of which it remembers the last. */
    static Piece remembering(List<PerSecond> pieces) {
        PerSecond[] all = pieces.toArray(new PerSecond[0]);
        return new Piece() {
            private final Utf8Buffer text = new Utf8Buffer(64);
            private long from = Long.MAX_VALUE;

            @Override
            public void write(EventView event, Utf8Buffer out) {
                long micros = event.timeMicros();
                if (micros < from || micros - from >= MICROS) {
                    long second = Math.floorDiv(micros, MICROS);
                    text.clear();
                    for (PerSecond piece : all) {
                        piece.write(second, text);
                    }
                    from = second * MICROS;
                }
                out.put(text.array(), 0, text.size());
            }
        };
    }

    private static long utcSeconds(EventView event) {
        return Math.floorDiv(event.timeMicros(), MICROS);
    }

    private static void trimmed(EventView event, LocalTime clock, Utf8Buffer out) {
        long second = utcSeconds(event);
        Timestamps.dateTime(out, clock.seconds(second));
        offset(clock.offset(second), out);
    }

    /** ISO 8601 with the offset; microseconds only where there are any. */
    private static void full(EventView event, LocalTime clock, Utf8Buffer out) {
        long second = utcSeconds(event);
        Timestamps.dateTime(out, clock.seconds(second));
        long micros = Math.floorMod(event.timeMicros(), MICROS);
        if (micros != 0) {
            out.ascii('.').decimal(micros, 6);
        }
        offset(clock.offset(second), out);
    }

    private static void offset(int seconds, Utf8Buffer out) {
        int minutes = seconds / 60;
        out.ascii(minutes < 0 ? '-' : '+');
        out.decimal(Math.abs(minutes) / 60, 2).ascii(':').decimal(Math.abs(minutes) % 60, 2);
    }
}
