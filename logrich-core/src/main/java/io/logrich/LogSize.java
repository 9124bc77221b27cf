package io.logrich;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How large a ring file is made: as asked, at most a quarter of the free space, half as large while space is short. One
 * thread only.
 */
final class LogSize {
    private static final int SMALLEST = 64 * 1024;

    /** What the smallest ring takes with everything around it: its header, its directory, what the tree notes. */
    private static final long LEAST_SPACE = 2L * SMALLEST;

    private int bytes;
    private @Nullable IOException first;

    private LogSize(int bytes) {
        this.bytes = bytes;
    }

    /** What is to be tried first in that directory. */
    static LogSize upTo(int wanted, Path directory) throws IOException {
        long quarter = Files.getFileStore(directory).getUsableSpace() / 4;
        int bytes = wanted;
        while (bytes > SMALLEST && bytes > quarter) {
            bytes /= 2;
        }
        return new LogSize(bytes);
    }

    /** What is to be tried now. */
    int bytes() {
        return bytes;
    }

    /**
     * Has it tried with half of that, as it did not fit; for lack of space, most likely: how that reads depends on the
     * user's language.
     *
     * @throws IOException the first failure, if that was the smallest size; an interruption, which is no lack of space
     */
    void halve(IOException failed) throws IOException {
        if (failed instanceof ClosedByInterruptException) {
            throw failed;
        }
        first = first == null ? failed : first;
        if (bytes <= SMALLEST) {
            throw first;
        }
        bytes /= 2;
    }

    /**
     * Whether the smallest ring did not fit. How that reads depends on the user's language, so the file system is asked;
     * where it is not the bytes that are used up, but a quota or the number of files, English is understood.
     *
     * @param directory where the ring was to be; it need not exist
     */
    static boolean isLackOfSpace(Path directory, IOException failed) {
        if (failed instanceof SpoolException || failed instanceof ClosedByInterruptException) {
            return false;
        }
        String said = String.valueOf(failed.getMessage());
        if (said.contains("No space left") || said.contains("quota exceeded")) {
            return true;
        }
        try {
            Path existing = Files.exists(directory)
                    ? directory
                    : directory.toAbsolutePath().getParent();
            return existing != null && Files.getFileStore(existing).getUsableSpace() < LEAST_SPACE;
        } catch (IOException unknown) {
            return false;
        }
    }
}
