package io.logrich.render;

import java.util.TimeZone;

/**
 * Turns UTC seconds into the seconds of a zone; asks the zone once for each minute of log, since no clock is changed
 * within one. One thread only.
 */
final class LocalTime {
    private static final long MINUTE = 60;

    /** Beyond it the zone is not asked; no clock of people shows such a time. */
    private static final long FARTHEST = Long.MAX_VALUE / 4000;

    private final TimeZone zone;
    private long from = Long.MAX_VALUE;
    private int offset;

    LocalTime(TimeZone zone) {
        this.zone = zone;
    }

    /** What the zone's clocks show, as seconds since 1970-01-01T00:00 of their own time. */
    long seconds(long utcSeconds) {
        if (utcSeconds < from || utcSeconds >= from + MINUTE) {
            lookUp(utcSeconds);
        }
        return utcSeconds + offset;
    }

    /** How far the zone is ahead of UTC at that moment, in seconds. */
    int offset(long utcSeconds) {
        return (int) (seconds(utcSeconds) - utcSeconds);
    }

    private void lookUp(long utcSeconds) {
        from = Math.floorDiv(utcSeconds, MINUTE) * MINUTE;
        long asked = Math.max(-FARTHEST, Math.min(FARTHEST, from));
        offset = zone.getOffset(asked * 1000) / 1000;
    }
}
