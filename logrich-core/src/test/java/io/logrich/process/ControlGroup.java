package io.logrich.process;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A control group with a limit on memory, of whichever version the machine has. */
final class ControlGroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path path;

    private ControlGroup(Path path) {
        this.path = path;
    }

    /** Makes one; the test is skipped where that is impossible. */
    static ControlGroup withMemory(String name, long bytes) {
        Path first = ROOT.resolve("memory");
        boolean old = Files.isDirectory(first);
        Path path = (old ? first : ROOT).resolve(name);
        try {
            Files.createDirectory(path);
            Files.writeString(path.resolve(old ? "memory.limit_in_bytes" : "memory.max"), String.valueOf(bytes));
            return new ControlGroup(path);
        } catch (IOException impossible) {
            System.err.println("SKIPPED: no control group with a limit on memory can be made here: " + impossible);
            try {
                Files.deleteIfExists(path);
            } catch (IOException busy) {
                System.err.println("a control group is left: " + path);
            }
            abort("no control group can be made here");
            throw new AssertionError(impossible);
        }
    }

    /** The same command, in this group from its first instruction on. */
    ProcessBuilder holding(ProcessBuilder builder) {
        String script = "echo $$ > '" + path.resolve("cgroup.procs") + "' && exec \"$@\"";
        builder.command().addAll(0, List.of("sh", "-c", script, "sh"));
        return builder;
    }

    /** A group is busy for a moment after the end of its last process. */
    @Override
    public void close() throws IOException {
        for (int i = 0; i < 100; i++) {
            try {
                Files.delete(path);
                return;
            } catch (IOException busy) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        Files.delete(path);
    }
}
