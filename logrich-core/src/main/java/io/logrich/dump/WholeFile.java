package io.logrich.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its place and moves it there when it is whole. Stateless. */
final class WholeFile {
    private WholeFile() {}

    /** Writes what the content writes; the answer is the content's. */
    static int write(Path file, Content content) throws IOException {
        Path place = file.toAbsolutePath();
        Path directory = place.getParent();
        if (directory == null || isTaken(place)) {
            throw new IOException("'" + place + "' is there and is not a regular file");
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        Path draft = Files.createTempFile(directory, ".dump-", ".tmp"); // for the owner alone, as all such files
        try {
            int answer;
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    OutputStream target = Channels.newOutputStream(channel)) {
                answer = content.writeTo(target);
                channel.force(true); // or a crash could leave the name with nothing behind it
            }
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            return answer;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A move would replace links, devices and pipes as well as files; {@code /dev/null} should survive a dump. */
    private static boolean isTaken(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
    }

    /** What goes into the file. */
    interface Content {
        int writeTo(OutputStream target) throws IOException;
    }
}
