package io.logrich.cli;

import io.logrich.dump.DumpFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a dump's format. Stateless. */
final class DumpFormatConverter implements ITypeConverter<DumpFormat> {
    @Override
    public DumpFormat convert(String name) {
        try {
            return DumpFormat.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(
                    "must be one of text, json, html_table (or html), html_txt, was '" + name + "'");
        }
    }
}
