package io.logrich.tree;

import io.logrich.context.ContextBinder;
import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.settings.LocationSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.spool.SpoolException;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a child inherits, on its way there: a small file in the tree, of which the child's environment knows only the
 * name. Immutable.
 *
 * @param context the stack of contexts as of the moment the child was prepared, scrubbed, as JSON
 * @param gate events below this level are wanted by nobody, unless a rule says otherwise
 * @param sinks events below this level are wanted by no sink, unless a rule says otherwise
 * @param levels the rules that are configured
 * @param limits how much of an event is kept
 * @param scrubPatterns what is masked, by key
 * @param location which events say where in the code they were logged
 */
public record Carrier(
        String context,
        LogLevel gate,
        LogLevel sinks,
        LevelRules levels,
        PayloadLimits limits,
        Map<String, Pattern> scrubPatterns,
        LocationSettings location) {
    /** The variable that tells a child the name of its carrier. */
    public static final String VARIABLE = "LOG_CARRIER";

    private static final long VERSION = 1;

    /** How many a tree keeps: one for each set of things bound that its processes have started children with. */
    static final int MOST = 1024;

    /** Writes the carrier into the tree and says under which name; what is there already is not written again. */
    public String write(TreeDirectory tree) throws IOException {
        JsonWriter json = new JsonWriter(new Utf8Buffer(1024));
        json.open('{').key("version").number(VERSION);
        json.key("context").string(context);
        json.key("gate").string(gate.name());
        json.key("sinks").string(sinks.name());
        json.key("levels").string(levels.toString());
        json.key("limits").value(numbers(limits));
        json.key("scrub_patterns").open('{');
        scrubPatterns.forEach((key, pattern) -> json.key(key).string(pattern.pattern()));
        json.close('}');
        if (location.isSaid()) {
            json.key("caller_location").string(location.toString());
        }
        String content = json.close('}').out().toString();
        String id =
                UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
        synchronized (Carrier.class) {
            Path file = tree.newCarrier(id);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis())); // wanted again
            } else {
                SecureFiles.write(file, content);
            }
        }
        return id;
    }

    /** Deletes those that were wanted longest ago, if there are more than may be. */
    static void trim(TreeDirectory tree) throws IOException {
        Path directory = tree.carriers();
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(all::add);
        } catch (NoSuchFileException none) {
            return;
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        if (all.size() <= MOST) {
            return;
        }
        Map<Path, Long> ages = new HashMap<>();
        for (Path one : all) {
            ages.put(one, DeadTrees.modified(one));
        }
        all.sort(Comparator.comparing(ages::get));
        for (Path oldest : all.subList(0, all.size() - MOST)) {
            Files.deleteIfExists(oldest);
        }
    }

    /**
     * Reads a carrier.
     *
     * @throws IOException if there is none of that name, or what is there is none
     */
    public static Carrier read(TreeDirectory tree, String id) throws IOException {
        try {
            UUID name = UUID.fromString(id); // nothing else can be a name, so nothing can point out of the directory
            if (!(JsonReader.read(SecureFiles.read(tree.carrier(name.toString()))) instanceof Map<?, ?> map)
                    || !Long.valueOf(VERSION).equals(map.get("version"))) {
                throw new SpoolException("a carrier must be a JSON object of version " + VERSION);
            }
            Map<String, Pattern> patterns = new LinkedHashMap<>();
            if (map.get("scrub_patterns") instanceof Map<?, ?> given) {
                given.forEach(
                        (key, regex) -> patterns.put(String.valueOf(key), Pattern.compile(String.valueOf(regex))));
            }
            String context = String.valueOf(map.get("context"));
            ContextBinder.parse(context); // whoever reads a carrier can rely on it
            LogLevel gate = LogLevel.of(String.valueOf(map.get("gate")));
            LogLevel sinks = map.get("sinks") instanceof String level ? LogLevel.of(level) : gate;
            LevelRules levels = map.get("levels") instanceof String rules && !rules.isEmpty()
                    ? LevelRules.parse(rules)
                    : LevelRules.NONE;
            LocationSettings location = map.get("caller_location") instanceof String said
                    ? LocationSettings.parse(said)
                    : LocationSettings.UNSAID;
            return new Carrier(context, gate, sinks, levels, limits(map.get("limits")), patterns, location);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new SpoolException("a carrier that cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, Object> numbers(PayloadLimits limits) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("truncate_message", limits.truncateMessage());
        map.put("message_max_chars", limits.messageMaxChars());
        map.put("extra_max_keys", limits.extraMaxKeys());
        map.put("extra_max_value_chars", limits.extraMaxValueChars());
        map.put("extra_max_depth", limits.extraMaxDepth());
        map.put("extra_max_total_bytes", limits.extraMaxTotalBytes());
        map.put("context_max_keys", limits.contextMaxKeys());
        map.put("context_max_value_chars", limits.contextMaxValueChars());
        map.put("stacktrace_max_frames", limits.stacktraceMaxFrames());
        return map;
    }

    private static PayloadLimits limits(@Nullable Object given) {
        PayloadLimits usual = PayloadLimits.DEFAULT;
        if (!(given instanceof Map<?, ?> map)) {
            return usual;
        }
        return new PayloadLimits(
                !Boolean.FALSE.equals(map.get("truncate_message")),
                number(map, "message_max_chars", usual.messageMaxChars()),
                number(map, "extra_max_keys", usual.extraMaxKeys()),
                number(map, "extra_max_value_chars", usual.extraMaxValueChars()),
                number(map, "extra_max_depth", usual.extraMaxDepth()),
                number(map, "extra_max_total_bytes", usual.extraMaxTotalBytes()),
                number(map, "context_max_keys", usual.contextMaxKeys()),
                number(map, "context_max_value_chars", usual.contextMaxValueChars()),
                number(map, "stacktrace_max_frames", usual.stacktraceMaxFrames()));
    }

    private static int number(Map<?, ?> map, String key, int usual) {
        return map.get(key) instanceof Long number ? Math.toIntExact(number) : usual;
    }
}
