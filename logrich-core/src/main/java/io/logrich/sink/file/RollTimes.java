package io.logrich.sink.file;

import io.logrich.settings.RollSettings.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** When the next file begins: hours as they pass, days, weeks and months as the calendar of a place has them. Stateless. */
final class RollTimes {
    private RollTimes() {}

    /** The first turn after a time, both in milliseconds since 1970. */
    static long next(long millis, Period period, ZoneId zone) {
        Instant time = Instant.ofEpochMilli(millis);
        LocalDate today = LocalDate.ofInstant(time, zone);
        Instant next = switch (period) {
            case MINUTE -> turn(time, zone, ChronoUnit.MINUTES);
            case HOUR -> turn(time, zone, ChronoUnit.HOURS);
            case DAY -> midnight(today.plusDays(1), zone);
            case WEEK -> midnight(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)), zone);
            case MONTH -> midnight(today.with(TemporalAdjusters.firstDayOfNextMonth()), zone);
        };
        return next.toEpochMilli();
    }

    /** By the offset that holds at the time: an hour that the clock shows twice is two hours. */
    private static Instant turn(Instant time, ZoneId zone, ChronoUnit unit) {
        return time.atOffset(zone.getRules().getOffset(time))
                .truncatedTo(unit)
                .plus(1, unit)
                .toInstant();
    }

    /** The first moment of a day, at whatever time it begins. */
    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
