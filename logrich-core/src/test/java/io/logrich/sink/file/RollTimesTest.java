package io.logrich.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.settings.RollSettings.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a new file begins, also where clocks are changed. */
class RollTimesTest {
    private static final String[] ZONES = {
        "UTC",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "America/Havana",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "America/New_York"
    };

    @ParameterizedTest
    @CsvSource({
        "MINUTE,UTC,                2026-11-30T23:59:59.999Z,2026-12-01T00:00:00Z",
        "HOUR,  UTC,                2026-11-30T23:59:59.999Z,2026-12-01T00:00:00Z",
        "HOUR,  UTC,                2026-11-30T23:00:00Z,    2026-12-01T00:00:00Z",
        "HOUR,  Asia/Kathmandu,     2026-11-30T10:00:00Z,    2026-11-30T10:15:00Z",
        "DAY,   UTC,                2026-11-30T00:00:00Z,    2026-12-01T00:00:00Z",
        "DAY,   Europe/Berlin,      2026-11-30T22:59:59Z,    2026-11-30T23:00:00Z",
        "WEEK,  UTC,                2026-11-29T23:59:59Z,    2026-11-30T00:00:00Z",
        "WEEK,  UTC,                2026-11-30T00:00:00Z,    2026-12-07T00:00:00Z",
        "MONTH, UTC,                2026-11-30T12:00:00Z,    2026-12-01T00:00:00Z",
        "MONTH, Europe/Berlin,      2026-11-30T23:00:00Z,    2026-12-31T23:00:00Z",
        // a day of 23 hours, and one of 25
        "DAY,   Europe/Berlin,      2026-03-28T23:00:00Z,    2026-03-29T22:00:00Z",
        "DAY,   Europe/Berlin,      2026-10-24T22:00:00Z,    2026-10-25T23:00:00Z",
        // the hour that is not there, and the one that comes twice
        "HOUR,  Europe/Berlin,      2026-03-29T00:30:00Z,    2026-03-29T01:00:00Z",
        "HOUR,  Europe/Berlin,      2026-10-25T00:30:00Z,    2026-10-25T01:00:00Z",
        "HOUR,  Europe/Berlin,      2026-10-25T01:00:00Z,    2026-10-25T02:00:00Z",
        // a day that begins at one o'clock, one whose midnight comes twice, one that is left out
        "DAY,   America/Sao_Paulo,  2018-11-03T12:00:00Z,    2018-11-04T03:00:00Z",
        "DAY,   America/Havana,     2026-10-31T12:00:00Z,    2026-11-01T04:00:00Z",
        "DAY,   America/Havana,     2026-11-01T05:30:00Z,    2026-11-02T05:00:00Z",
        "DAY,   Pacific/Apia,       2011-12-30T00:00:00Z,    2011-12-30T10:00:00Z",
    })
    void a_new_file_begins(Period period, String zone, Instant time, Instant next) {
        assertThat(Instant.ofEpochMilli(RollTimes.next(time.toEpochMilli(), period, ZoneId.of(zone))))
                .isEqualTo(next);
    }

    /** 1990 to 2090. */
    @Property(tries = 3000)
    void the_next_turn_is_later_but_not_too_late(
            @ForAll @LongRange(min = 631_152_000_000L, max = 3_786_912_000_000L) long millis,
            @ForAll Period period,
            @ForAll @LongRange(min = 0, max = 7) long zone) {
        long longest = switch (period) {
            case MINUTE -> Duration.ofMinutes(1).toMillis();
            case HOUR -> Duration.ofHours(1).toMillis();
            case DAY -> Duration.ofHours(26).toMillis();
            case WEEK -> Duration.ofHours(7 * 24 + 2).toMillis();
            case MONTH -> Duration.ofHours(31 * 24 + 2).toMillis();
        };
        long next = RollTimes.next(millis, period, ZoneId.of(ZONES[(int) zone]));

        assertThat(next).isGreaterThan(millis).isLessThanOrEqualTo(millis + longest);
    }
}
