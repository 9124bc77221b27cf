package io.logrich.tree;

import io.logrich.spool.ProcessOrigin;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process knows about the end of a child that it started: the payload of a record of type EXIT. Immutable.
 *
 * @param pid the child's pid, in the pid namespace of the process that says so
 * @param startMillis when the child started, ms since 1970, 0 if that is not known
 * @param exitCode its exit code as Java gives it: 128 and the signal's number when a signal killed it
 * @param name what it was started as
 * @param pidNamespace the number of that namespace, 0 if it is not known
 */
public record ExitNote(long pid, long startMillis, int exitCode, String name, long pidNamespace) {
    private static final int MAX_BYTES = 4096;
    private static final int MAX_NAME = 200;

    /** Two processes compute the start of a third one from the time of the boot, which each knows to the second. */
    private static final long SAME_START_MILLIS = 2000;

    /** A note of a process in whose namespace nobody is interested. */
    ExitNote(long pid, long startMillis, int exitCode, String name) {
        this(pid, startMillis, exitCode, name, 0);
    }

    /** Whether it speaks of the process that ran there and then, and not of another one that had the same pid. */
    boolean isAbout(@Nullable ProcessOrigin origin) {
        return origin != null
                && pid == origin.pid()
                && (pidNamespace == 0 || origin.pidNamespace() == 0 || pidNamespace == origin.pidNamespace())
                && (startMillis == 0
                        || origin.startMillis() == 0
                        || Math.abs(startMillis - origin.startMillis()) <= SAME_START_MILLIS);
    }

    byte[] toBytes() {
        JsonWriter json = new JsonWriter(new Utf8Buffer(128));
        json.open('{')
                .key("pid")
                .number(pid)
                .key("start")
                .number(startMillis)
                .key("exit_code")
                .number(exitCode)
                .key("namespace")
                .number(pidNamespace);
        json.key("name").string(name.substring(0, Math.min(MAX_NAME, name.length())));
        return json.close('}').out().toByteArray();
    }

    /** The note that some bytes hold, or null if they hold none. */
    static @Nullable ExitNote of(byte[] bytes, int offset, int length) {
        if (length > MAX_BYTES) {
            return null;
        }
        try {
            Object read = JsonReader.read(new String(bytes, offset, length, StandardCharsets.UTF_8));
            if (read instanceof Map<?, ?> map
                    && map.get("pid") instanceof Long pid
                    && map.get("exit_code") instanceof Long code
                    && map.get("name") instanceof String name) {
                long start = map.get("start") instanceof Long given ? given : 0;
                long namespace = map.get("namespace") instanceof Long given ? given : 0;
                String shortName = name.substring(0, Math.min(MAX_NAME, name.length()));
                return new ExitNote(pid, start, code.intValue(), shortName, namespace);
            }
            return null;
        } catch (IllegalArgumentException noJson) {
            return null;
        }
    }
}
