package io.logrich.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files below a directory that this JVM holds open; what else it opens now and then does not count. Stateless. */
final class OpenFiles {
    private OpenFiles() {}

    static long below(Path directory) {
        long open = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            Path real = directory.toRealPath();
            for (Path descriptor : descriptors) {
                open += isBelow(real, descriptor) ? 1 : 0;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return open;
    }

    private static boolean isBelow(Path directory, Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory);
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }
}
