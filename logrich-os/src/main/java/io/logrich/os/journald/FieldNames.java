package io.logrich.os.journald;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds a name for each field of one entry that journald accepts (systemd.journal-fields(7)) and that no other field has:
 * {@code A-Z}, {@code 0-9} and {@code _}, at most 64, no digit and no {@code _} first. One thread only.
 */
final class FieldNames {
    static final int LONGEST = 64;

    private static final String PREFIX = "EXTRA_";

    /** What is ours, and what journald or journalctl take for more than the data of an event. */
    private static final Set<String> RESERVED = Set.of(
            "MESSAGE",
            "PRIORITY",
            "LOGGER_NAME",
            "LOGGER_LEVEL",
            "EVENT_ID",
            "TIMESTAMP",
            "SERVICE",
            "ENVIRONMENT",
            "JOB_ID",
            "REQUEST_ID",
            "USER_ID",
            "USER_NAME",
            "HOSTNAME",
            "TRACE_ID",
            "SPAN_ID",
            "PROCESS_ID",
            "PROCESS_ID_CHAIN",
            "THREAD_NAME",
            "SEQUENCE",
            "EXC_INFO",
            "STACK_INFO",
            "UNREADABLE",
            "UNIT",
            "USER_UNIT");

    /** Whoever could set such fields could have his entries shown as those of another unit. */
    private static final String[] RESERVED_PREFIXES = {"SYSLOG_", "OBJECT_", "COREDUMP_"};

    private final Set<String> used = new HashSet<>();
    private final String serviceField;

    FieldNames(String serviceField) {
        this.serviceField = serviceField;
    }

    /** Begins a new entry. */
    void clear() {
        used.clear();
    }

    /**
     * The name of a field with that key. One that is reserved gets {@code EXTRA_} before it, one that is taken once more;
     * a third one shares the name of the second, which the journal allows: a field may have several values.
     */
    String of(String key) {
        String name = valid(key);
        if (isReserved(name)) {
            name = prefixed(name);
        }
        if (!used.add(name)) {
            name = prefixed(name);
            used.add(name);
        }
        return name;
    }

    private boolean isReserved(String name) {
        if (RESERVED.contains(name) || name.equals(serviceField)) {
            return true;
        }
        for (String prefix : RESERVED_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String valid(String key) {
        if (key.equals("code_function")) {
            return "CODE_FUNC";
        }
        String upper = key.toUpperCase(Locale.ROOT);
        StringBuilder name = new StringBuilder(upper.length());
        upper.codePoints().forEach(point -> {
            boolean allowed = point >= 'A' && point <= 'Z' || point >= '0' && point <= '9';
            if (allowed || !name.isEmpty()) {
                name.append(allowed ? (char) point : '_');
            }
        });
        if (name.isEmpty() || name.charAt(0) <= '9') {
            name.insert(0, PREFIX);
        }
        return cut(name.toString());
    }

    private static String prefixed(String name) {
        return cut(PREFIX + name);
    }

    private static String cut(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
