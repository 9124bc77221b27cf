package io.logrich.tree;

import io.logrich.context.ContextBinder;
import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.settings.PayloadLimits;
import io.logrich.spool.SpoolException;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
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
 */
public record Carrier(
        String context,
        LogLevel gate,
        LogLevel sinks,
        LevelRules levels,
        PayloadLimits limits,
        Map<String, Pattern> scrubPatterns) {
    /** The variable that tells a child the name of its carrier. */
    public static final String VARIABLE = "LOG_CARRIER";

    private static final long VERSION = 1;

    /** Writes the carrier into the tree and says under which name. */
    public String write(TreeDirectory tree) throws IOException {
        String id = UUID.randomUUID().toString();
        JsonWriter json = new JsonWriter(new Utf8Buffer(1024));
        json.open('{').key("version").number(VERSION);
        json.key("context").string(context);
        json.key("gate").string(gate.name());
        json.key("sinks").string(sinks.name());
        json.key("levels").string(levels.toString());
        json.key("limits").value(numbers(limits));
        json.key("scrub_patterns").open('{');
        scrubPatterns.forEach((key, pattern) -> json.key(key).string(pattern.pattern()));
        json.close('}').close('}');
        SecureFiles.write(tree.newCarrier(id), json.out().toString());
        return id;
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
            return new Carrier(context, gate, sinks, levels, limits(map.get("limits")), patterns);
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
