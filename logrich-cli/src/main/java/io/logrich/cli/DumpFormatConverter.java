package io.logrich.cli;

import io.logrich.dump.DumpFormat;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a dump's format. Stateless. */
final class DumpFormatConverter implements ITypeConverter<DumpFormat> {
    private static final Set<String> TO_COME = Set.of("html_table", "html_txt");

    @Override
    public DumpFormat convert(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (TO_COME.contains(lower)) {
            throw new TypeConversionException(lower + " comes with a later version, there are text and json so far");
        }
        try {
            return DumpFormat.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException("must be one of text, json, was '" + name + "'");
        }
    }
}
