package io.logrich.cli;

import io.logrich.tree.TreeDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the kernel shows of a living process's tree, wherever that is. Answers nothing where there is no /proc. Stateless. */
final class ProcessFiles {
    /** A mapped ring, at the end of a line of /proc/PID/maps: TREE/RUN-ID/ring. */
    private static final Pattern RING =
            Pattern.compile(" (/.+)/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/(?:ring|log)$");

    private ProcessFiles() {}

    /** The tree that the process logs into, else the one that it was started in; null if there is none to be seen. */
    static @Nullable Path treeOf(long pid) {
        Path mapped = mappedBy(pid);
        return mapped == null ? startedIn(pid) : mapped;
    }

    private static @Nullable Path mappedBy(long pid) {
        try (BufferedReader maps =
                Files.newBufferedReader(Path.of("/proc/" + pid + "/maps"), StandardCharsets.ISO_8859_1)) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                Matcher ring = RING.matcher(line);
                if (ring.find()) {
                    byte[] path = ring.group(1).getBytes(StandardCharsets.ISO_8859_1);
                    return Path.of(new String(path, StandardCharsets.UTF_8).strip());
                }
            }
        } catch (IOException | RuntimeException invisible) {
            return null;
        }
        return null;
    }

    private static @Nullable Path startedIn(long pid) {
        try {
            String variables =
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
            for (String variable : variables.split("\0")) {
                if (variable.startsWith(TreeDirectory.VARIABLE + "=")) {
                    return Path.of(variable.substring(TreeDirectory.VARIABLE.length() + 1));
                }
            }
        } catch (IOException | RuntimeException invisible) {
            return null;
        }
        return null;
    }
}
