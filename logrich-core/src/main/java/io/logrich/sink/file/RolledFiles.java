package io.logrich.sink.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files that a log file has been rolled to: {@code events.jsonl} becomes {@code
 * events.20261130T235958.123Z.jsonl}, with {@code .gz} behind it when it is compressed. A link or a directory of such a name
 * is none of ours. Immutable.
 */
final class RolledFiles {
    static final String GZIP = ".gz";
    static final String UNFINISHED = ".tmp";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final String stem;
    private final String extension;
    private final Pattern pattern;

    RolledFiles(Path file) {
        directory = Objects.requireNonNull(file.getParent(), "a file's path is absolute");
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        stem = dot > 0 ? name.substring(0, dot) : name;
        extension = dot > 0 ? name.substring(dot) : "";
        pattern = Pattern.compile(Pattern.quote(stem + ".") + "(\\d{8}T\\d{6}\\.\\d{3}Z)" + Pattern.quote(extension)
                + "(\\.gz|\\.gz\\.tmp)?");
    }

    /** What a file is called that is rolled at a time. */
    Path at(long millis) {
        return directory.resolve(stem + "." + STAMP.format(Instant.ofEpochMilli(millis)) + extension);
    }

    /** What a rolled file is called when it is compressed. */
    static Path compressed(Path rolled) {
        return rolled.resolveSibling(rolled.getFileName() + GZIP);
    }

    /** All that there are, the oldest first, a plain one before its compressed twin. */
    List<Rolled> list() throws IOException {
        List<Rolled> found = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path path : names) {
                Rolled rolled = rolled(path);
                if (rolled != null) {
                    found.add(rolled);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        found.sort(Comparator.comparing(rolled -> rolled.path().toString()));
        return found;
    }

    private @Nullable Rolled rolled(Path path) throws IOException {
        Matcher name = pattern.matcher(String.valueOf(path.getFileName()));
        if (!name.matches()) {
            return null;
        }
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String kind = name.group(2) == null ? "" : name.group(2);
            return is.isRegularFile() ? new Rolled(path, millisOf(name.group(1)), kind, is.size()) : null;
        } catch (DateTimeException noTime) {
            return null;
        } catch (NoSuchFileException vanished) {
            return null;
        }
    }

    private static long millisOf(String stamp) {
        return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /**
     * One of them.
     *
     * @param millis the time that its name tells
     * @param kind what stands behind the name: nothing, {@code .gz}, or {@code .gz.tmp}
     */
    record Rolled(Path path, long millis, String kind, long size) {
        boolean isPlain() {
            return kind.isEmpty();
        }

        boolean isCompressed() {
            return kind.equals(GZIP);
        }

        boolean isUnfinished() {
            return kind.endsWith(UNFINISHED);
        }
    }
}
