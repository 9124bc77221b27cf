package io.logrich.render;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns UTC seconds into the seconds of a zone; asks the zone's rules only when a change of its offset lies between two
 * questions. One thread only.
 */
final class LocalTime {
    private final ZoneRules rules;
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private int offset;

    LocalTime(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** What the zone's clocks show, as seconds since 1970-01-01T00:00 of their own time. */
    long seconds(long utcSeconds) {
        if (utcSeconds < from || utcSeconds >= until) {
            lookUp(utcSeconds);
        }
        return utcSeconds + offset;
    }

    /** How far the zone is ahead of UTC at that moment, in seconds. */
    int offset(long utcSeconds) {
        return (int) (seconds(utcSeconds) - utcSeconds);
    }

    private void lookUp(long utcSeconds) {
        Instant moment = Instant.ofEpochSecond(utcSeconds);
        ZoneOffsetTransition last = rules.previousTransition(moment.plusSeconds(1));
        ZoneOffsetTransition next = rules.nextTransition(moment);
        offset = rules.getOffset(moment).getTotalSeconds();
        from = last == null ? Long.MIN_VALUE : last.toEpochSecond();
        until = next == null ? Long.MAX_VALUE : next.toEpochSecond();
    }
}
