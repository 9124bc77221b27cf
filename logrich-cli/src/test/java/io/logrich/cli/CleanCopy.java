package io.logrich.cli;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The repository's sources in another place, as after a clone: what runs there builds there, and nothing is changed under
 * the feet of the build that runs the tests.
 */
final class CleanCopy {
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".ci", ".idea");
    private static final long PATIENCE_SECONDS = 300;

    private final Path root;
    private final Path runtime;

    private CleanCopy(Path root, Path runtime) {
        this.root = root;
        this.runtime = runtime;
    }

    /** Copies the repository into a directory whose name has blanks. */
    static CleanCopy into(Path directory) throws IOException {
        Path root = directory.resolve("a clean copy");
        Path source = repository();
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(String.valueOf(from.getFileName()))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(root.resolve(source.relativize(from).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(from, root.resolve(source.relativize(from).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        Path runtime = Files.createDirectory(directory.resolve("runtime"), asFileAttribute(fromString("rwx------")));
        return new CleanCopy(root, runtime);
    }

    /** Maven says where; an IDE starts in the module. */
    static Path repository() {
        Path here = Path.of(System.getProperty("logrich.basedir", ""))
                .toAbsolutePath()
                .normalize();
        return Files.isDirectory(here.resolve("logrich-cli")) ? here : here.getParent();
    }

    Path root() {
        return root;
    }

    /** Runs a shell script at the top of the copy. */
    Outcome shell(String script) throws Exception {
        return shell(root, script);
    }

    Outcome shell(Path where, String script) throws Exception {
        return await(start(where, script));
    }

    Running start(Path where, String script) throws IOException {
        Path out = Files.createTempFile(root.getParent(), "out", "");
        Path err = Files.createTempFile(root.getParent(), "err", "");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(where.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_") || name.startsWith("MAVEN_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        return new Running(builder.start(), out, err);
    }

    static Outcome await(Running running) throws Exception {
        if (!running.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            running.process.descendants().forEach(ProcessHandle::destroyForcibly);
            running.process.destroyForcibly();
            throw new AssertionError("does not end: " + Files.readString(running.out) + Files.readString(running.err));
        }
        return new Outcome(running.process.exitValue(), Files.readString(running.out), Files.readString(running.err));
    }

    record Running(Process process, Path out, Path err) {}
}
