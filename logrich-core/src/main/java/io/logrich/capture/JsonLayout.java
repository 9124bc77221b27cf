package io.logrich.capture;

import io.logrich.text.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are a JSON object with a message and a level or a time, under the keys that logstash-encoder, Log4j (ECS,
 * GELF, its own), zap, zerolog, slog, bunyan, pino, winston, structlog, python-json-logger, Serilog and logrich use. What is
 * left are fields. Stateless.
 */
final class JsonLayout implements Layout {
    /** A longer line is text: its values would be cut anyway. */
    private static final int LONGEST = 256 * 1024;

    private static final String[] MESSAGES = {"message", "msg", "@m", "short_message", "event", "@mt"};
    private static final String[] LEVELS = {
        "level",
        "severity",
        "log.level",
        "levelname",
        "lvl",
        "loglevel",
        "log_level",
        "@l",
        "level_name",
        "severity_text"
    };
    private static final String[] LOGGERS = {
        "logger_name", "logger", "loggerName", "log.logger", "_logger", "SourceContext", "name"
    };
    private static final String[] TIMES = {
        "@timestamp", "timestamp", "time", "ts", "asctime", "@t", "instant", "timeMillis", "datetime"
    };
    private static final String[] THREADS = {"thread_name", "thread", "process.thread.name", "threadName", "_thread"};
    private static final String[] TRACES = {
        "stack_trace", "error.stack_trace", "exc_info", "stacktrace", "stackTrace", "exception", "@x", "stack"
    };

    /** Says only how another key is to be read. */
    private static final String[] NEEDLESS = {"@version", "level_value", "ecs.version", "levelno"};

    @Override
    public boolean read(String line, int from, LineParts parts) {
        int end = line.length();
        while (end > from && line.charAt(end - 1) <= ' ') {
            end--;
        }
        if (Chars.at(line, from) != '{' || line.charAt(end - 1) != '}' || end - from > LONGEST) {
            return false;
        }
        Map<String, @Nullable Object> object = parse(line.substring(from, end));
        return object != null && readObject(object, parts);
    }

    /** Makes fields of all that is in an object; false if the text is none. */
    static boolean readFields(String json, LineParts parts) {
        Map<String, @Nullable Object> object = json.length() > LONGEST ? null : parse(json);
        if (object == null) {
            return false;
        }
        object.forEach(parts::field);
        return true;
    }

    @SuppressWarnings("unchecked") // what JsonReader makes of an object
    private static @Nullable Map<String, @Nullable Object> parse(String text) {
        try {
            return JsonReader.read(text) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
        } catch (IllegalArgumentException noJson) {
            return null;
        }
    }

    private static boolean readObject(Map<String, @Nullable Object> object, LineParts parts) {
        String messageKey = key(object, MESSAGES);
        String levelKey = key(object, LEVELS);
        Map<?, ?> log = object.get("log") instanceof Map<?, ?> map && map.containsKey("level") ? map : Map.of();
        String timeKey = key(object, TIMES);
        boolean nested = levelKey == null && !log.isEmpty();
        boolean leveled = levelKey != null || nested;
        if (messageKey == null || !leveled && (timeKey == null || messageKey.equals("event"))) {
            return false;
        }
        Object message = object.get(messageKey);
        if (message instanceof Map || message instanceof java.util.List) {
            return false;
        }
        boolean syslog = messageKey.equals("short_message");
        parts.level = JsonLevel.of(nested ? log.get("level") : object.get(levelKey), syslog);
        if (levelKey != null && parts.level == null) {
            levelKey = null; // it is something else, and stays a field
        }
        parts.message = String.valueOf(message);
        String loggerKey = key(object, LOGGERS);
        if (loggerKey != null && object.get(loggerKey) instanceof String logger) {
            parts.logger(logger);
        }
        if (timeKey != null) {
            parts.field(TIME, object.get(timeKey));
        }
        String threadKey = key(object, THREADS);
        if (threadKey != null) {
            parts.field(THREAD, object.get(threadKey));
        }
        String traceKey = textKey(object, TRACES);
        if (traceKey != null) {
            parts.trace = (String) object.get(traceKey);
        }
        remove(object, messageKey, levelKey, timeKey, threadKey, traceKey);
        if (parts.logger != null) {
            remove(object, loggerKey);
        }
        remove(object, NEEDLESS);
        if (syslog) {
            remove(object, "version");
        }
        if (nested) {
            readNested(log, object, parts);
        }
        if (parts.trace == null) {
            takeTrace(object, parts);
        }
        object.forEach(parts::field);
        parts.foldable = false;
        return true;
    }

    /** ECS with nested objects: {@code "log": {"level": …, "logger": …}}. */
    private static void readNested(Map<?, ?> log, Map<String, @Nullable Object> object, LineParts parts) {
        if (log.get("logger") instanceof String logger) {
            parts.logger(logger);
        }
        log.remove("level");
        log.remove("logger");
        if (log.isEmpty()) {
            object.remove("log");
        }
    }

    /** The trace inside an exception's object: {@code err.stack}, {@code error.stack_trace}, {@code thrown.…}. */
    private static void takeTrace(Map<String, @Nullable Object> object, LineParts parts) {
        for (String key : new String[] {"err", "error", "thrown", "exception"}) {
            if (object.get(key) instanceof Map<?, ?> thrown) {
                for (String inner : new String[] {"stack", "stack_trace", "extendedStackTrace", "stackTrace"}) {
                    if (thrown.get(inner) instanceof String trace) {
                        parts.trace = trace;
                        thrown.remove(inner);
                        return;
                    }
                }
            }
        }
    }

    private static @Nullable String key(Map<String, @Nullable Object> object, String[] names) {
        for (String name : names) {
            if (object.get(name) != null) {
                return name;
            }
        }
        return null;
    }

    private static @Nullable String textKey(Map<String, @Nullable Object> object, String[] names) {
        for (String name : names) {
            if (object.get(name) instanceof String) {
                return name;
            }
        }
        return null;
    }

    private static void remove(Map<String, @Nullable Object> object, @Nullable String... keys) {
        for (String key : keys) {
            if (key != null) {
                object.remove(key);
            }
        }
    }
}
