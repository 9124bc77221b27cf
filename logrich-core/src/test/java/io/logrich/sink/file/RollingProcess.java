package io.logrich.sink.file;

import io.logrich.settings.FileSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Counts into a rolled file until it is killed. It goes on after the highest number that its predecessors have left, so that
 * a number is there twice, or not at all, only if rolling or mending has done that.
 */
final class RollingProcess {
    private static final int AT_ONCE = 25;
    private static final int WARM_UP = 20 * AT_ONCE;

    private RollingProcess() {}

    static FileSettings settings(Path path) {
        return FileSettings.of(path).withRollSize(16 * 1024).withGzip(true);
    }

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        try (FileSink sink = FileSink.open(settings(path))) {
            int next = highest(path) + 1;
            int warm = next + WARM_UP;
            while (true) {
                RollingTest.writeAll(
                        sink,
                        IntStream.range(next, next + AT_ONCE)
                                .mapToObj(String::valueOf)
                                .toArray(String[]::new));
                next += AT_ONCE;
                if (next == warm) {
                    System.out.println("counting");
                }
            }
        }
    }

    private static int highest(Path path) throws IOException {
        while (true) {
            try {
                return RolledOutput.of(path).messages().stream()
                        .mapToInt(Integer::parseInt)
                        .max()
                        .orElse(-1);
            } catch (NoSuchFileException justCompressed) {
                // look again
            }
        }
    }
}
