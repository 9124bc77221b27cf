package io.logrich.context;

import io.logrich.text.OwnProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who this process is. Read once, without DNS, which can hang for seconds at the worst of times.
 *
 * @param userName the name of the user who runs it
 * @param hostname the host's name up to its first dot
 * @param processId the pid, in this process's own namespace
 */
public record Identity(@Nullable String userName, @Nullable String hostname, long processId) {
    /** How the JDK calls a user whose number has no name, as in a container. */
    private static final String NAMELESS = "?";

    /** The identity of the running process. */
    public static Identity ofThisProcess() {
        return new Identity(
                user(System.getProperty("user.name"), System.getenv()),
                host(List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname")), System.getenv()),
                OwnProcess.pid());
    }

    /**
     * Makes the given fields those of this process: its pid, which also ends the lineage; user and host where they say
     * none.
     */
    public ContextFields onto(ContextFields fields) {
        List<Long> chain = fields.processIdChain();
        return onto(fields, !chain.isEmpty() && chain.get(chain.size() - 1) == processId);
    }

    /**
     * Makes the fields that another process has handed to this one those of this process. In pid namespaces of their own
     * both may have the same pid.
     */
    public ContextFields below(ContextFields fields) {
        return onto(fields, false);
    }

    private ContextFields onto(ContextFields fields, boolean ours) {
        List<Long> chain = new ArrayList<>(fields.processIdChain());
        if (!ours) {
            chain.add(processId);
        }
        if (fields.text(ContextField.USER_NAME) == null) {
            fields.set("user_name", userName);
        }
        if (fields.text(ContextField.HOSTNAME) == null) {
            fields.set("hostname", hostname);
        }
        return fields.set("process_id", processId).set("process_id_chain", chain);
    }

    static @Nullable String user(@Nullable String login, Map<String, String> environment) {
        String name = login == null || login.equals(NAMELESS) ? null : usable(login);
        if (name == null) {
            name = usable(environment.get("USER"));
        }
        return name == null ? usable(environment.get("USERNAME")) : name;
    }

    static @Nullable String host(List<Path> files, Map<String, String> environment) {
        String name = null;
        for (Path file : files) {
            name = name == null ? usable(firstLine(file)) : name;
        }
        if (name == null) {
            name = usable(environment.get("HOSTNAME"));
        }
        if (name == null) {
            name = usable(environment.get("COMPUTERNAME"));
        }
        if (name == null) {
            return null;
        }
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static @Nullable String usable(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    private static @Nullable String firstLine(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            return end < 0 ? text : text.substring(0, end);
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
