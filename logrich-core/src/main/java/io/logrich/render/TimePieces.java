package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The placeholders that show when an event was logged, in UTC or, with the suffix {@code _loc}, in a zone. */
final class TimePieces {
    private static final String LOCAL = "_loc";

    private TimePieces() {}

    /** The piece of that name, or null if it is none of these. */
    static @Nullable Piece of(String name, ZoneId zone) {
        boolean local = name.endsWith(LOCAL);
        String bare = local ? name.substring(0, name.length() - LOCAL.length()) : name;
        LocalTime clock = new LocalTime(local ? zone : ZoneOffset.UTC);
        return switch (bare) {
            case "timestamp" -> (event, out) -> full(event, clock, out);
            case "timestamp_trimmed_naive" -> (event, out) -> Timestamps.dateTime(out, seconds(event, clock));
            case "hh" -> (event, out) -> twoDigits(out, seconds(event, clock), 3600, 24);
            case "mm" -> (event, out) -> twoDigits(out, seconds(event, clock), 60, 60);
            case "ss" -> (event, out) -> twoDigits(out, seconds(event, clock), 1, 60);
            default -> null;
        };
    }

    private static long utcSeconds(EventView event) {
        return Math.floorDiv(event.timeMicros(), 1_000_000L);
    }

    private static long seconds(EventView event, LocalTime clock) {
        return clock.seconds(utcSeconds(event));
    }

    private static void twoDigits(Utf8Buffer out, long seconds, int unit, int units) {
        out.decimal(Math.floorMod(Math.floorDiv(seconds, (long) unit), (long) units), 2);
    }

    /** ISO 8601 with the offset; microseconds only where there are any. */
    private static void full(EventView event, LocalTime clock, Utf8Buffer out) {
        Timestamps.dateTime(out, seconds(event, clock));
        long micros = Math.floorMod(event.timeMicros(), 1_000_000L);
        if (micros != 0) {
            out.ascii('.').decimal(micros, 6);
        }
        int minutes = clock.offset(utcSeconds(event)) / 60;
        out.ascii(minutes < 0 ? '-' : '+');
        out.decimal(Math.abs(minutes) / 60, 2).ascii(':').decimal(Math.abs(minutes) % 60, 2);
    }
}
