package io.logrich.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From which level on loggers log, by the beginning of their names. A rule for {@code com.acme} is about the loggers
 * {@code com.acme}, {@code com.acme.db} and {@code com.acme$Db}, not about {@code com.acmeville}; the longest one that
 * fits counts. The rule for the empty name is about every logger. Immutable.
 */
public final class LevelRules {
    /** No rule. */
    public static final LevelRules NONE = new LevelRules(Map.of());

    private static final int MOST = 1000;
    private static final int LONGEST = 512;

    private final Map<String, LogLevel> byName;

    private LevelRules(Map<String, LogLevel> byName) {
        this.byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /**
     * Rules by the beginning of names; empty for all loggers.
     *
     * @throws IllegalArgumentException if there are more than 1,000, or a name cannot be a logger's
     */
    public static LevelRules of(Map<String, LogLevel> byName) {
        Map<String, LogLevel> checked = new TreeMap<>();
        byName.forEach((name, level) -> checked.put(nameOf(name), level));
        if (checked.size() > MOST) {
            throw new IllegalArgumentException("there must be at most " + MOST + " rules, not " + checked.size());
        }
        return checked.isEmpty() ? NONE : new LevelRules(checked);
    }

    /**
     * Reads {@code com.acme=DEBUG,org.apache.kafka=WARN}; a level alone, or after {@code root}, is for all loggers.
     *
     * @throws IllegalArgumentException if a name or a level cannot be understood
     */
    public static LevelRules parse(String text) {
        Map<String, LogLevel> rules = new TreeMap<>();
        for (String rule : text.split(",", -1)) {
            int equals = rule.lastIndexOf('=');
            String name = equals < 0 ? "" : rule.substring(0, equals);
            if (equals >= 0 && name.isBlank()) {
                throw new IllegalArgumentException("a rule must be LOGGER=LEVEL or LEVEL, not '" + rule.strip() + "'");
            }
            rules.put(nameOf(name), LogLevel.of(rule.substring(equals + 1)));
        }
        return of(rules);
    }

    /** The name that a rule is about: {@code root} is everything, a dot at the end says nothing. */
    public static String nameOf(String text) {
        String name = text.strip();
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        boolean strange = name.length() > LONGEST
                || name.chars()
                        .anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c) || c == ',' || c == '=');
        if (strange) {
            throw new IllegalArgumentException("the name of a logger must have at most " + LONGEST
                    + " characters, and no blank, comma or equals sign");
        }
        return name.equalsIgnoreCase("root") ? "" : name;
    }

    /** These rules and others; of two about the same name the other one counts. */
    public LevelRules with(LevelRules others) {
        if (byName.isEmpty() || others.byName.isEmpty()) {
            return byName.isEmpty() ? others : this;
        }
        Map<String, LogLevel> both = new TreeMap<>(byName);
        both.putAll(others.byName);
        return new LevelRules(both);
    }

    /** These rules, with another level for a name; null takes the rule away. */
    public LevelRules with(String name, @Nullable LogLevel level) {
        Map<String, LogLevel> changed = new TreeMap<>(byName);
        if (level == null) {
            changed.remove(nameOf(name));
        } else {
            changed.put(nameOf(name), level);
        }
        return of(changed);
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The rules by name, in the order of the names. */
    public Map<String, LogLevel> byName() {
        return byName;
    }

    /** From which level on that logger logs; null if no rule is about it. */
    public @Nullable LogLevel levelOf(String logger) {
        if (byName.isEmpty()) {
            return null;
        }
        String name = logger;
        while (!name.isEmpty()) {
            LogLevel level = byName.get(name);
            if (level != null) {
                return level;
            }
            name = name.substring(0, Math.max(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'))));
        }
        return byName.get("");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LevelRules rules && byName.equals(rules.byName);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(byName);
    }

    /** The rules as {@link #parse} reads them; empty if there are none. */
    @Override
    public String toString() {
        List<String> rules = new ArrayList<>();
        byName.forEach((name, level) -> rules.add((name.isEmpty() ? "root" : name) + "=" + level.name()));
        return String.join(",", rules);
    }
}
