package io.logrich.process;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands in namespaces of their own (unshare(1)): with file systems of their own, or with pids of their own. */
final class Unshared {
    private Unshared() {}

    /** The same command, in a mount namespace in which each directory is a tmpfs of that size (mount(8)), mode 0700. */
    static ProcessBuilder withFileSystems(Map<Path, String> sizes, ProcessBuilder builder) throws Exception {
        StringBuilder script = new StringBuilder();
        sizes.forEach((directory, size) -> script.append("mount -t tmpfs -o mode=0700,size=")
                .append(size)
                .append(" tmpfs '")
                .append(directory)
                .append("' && "));
        return wrapped("--mount", script + "exec \"$@\"", builder);
    }

    /** The same command, as the first process of a pid namespace. */
    static ProcessBuilder withPids(ProcessBuilder builder) throws Exception {
        List<String> options = List.of("--pid", "--fork", "--mount-proc", "--kill-child");
        return wrapped(String.join(" ", options), "exec \"$@\"", builder);
    }

    private static ProcessBuilder wrapped(String options, String script, ProcessBuilder builder) throws Exception {
        List<String> prefix = new ArrayList<>(List.of("unshare"));
        prefix.addAll(List.of(options.split(" ")));
        if (!works(prefix, script)) {
            prefix.add("--map-root-user");
            if (!works(prefix, script)) {
                System.err.println("SKIPPED: no namespace can be made here: unshare " + options);
                abort("no namespace can be made here");
            }
        }
        builder.command().addAll(0, List.of("sh", "-c", script, "sh"));
        builder.command().addAll(0, prefix);
        return builder;
    }

    private static boolean works(List<String> prefix, String script) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("sh", "-c", script, "sh", "true"));
        try {
            return new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noUnshare) {
            return false;
        }
    }
}
