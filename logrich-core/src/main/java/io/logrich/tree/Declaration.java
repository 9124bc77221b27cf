package io.logrich.tree;

import io.logrich.context.LogContext;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.QueueSettings;
import io.logrich.settings.RollSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SinkSettings;
import io.logrich.spool.SpoolException;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The collector's settings as far as another process can follow them, on their way to its successor: a small file in the
 * tree. No secret is in it. Immutable.
 *
 * @param config the sinks that can be opened from their settings, and how far they may lie behind
 * @param temporary whether the tree is deleted when nothing in it is wanted any more
 * @param parked the names of the sinks that nobody else can open
 */
public record Declaration(RuntimeConfig config, boolean temporary, List<String> parked) {
    private static final long VERSION = 1;

    public Declaration {
        parked = List.copyOf(parked);
    }

    /**
     * Leaves in a tree what can be declared of a collector's settings: nothing if nobody could open any of its sinks.
     *
     * @param own what is known about the collector's process, secrets masked
     */
    public static void leave(RuntimeConfig config, LogContext own, TreeDirectory tree) throws IOException {
        List<String> parked = config.sinks().stream()
                .filter(sink -> !isDeclared(sink))
                .map(SinkSettings::name)
                .toList();
        boolean console = config.console().stream() != ConsoleSettings.Stream.NONE;
        if (console || parked.size() < config.sinks().size()) {
            new Declaration(config, tree.isTemporary(), parked).write(tree, own);
        } else {
            Files.deleteIfExists(tree.settings());
        }
    }

    private static boolean isDeclared(SinkSettings sink) {
        return sink instanceof FileSettings || sink instanceof GraylogSettings || sink instanceof JournaldSettings;
    }

    private void write(TreeDirectory tree, LogContext own) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("temporary", temporary);
        map.put("service", own.service());
        map.put("environment", own.environment());
        map.put("tree_log_bytes", config.spool().treeLogBytes());
        map.put("ring_buffer", config.dump().enabled());
        Map<String, String> patterns = new LinkedHashMap<>();
        config.scrubPatterns().forEach((key, pattern) -> patterns.put(key, pattern.pattern()));
        map.put("scrub_patterns", patterns);
        map.put("queue", mapOf(config.queue()));
        if (config.console().stream() != ConsoleSettings.Stream.NONE) {
            map.put("console", mapOf(config.console()));
        }
        map.put(
                "files",
                config.sinks().stream()
                        .filter(FileSettings.class::isInstance)
                        .map(sink -> mapOf((FileSettings) sink))
                        .toList());
        config.sinks().stream()
                .filter(JournaldSettings.class::isInstance)
                .forEach(sink -> map.put("journald", mapOf((JournaldSettings) sink)));
        map.put(
                "graylog",
                config.sinks().stream()
                        .filter(GraylogSettings.class::isInstance)
                        .map(sink -> DeclaredGraylog.mapOf((GraylogSettings) sink))
                        .toList());
        map.put("parked", parked);
        JsonWriter json = new JsonWriter(new Utf8Buffer(1024));
        SecureFiles.write(tree.settings(), json.value(map).out().toString());
    }

    /**
     * Reads what a collector has left.
     *
     * @throws IOException if there is nothing, or it cannot be followed
     */
    public static Declaration read(TreeDirectory tree) throws IOException {
        try {
            if (!(JsonReader.read(SecureFiles.read(tree.settings())) instanceof Map<?, ?> map)
                    || !Long.valueOf(VERSION).equals(map.get("version"))) {
                throw new SpoolException("the settings of a tree must be a JSON object of version " + VERSION);
            }
            RuntimeConfig.Builder builder = RuntimeConfig.builder(text(map, "service"), text(map, "environment"))
                    .treeLog(true)
                    .treeLogBytes(Math.toIntExact(number(map, "tree_log_bytes")))
                    .enableRingBuffer(Boolean.TRUE.equals(map.get("ring_buffer")))
                    .consoleStream(ConsoleSettings.Stream.NONE);
            part(map, "scrub_patterns")
                    .forEach((key, regex) -> builder.scrubPattern(String.valueOf(key), String.valueOf(regex)));
            readQueue(part(map, "queue"), builder);
            if (map.get("console") instanceof Map<?, ?> console) {
                readConsole(console, builder);
            }
            for (Object file : list(map, "files")) {
                if (file instanceof Map<?, ?> settings) {
                    builder.sink(fileOf(settings));
                }
            }
            if (map.get("journald") instanceof Map<?, ?> journald) {
                builder.sink(new JournaldSettings(
                        Path.of(text(journald, "socket")),
                        LogLevel.of(text(journald, "level")),
                        text(journald, "service_field")));
            }
            for (Object graylog : list(map, "graylog")) {
                if (graylog instanceof Map<?, ?> settings) {
                    builder.sink(DeclaredGraylog.of(settings));
                }
            }
            return new Declaration(builder.build(), Boolean.TRUE.equals(map.get("temporary")), texts(map, "parked"));
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new SpoolException("settings of a tree that cannot be followed: " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, @Nullable Object> mapOf(QueueSettings queue) {
        Duration stop = queue.stopTimeout();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("maxsize", queue.maxsize());
        map.put("stop_timeout_ms", stop == null ? null : stop.toMillis());
        map.put("lane_stall_after_ms", queue.laneStallAfter().toMillis());
        map.put("failure_reset_after_ms", queue.failureResetAfter().toMillis());
        return map;
    }

    private static void readQueue(Map<?, ?> queue, RuntimeConfig.Builder builder) {
        builder.queueMaxsize(Math.toIntExact(number(queue, "maxsize")))
                .queueStopTimeout(
                        queue.get("stop_timeout_ms") instanceof Long millis ? Duration.ofMillis(millis) : null)
                .laneStallAfter(Duration.ofMillis(number(queue, "lane_stall_after_ms")))
                .failureResetAfter(Duration.ofMillis(number(queue, "failure_reset_after_ms")));
    }

    private static Map<String, @Nullable Object> mapOf(ConsoleSettings console) {
        Map<String, String> styles = new LinkedHashMap<>();
        console.styles().forEach((level, style) -> styles.put(level.name(), style));
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("stream", console.stream().name());
        map.put("level", console.level().name());
        map.put("theme", console.theme());
        map.put("styles", styles);
        map.put("preset", console.preset());
        map.put("template", console.template());
        map.put("own_packages", console.ownPackages());
        map.put("force_color", console.forceColor());
        map.put("no_color", console.noColor());
        return map;
    }

    private static Map<String, Object> mapOf(FileSettings file) {
        RollSettings roll = file.roll();
        RollSettings.Period every = roll.every();
        return Map.of(
                "path", file.path().toString(),
                "format", file.format().name(),
                "level", file.level().name(),
                "roll_size", roll.size(),
                "roll_every", every == null ? "never" : every.name(),
                "roll_zone", roll.zone().getId(),
                "keep", roll.keep(),
                "keep_bytes", roll.keepBytes(),
                "gzip", roll.gzip());
    }

    private static Map<String, Object> mapOf(JournaldSettings journald) {
        return Map.of(
                "socket", journald.socket().toString(),
                "level", journald.level().name(),
                "service_field", journald.serviceField());
    }

    /** Without a word about rolling, the file is not rolled. */
    private static FileSettings fileOf(Map<?, ?> map) {
        FileSettings file = new FileSettings(
                Path.of(text(map, "path")),
                FileSettings.formatOf(text(map, "format")),
                LogLevel.of(text(map, "level")));
        if (!map.containsKey("roll_size")) {
            return file;
        }
        RollSettings roll = new RollSettings(
                number(map, "roll_size"),
                RollSettings.periodOf(text(map, "roll_every")),
                RollSettings.zoneOf(text(map, "roll_zone")),
                Math.toIntExact(number(map, "keep")),
                number(map, "keep_bytes"),
                Boolean.TRUE.equals(map.get("gzip")));
        return file.withRoll(none -> roll);
    }

    private static void readConsole(Map<?, ?> console, RuntimeConfig.Builder builder) {
        Map<LogLevel, String> styles = new EnumMap<>(LogLevel.class);
        part(console, "styles")
                .forEach((level, style) -> styles.put(LogLevel.of(String.valueOf(level)), String.valueOf(style)));
        builder.consoleStream(ConsoleSettings.streamOf(text(console, "stream")))
                .consoleLevel(LogLevel.of(text(console, "level")))
                .consoleTheme(text(console, "theme"))
                .consoleFormatPreset(text(console, "preset"))
                .console(c -> c.withStyles(styles)
                        .withTemplate(console.get("template") instanceof String template ? template : null)
                        .withOwnPackages(texts(console, "own_packages")))
                .forceColor(Boolean.TRUE.equals(console.get("force_color")))
                .noColor(Boolean.TRUE.equals(console.get("no_color")));
    }

    static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " must be text, is " + map.get(key));
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        return list(map, key).stream().map(String::valueOf).toList();
    }

    static long number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(key + " must be a whole number, is " + map.get(key));
    }

    static Map<?, ?> part(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> part ? part : Map.of();
    }

    static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }
}
