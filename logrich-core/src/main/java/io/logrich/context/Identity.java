package io.logrich.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who this process is. Read once, without DNS, which can hang for seconds at the worst of times.
 *
 * @param userName the name of the user who runs it
 * @param hostname the host's name up to its first dot
 * @param processId the pid, in this process's own namespace
 */
public record Identity(@Nullable String userName, @Nullable String hostname, long processId) {
    /** The identity of the running process. */
    public static Identity ofThisProcess() {
        return new Identity(
                System.getProperty("user.name"), host(), ProcessHandle.current().pid());
    }

    /** The fields that every context of this process carries; the lineage is the parent's with this process added. */
    public ContextFields onto(ContextFields fields, List<Long> parentChain) {
        var chain = new java.util.ArrayList<>(parentChain);
        chain.add(processId);
        return fields.set("user_name", userName)
                .set("hostname", hostname)
                .set("process_id", processId)
                .set("process_id_chain", chain);
    }

    private static @Nullable String host() {
        String name = firstLine(Path.of("/proc/sys/kernel/hostname"));
        if (name == null) {
            name = System.getenv("HOSTNAME");
        }
        if (name == null) {
            name = System.getenv("COMPUTERNAME");
        }
        if (name == null || name.isBlank()) {
            return null;
        }
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static @Nullable String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().map(String::strip).orElse(null);
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
