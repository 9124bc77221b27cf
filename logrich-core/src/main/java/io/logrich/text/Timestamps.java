package io.logrich.text;

/** Times as text, without allocating. Stateless. */
public final class Timestamps {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;

    private Timestamps() {}

    /** ISO 8601 in UTC, always six fractional digits and {@code +00:00}; years 0000 to 9999, others are clamped. */
    public static void isoUtc(Utf8Buffer out, long micros) {
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        dateTime(out, seconds);
        out.ascii('.').decimal(Math.floorMod(micros, MICROS_PER_SECOND), 6).ascii("+00:00");
    }

    /** Six digits over what stands there: the microseconds of a second. */
    public static void micros(byte[] target, int at, int micros) {
        Decimals.write(target, at, 6, micros);
    }

    /** {@code yyyy-MM-ddTHH:mm:ss} of a local or UTC second count since 1970. */
    public static void dateTime(Utf8Buffer out, long seconds) {
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        int ofDay = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
        date(out, days);
        out.ascii('T').decimal(ofDay / 3600, 2).ascii(':');
        out.decimal(ofDay / 60 % 60, 2).ascii(':').decimal(ofDay % 60, 2);
    }

    /**
     * The civil date of a day count, after Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days.
     */
    private static void date(Utf8Buffer out, long days) {
        long shifted = Math.max(-719_528, Math.min(2_932_896, days)) + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        out.decimal(year, 4).ascii('-').decimal(month, 2).ascii('-').decimal(day, 2);
    }
}
