package io.logrich.bench;

import io.logrich.event.LogResult;
import java.util.Map;

/**
 * A logging system that is set up for one target, as its manual advises for speed. The event is the same everywhere: five
 * fields bound to the thread, three key-values, one parameter; where a system has no key-values they are parameters.
 */
interface Contender extends AutoCloseable {
    /** What is bound. */
    Map<String, String> FIELDS = Map.of(
            "request_id", "req-4711",
            "user_id", "u-42",
            "user_name", "ada",
            "trace_id", "4bf92f3577b34da6a3ce929d0e0e4736",
            "span_id", "00f067aa0ba902b7");

    /** Sets a system up: {@code logrich}, {@code control}, or a rival with its variant, as {@code logback-async}. */
    static Contender open(String system, Target target) throws Exception {
        String variant = system.substring(system.indexOf('-') + 1);
        return switch (system.split("-")[0]) {
            case "logrich" -> Ourselves.open(target);
            case "logback" -> Logback.open(variant, target);
            case "log4j" -> Log4j.open(variant, target);
            case "tinylog" -> Tinylog.open(target);
            case "control" -> Control.open(target);
            default -> throw new IllegalArgumentException(system);
        };
    }

    /** Binds the five fields to this thread. */
    void bind();

    /** The event; what the call answers, if anything. */
    Object log(int number);

    /** A text at INFO. */
    Object text(String text);

    /** A call that is off, with two parameters. */
    Object disabled();

    /** A text with a throwable, at ERROR. */
    Object failed(Throwable why);

    /** Whether a call says that the event was refused. */
    static boolean isRefusal(Object answer) {
        return answer instanceof LogResult result && !result.accepted();
    }

    @Override
    void close();
}
