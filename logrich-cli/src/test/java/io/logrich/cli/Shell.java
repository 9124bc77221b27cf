package io.logrich.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell in which the program is there as {@code logrich}, with a directory and a runtime directory of its own. */
final class Shell {
    private static final long PATIENCE_SECONDS = 120;

    private final Path directory;
    private final Path bin;

    private Shell(Path directory, Path bin) {
        this.directory = directory;
        this.bin = bin;
    }

    /** Makes what it needs below an empty directory. */
    static Shell in(Path scratch) throws IOException {
        Path bin = Files.createDirectory(scratch.resolve("bin"));
        StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
        Program.java(LogRichCli.class)
                .forEach(word -> script.append(" '").append(word).append('\''));
        Path program = Files.writeString(bin.resolve("logrich"), script.append(" \"$@\"\n"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Shell(Files.createDirectory(scratch.resolve("here")), bin);
    }

    /** Where scripts run. */
    Path directory() {
        return directory;
    }

    Outcome run(String script) throws Exception {
        ProcessBuilder builder = Program.builder(directory.getParent(), List.of());
        builder.command("bash", "-c", script).directory(directory.toFile());
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        Path out = Files.createTempFile(directory.getParent(), "out", "");
        Path err = Files.createTempFile(directory.getParent(), "err", "");
        Process process = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("does not end: " + script);
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
