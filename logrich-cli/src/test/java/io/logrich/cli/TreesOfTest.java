package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A user whose trees are those of one test, and a command that looks at them. */
abstract class TreesOfTest {
    @TempDir
    Path directory;

    /** Where the trees are. */
    Path base;

    private final String command;

    TreesOfTest(String command) {
        this.command = command;
    }

    @BeforeEach
    void makeBase() throws IOException {
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path runtime = Files.createDirectory(directory.resolve("runtime"), onlyMine);
        base = Files.createDirectory(runtime.resolve("logrich"), onlyMine);
    }

    /** What the command answers. */
    Outcome logrich(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = command;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Outcome.in(Map.of("XDG_RUNTIME_DIR", base.getParent().toString()), all);
    }

    LogRuntime open(String tree) throws IOException {
        return LogRuntime.openRoot(config(tree).build());
    }

    RuntimeConfig.Builder config(String tree) {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(base.resolve(tree));
    }
}
