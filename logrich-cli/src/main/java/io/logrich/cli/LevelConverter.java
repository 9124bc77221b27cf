package io.logrich.cli;

import io.logrich.event.LogLevel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a level. Stateless. */
final class LevelConverter implements ITypeConverter<LogLevel> {
    @Override
    public LogLevel convert(String name) {
        try {
            return LogLevel.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(
                    "must be one of trace, debug, info, warning, error, critical, was '" + name + "'");
        }
    }
}
