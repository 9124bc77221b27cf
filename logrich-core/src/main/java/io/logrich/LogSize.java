package io.logrich;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How large a ring file is made: as asked, at most a quarter of the free space, half as large while space is short. */
final class LogSize {
    private static final int SMALLEST = 64 * 1024;

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
}
