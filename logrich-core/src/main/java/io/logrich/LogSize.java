package io.logrich;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How large a ring file is made: as asked, at most a quarter of the free space, half as large while space is short. */
final class LogSize {
    private static final int SMALLEST = 64 * 1024;

    /** What the smallest ring takes with everything around it: its header, its directory, what the tree notes. */
    private static final long LEAST_SPACE = 2L * SMALLEST;

    private LogSize() {}

    /** Something that is made in a given size. */
    @FunctionalInterface
    interface Maker<T> {
        T make(int capacity) throws IOException;
    }

    static <T> T tryFrom(int wanted, Path directory, Maker<T> maker) throws IOException {
        long quarter = Files.getFileStore(directory).getUsableSpace() / 4;
        int capacity = wanted;
        while (capacity > SMALLEST && capacity > quarter) {
            capacity /= 2;
        }
        @Nullable IOException first = null;
        while (true) {
            try {
                return maker.make(capacity);
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (IOException failed) {
                // for lack of space, most likely; how that reads depends on the user's language
                first = first == null ? failed : first;
                if (capacity <= SMALLEST) {
                    throw first;
                }
                capacity /= 2;
            }
        }
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
