package io.logrich;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted. Immutable.
 *
 * @param wanted from which level on events are wanted of loggers that no rule is about
 * @param sinks below this level only a rule can make an event wanted by a sink
 * @param rules what holds for some loggers instead
 */
record Gate(LogLevel wanted, LogLevel sinks, LevelRules rules) {
    /** From which level number on a logger's events are wanted. */
    int numberFor(String logger) {
        LogLevel rule = rules.levelOf(logger);
        return (rule == null ? wanted : rule).number();
    }

    boolean wants(LogLevel level, String logger) {
        return level.number() >= numberFor(logger);
    }

    /** Whether it is a rule alone that an event owes its way to a sink. */
    boolean isByRule(LogLevel level, String logger) {
        return level.number() < sinks.number() && !rules.isEmpty() && passes(rules.levelOf(logger), level);
    }

    private static boolean passes(@Nullable LogLevel rule, LogLevel level) {
        return rule != null && level.atLeast(rule);
    }
}
