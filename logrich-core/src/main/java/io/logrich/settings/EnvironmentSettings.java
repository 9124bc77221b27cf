package io.logrich.settings;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the {@code LOG_*} variables. A variable that is set and empty is as good as not set. */
final class EnvironmentSettings {
    private final Map<String, String> variables;

    EnvironmentSettings(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The variables of this process, under its system properties of the same name. */
    static Map<String, String> ofThisProcess() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("LOG_")) {
                variables.put(name, System.getProperty(name, ""));
            }
        }
        return variables;
    }

    /** Answers with the same builder. */
    RuntimeConfig.Builder applyTo(RuntimeConfig.Builder builder) {
        return hasAny() ? applied(builder) : builder;
    }

    /** Mostly there is none, and to link what reads each of them takes longer than everything else that is configured. */
    private boolean hasAny() {
        for (String name : variables.keySet()) {
            if (name.startsWith("LOG_")) {
                return true;
            }
        }
        return false;
    }

    private RuntimeConfig.Builder applied(RuntimeConfig.Builder builder) {
        text("LOG_SERVICE", builder::service);
        text("LOG_ENVIRONMENT", builder::environment);
        with("LOG_CONSOLE_LEVEL", "must be the name of a level", LogLevel::of, builder::consoleLevel);
        with(
                "LOG_CONSOLE_STREAM",
                "must be one of stdout, stderr, both, none",
                ConsoleSettings::streamOf,
                builder::consoleStream);
        text("LOG_CONSOLE_THEME", builder::consoleTheme);
        with(
                "LOG_CONSOLE_STYLES",
                "must be a list LEVEL=style,LEVEL=style",
                ConsoleSettings::stylesOf,
                styles -> builder.console(c -> c.withMoreStyles(styles)));
        text("LOG_CONSOLE_FORMAT_PRESET", builder::consoleFormatPreset);
        text("LOG_CONSOLE_FORMAT_TEMPLATE", builder::consoleFormatTemplate);
        text(
                "LOG_CONSOLE_OWN_PACKAGES",
                list -> builder.console(c -> c.withOwnPackages(List.of(list.split("\\s*,\\s*")))));
        with(
                "LOG_CONSOLE_MAX_LINE_BYTES",
                "must be a whole number",
                Integer::valueOf,
                bytes -> builder.console(c -> c.withMaxLineBytes(bytes)));
        with("LOG_LEVELS", "must be a list LOGGER=LEVEL,LOGGER=LEVEL", LevelRules::parse, builder::addLevels);
        with("LOG_FORCE_COLOR", BOOLEAN, EnvironmentSettings::flag, builder::forceColor);
        with("LOG_NO_COLOR", BOOLEAN, EnvironmentSettings::flag, builder::noColor);
        with("LOG_RING_BUFFER_ENABLED", BOOLEAN, EnvironmentSettings::flag, builder::enableRingBuffer);
        with(
                "LOG_RING_BUFFER_SIZE",
                "must be a whole number",
                Integer::valueOf,
                events -> builder.dump(d -> d.withMaxEvents(events)));
        text("LOG_DUMP_FORMAT_PRESET", preset -> builder.dump(d -> d.withPreset(preset)));
        text("LOG_DUMP_FORMAT_TEMPLATE", template -> builder.dump(d -> d.withTemplate(template)));
        with(
                "LOG_SCRUB_PATTERNS",
                "must be a list field=regex,field=regex",
                PairList::parse,
                patterns ->
                        patterns.forEach((key, regex) -> builder.scrubPattern(key, regex.isEmpty() ? ".+" : regex)));
        with(
                "LOG_RATE_LIMIT",
                "must be EVENTS:SECONDS, both above 0",
                RateSettings::parse,
                rate -> builder.rateLimit(rate.limit(), rate.window()));
        with(
                "LOG_CALLER_LOCATION",
                "must be the name of a level, or true or false",
                LocationSettings::parse,
                location -> builder.callerLocation(location.level()));
        with("LOG_CAPTURE_LAYOUTS", BOOLEAN, EnvironmentSettings::flag, on -> builder.capture(c -> c.withLayouts(on)));
        with("LOG_CAPTURE_FOLDING", BOOLEAN, EnvironmentSettings::flag, on -> builder.capture(c -> c.withFolding(on)));
        with(
                "LOG_CAPTURE_SILENCE",
                SECONDS,
                EnvironmentSettings::seconds,
                time -> builder.capture(c -> c.withSilence(time)));
        with(
                "LOG_CAPTURE_MAX_LINE_BYTES",
                "must be a whole number",
                Integer::valueOf,
                bytes -> builder.capture(c -> c.withMaxLineBytes(bytes)));
        with("LOG_QUEUE_ENABLED", BOOLEAN, EnvironmentSettings::flag, builder::queueEnabled);
        with("LOG_QUEUE_MAXSIZE", "must be a whole number", Integer::valueOf, builder::queueMaxsize);
        with(
                "LOG_QUEUE_FULL_POLICY",
                "must be block or drop",
                name -> QueueFullPolicy.valueOf(name.toUpperCase(Locale.ROOT)),
                builder::queueFullPolicy);
        with("LOG_QUEUE_PUT_TIMEOUT", SECONDS, EnvironmentSettings::seconds, builder::queuePutTimeout);
        with("LOG_QUEUE_STOP_TIMEOUT", SECONDS, EnvironmentSettings::seconds, builder::queueStopTimeout);
        with("LOG_SPOOL_DIRECTORY", "must be a path", Path::of, builder::spoolDirectory);
        with(
                "LOG_SPOOL_PLACE",
                "must be auto, file or memory",
                name -> SpoolSettings.Place.valueOf(name.toUpperCase(Locale.ROOT)),
                builder::spoolPlace);
        with("LOG_SPOOL_BYTES", "must be a whole number", Integer::valueOf, builder::spoolBytes);
        with("LOG_TREE_LOG_BYTES", "must be a whole number", Integer::valueOf, builder::treeLogBytes);
        with(
                "LOG_RETAIN_BYTES",
                "must be a whole number",
                Long::valueOf,
                bytes -> builder.spool(s -> s.withRetainBytes(bytes)));
        with(
                "LOG_RETAIN_DAYS",
                "must be a whole number",
                Integer::valueOf,
                days -> builder.spool(s -> s.withRetainDays(days)));
        rolling(change -> builder.files(file -> file.withRoll(change)));
        graylog(builder);
        journald(builder);
        return builder;
    }

    private void journald(RuntimeConfig.Builder builder) {
        with(
                "LOG_ENABLE_JOURNALD",
                BOOLEAN,
                EnvironmentSettings::flag,
                on -> builder.sinks(sinks -> JournaldSettings.enabled(sinks, on)));
        with(
                "LOG_JOURNALD_SOCKET",
                "must be a path",
                Path::of,
                path -> builder.sinks(sinks -> JournaldSettings.changed(sinks, j -> j.withSocket(path))));
        with(
                "LOG_BACKEND_LEVEL",
                "must be the name of a level",
                LogLevel::of,
                level -> builder.sinks(sinks -> JournaldSettings.changed(sinks, j -> j.withLevel(level))));
    }

    private void graylog(RuntimeConfig.Builder builder) {
        builder.sinks(sinks -> new GraylogVariables(this, sinks).applied());
    }

    /** These hold for every file. */
    private void rolling(Consumer<UnaryOperator<RollSettings>> files) {
        with(
                "LOG_FILE_ROLL_SIZE",
                "must be a number of bytes",
                RollSettings::bytesOf,
                bytes -> files.accept(roll -> roll.withSize(bytes)));
        text("LOG_FILE_ROLL_EVERY", name -> {
            RollSettings.Period period = RollSettings.periodOf(name);
            files.accept(roll -> roll.withEvery(period));
        });
        with(
                "LOG_FILE_ROLL_ZONE",
                "must be the name of a time zone",
                RollSettings::zoneOf,
                zone -> files.accept(roll -> roll.withZone(zone)));
        with(
                "LOG_FILE_KEEP",
                "must be a whole number",
                Integer::valueOf,
                count -> files.accept(roll -> roll.withKeep(count)));
        with(
                "LOG_FILE_KEEP_SIZE",
                "must be a number of bytes",
                RollSettings::bytesOf,
                bytes -> files.accept(roll -> roll.withKeepBytes(bytes)));
        with("LOG_FILE_GZIP", BOOLEAN, EnvironmentSettings::flag, gzip -> files.accept(roll -> roll.withGzip(gzip)));
    }

    static final String BOOLEAN = "must be true or false (or 1, yes, on, 0, no, off)";
    static final String SECONDS = "must be a number of seconds";

    /** A variable that is set and not empty, else null. */
    @Nullable
    String value(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void text(String name, Consumer<String> setting) {
        String value = value(name);
        if (value != null) {
            try {
                setting.accept(value);
            } catch (SettingsException refused) {
                throw refused.as(name, value);
            }
        }
    }

    <T> void with(String name, String rule, Function<String, T> reading, Consumer<T> setting) {
        text(name, value -> {
            T read;
            try {
                read = reading.apply(value);
            } catch (SettingsException explained) {
                throw explained;
            } catch (RuntimeException wrong) {
                throw new SettingsException(name, rule, value);
            }
            setting.accept(read);
        });
    }

    static boolean flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(value);
        };
    }

    static Duration seconds(String value) {
        double seconds = Double.parseDouble(value);
        if (Double.isNaN(seconds)) {
            throw new IllegalArgumentException(value);
        }
        return Duration.ofNanos((long) (seconds * 1e9)); // as long as it takes, if that is more than a long holds
    }
}
