package io.logrich.dump;

import io.logrich.codec.ContextReader;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.context.ContextField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions that look into an event. Stateless. */
final class Conditions {
    private static final List<Part> TEXTS = List.of(Part.MESSAGE, Part.EXC_INFO, Part.STACK_INFO);

    private Conditions() {}

    static <T> List<T> both(T first, T[] more) {
        List<T> all = new ArrayList<>(List.of(first));
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }

    static Condition logger(List<String> names) {
        List<byte[]> begins = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        return event -> begins.stream().anyMatch(begin -> isBelow(event, begin));
    }

    private static boolean isBelow(EventView event, byte[] begin) {
        int start = event.start(Part.LOGGER);
        int end = start + event.length(Part.LOGGER);
        int after = start + begin.length;
        return after <= end
                && Arrays.equals(event.bytes(), start, after, begin, 0, begin.length)
                && (after == end || event.bytes()[after] == '.' || event.bytes()[after] == '$');
    }

    static Condition text(Predicate<String> wanted) {
        return event -> TEXTS.stream().anyMatch(part -> event.has(part) && wanted.test(event.text(part)));
    }

    /** The process itself, or one that has it among its ancestors. */
    static Condition lineage(long pid) {
        FieldMatch match = FieldMatch.exact(pid);
        return event -> match.matches(field(event, ContextField.PROCESS_ID))
                || field(event, ContextField.PROCESS_ID_CHAIN) instanceof List<?> chain
                        && chain.stream().anyMatch(match::matches);
    }

    static Condition context(String name, List<FieldMatch> matches) {
        ContextField field = Arrays.stream(ContextField.values())
                .filter(one -> one.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown context field: '" + name
                        + "', must be one of "
                        + Arrays.stream(ContextField.values())
                                .map(ContextField::key)
                                .collect(Collectors.joining(", "))));
        return event -> any(matches, field(event, field));
    }

    static Condition contextExtra(String key, List<FieldMatch> matches) {
        return event -> any(matches, contextExtra(event).get(key));
    }

    static Condition extra(String key, List<FieldMatch> matches) {
        return event -> any(matches, event.length(Part.EXTRA) == 0 ? null : own(event, key));
    }

    private static boolean any(List<FieldMatch> matches, @Nullable Object value) {
        return matches.stream().anyMatch(match -> match.matches(value));
    }

    private static @Nullable Object own(EventView event, String key) throws MalformedEventException {
        ValueReader extra = event.extra();
        while (extra.advance()) {
            if (extra.key().equals(key)) {
                return extra.value();
            }
        }
        return null;
    }

    private static @Nullable Object field(EventView event, ContextField wanted) throws MalformedEventException {
        ContextReader context = event.context();
        while (context.advance()) {
            if (context.field() == wanted) {
                return context.value().value();
            }
        }
        return null;
    }

    private static Map<?, ?> contextExtra(EventView event) throws MalformedEventException {
        ContextReader context = event.context();
        while (context.advance()) {
            if (context.isExtra() && context.value().value() instanceof Map<?, ?> extra) {
                return extra;
            }
        }
        return Map.of();
    }
}
