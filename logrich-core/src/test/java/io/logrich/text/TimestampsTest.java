package io.logrich.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    private static final long FIRST = -62_167_219_200L; // 0000-01-01T00:00:00Z
    private static final long LAST = 253_402_300_799L; // 9999-12-31T23:59:59Z
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'");

    @Property(tries = 5000)
    void times_read_as_java_time_writes_them(
            @ForAll @LongRange(min = FIRST * 1_000_000, max = LAST * 1_000_000 + 999_999) long micros) {
        assertThat(iso(micros)).isEqualTo(jdk(micros));
    }

    @Property(tries = 2000)
    void times_of_our_days_read_as_java_time_writes_them(
            @ForAll @LongRange(min = -2_000_000_000_000_000L, max = 5_000_000_000_000_000L) long micros) {
        assertThat(iso(micros)).isEqualTo(jdk(micros));
    }

    @Test
    void every_day_of_ten_thousand_years_has_its_date() {
        for (long day = FIRST / 86_400; day <= LAST / 86_400; day++) {
            Utf8Buffer out = new Utf8Buffer(32);
            Timestamps.dateTime(out, day * 86_400 + 3661);
            String expected = java.time.LocalDate.ofEpochDay(day) + "T01:01:01";
            if (!out.toString().equals(expected)) {
                assertThat(out.toString()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000000+00:00",
        "-1, 1969-12-31T23:59:59.999999+00:00",
        "951782400000000, 2000-02-29T00:00:00.000000+00:00",
        "4107542399999999, 2100-02-28T23:59:59.999999+00:00",
        "4107542400000000, 2100-03-01T00:00:00.000000+00:00",
        "253402300799999999, 9999-12-31T23:59:59.999999+00:00"
    })
    void known_times(long micros, String expected) {
        assertThat(iso(micros)).isEqualTo(expected);
    }

    @Test
    void what_does_not_fit_into_four_digits_is_clamped_and_keeps_its_shape() {
        for (long micros : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, (LAST + 1) * 1_000_000, FIRST * 1_000_000 - 1}) {
            assertThat(iso(micros)).matches("(9999-12-31|0000-01-01)T\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
        }
    }

    private static String iso(long micros) {
        Utf8Buffer out = new Utf8Buffer(0);
        Timestamps.isoUtc(out, micros);
        return out.toString();
    }

    private static String jdk(long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return ISO.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
}
