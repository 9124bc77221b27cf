package io.logrich;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import org.jspecify.annotations.Nullable;

/** Which events are wanted. Says the same as long as it is asked; loggers are told when another one holds. Thread-safe. */
final class Gate {
    private final LogLevel wanted;
    private final LogLevel sinks;
    private final LevelRules rules;
    private final Passage[] passages = new Passage[LogLevel.COUNT]; // by level

    /**
     * A gate that stands.
     *
     * @param wanted from which level on events are wanted of loggers that no rule is about
     * @param sinks below this level only a rule can make an event wanted by a sink
     * @param rules what holds for some loggers instead
     */
    Gate(LogLevel wanted, LogLevel sinks, LevelRules rules) {
        this.wanted = wanted;
        this.sinks = sinks;
        this.rules = rules;
        for (int i = 0; i < passages.length; i++) {
            passages[i] = new Passage(this, LogLevel.at(i).number());
        }
    }

    LogLevel wanted() {
        return wanted;
    }

    LogLevel sinks() {
        return sinks;
    }

    LevelRules rules() {
        return rules;
    }

    /** What a logger lets through that has a threshold of its own; shared with others of the same level. */
    Passage passage(String logger, LogLevel threshold) {
        LogLevel from = levelFor(logger);
        return passages[(from.atLeast(threshold) ? from : threshold).ordinal()];
    }

    boolean wants(LogLevel level, String logger) {
        return level.atLeast(levelFor(logger));
    }

    private LogLevel levelFor(String logger) {
        LogLevel rule = rules.levelOf(logger);
        return rule == null ? wanted : rule;
    }

    /** Whether it is a rule alone that an event owes its way to a sink. */
    boolean isByRule(LogLevel level, String logger) {
        return level.number() < sinks.number() && !rules.isEmpty() && passes(rules.levelOf(logger), level);
    }

    private static boolean passes(@Nullable LogLevel rule, LogLevel level) {
        return rule != null && level.atLeast(rule);
    }

    /** Has every logger look again. Whoever calls this has made known before what holds instead. */
    void end() {
        for (Passage passage : passages) {
            passage.end();
        }
    }
}
