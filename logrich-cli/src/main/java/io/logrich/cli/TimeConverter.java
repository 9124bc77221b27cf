package io.logrich.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: with an offset, or as the clock on the wall shows it. Stateless. */
final class TimeConverter implements ITypeConverter<Instant> {
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> here(LocalDateTime.parse(text.replace(' ', 'T'))),
            text -> here(LocalDate.parse(text).atStartOfDay()),
            text -> here(LocalDate.now(ZoneId.systemDefault()).atTime(LocalTime.parse(text))));

    @Override
    public Instant convert(String text) {
        for (Function<String, Instant> form : FORMS) {
            try {
                return form.apply(text.strip());
            } catch (DateTimeException another) {
                continue;
            }
        }
        throw new TypeConversionException("must be a time such as 2026-11-23T20:50:14Z, 2026-11-23T20:50, 2026-11-23 or"
                + " 20:50, was '" + text + "'");
    }

    private static Instant here(LocalDateTime time) {
        return time.atZone(ZoneId.systemDefault()).toInstant();
    }
}
