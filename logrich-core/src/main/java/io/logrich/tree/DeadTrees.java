package io.logrich.tree;

import io.logrich.event.LogLevel;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Temporary trees of this user whose processes have all died. What nobody wants goes after a while; what no sink has taken
 * waits for a collector as long as it may, and then goes too, the oldest first, counted. A tree with a living process, a
 * collector, or somebody else's is not touched. One thread at a time.
 */
final class DeadTrees {
    private static final String GONE = ".gone-";

    private final Path base;
    private final SpoolSettings limits;
    private final LongSupplier currentMillis;

    DeadTrees(Path base, SpoolSettings limits, LongSupplier currentMillis) {
        this.base = base;
        this.limits = limits;
        this.currentMillis = currentMillis;
    }

    /** One of them. */
    private record Dead(Path path, boolean delivered, long sinceMillis, long bytes) {}

    /** Deletes what is too old or too much. Bounded in time; what is left is for the next one. */
    DeletedTrees clean(long nanos) {
        TimeSlice slice = TimeSlice.of(nanos);
        long now = currentMillis.getAsLong();
        List<Dead> kept = new ArrayList<>();
        List<Dead> doomed = new ArrayList<>();
        for (Path path : entries("{tree,.gone}-*")) {
            Dead dead = slice.isOver() ? null : lookAt(path, now);
            if (dead != null) {
                (isTooOld(dead, now) ? doomed : kept).add(dead);
            }
        }
        long bytes = 0;
        for (Dead dead : kept) {
            bytes += dead.bytes;
        }
        if (bytes > limits.retainBytes()) {
            // what is delivered goes first: nobody misses it
            kept.sort(Comparator.comparing(Dead::delivered).reversed().thenComparingLong(Dead::sinceMillis));
        }
        for (int i = 0; bytes > limits.retainBytes(); i++) {
            doomed.add(kept.get(i));
            bytes -= kept.get(i).bytes;
        }
        return delete(doomed, slice);
    }

    private boolean isTooOld(Dead dead, long now) {
        long most = dead.delivered ? Cleaner.RETENTION_MILLIS : TimeUnit.DAYS.toMillis(limits.retainDays());
        return now - dead.sinceMillis >= most;
    }

    private List<Path> entries(String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(base, glob)) {
            for (Path entry : all) {
                entries.add(entry);
            }
        } catch (IOException | RuntimeException unreadable) {
            return entries; // what has been seen so far
        }
        return entries;
    }

    /** Null if it is not dead, is being made, or is not ours. */
    private @Nullable Dead lookAt(Path path, long now) {
        try {
            SecureFiles.checked(path);
            long modified = modified(path);
            boolean begun = Files.exists(path.resolve(TreeDirectory.LEASE), LinkOption.NOFOLLOW_LINKS);
            if (!begun || String.valueOf(path.getFileName()).startsWith(GONE)) {
                return now - modified < Cleaner.RETENTION_MILLIS ? null : new Dead(path, true, modified, 0);
            }
            TreeDirectory tree = TreeDirectory.existing(path);
            if (Lease.isHeld(tree) || tree.hasLife()) {
                return null;
            }
            boolean delivered = isDelivered(tree);
            return new Dead(path, delivered, delivered ? modified : tree.parkedSince(now), bytes(path));
        } catch (IOException | RuntimeException somebodyElses) {
            return null; // gone meanwhile, or not ours to touch
        }
    }

    private static boolean isDelivered(TreeDirectory tree) throws IOException {
        for (RunDirectory run : tree.runs()) {
            try {
                if (!run.isTold() && Leftovers.hasUndelivered(run)) {
                    return false;
                }
            } catch (IOException | RuntimeException damaged) {
                return false; // somebody may want to look at it
            }
        }
        return true;
    }

    private DeletedTrees delete(List<Dead> doomed, TimeSlice slice) {
        int trees = 0;
        long bytes = 0;
        Map<LogLevel, Long> undelivered = new EnumMap<>(LogLevel.class);
        for (Dead dead : doomed) {
            try {
                if (!slice.isOver() && delete(dead, undelivered)) {
                    trees += dead.delivered ? 0 : 1;
                    bytes += dead.delivered ? 0 : dead.bytes;
                }
            } catch (IOException | RuntimeException notOurs) {
                continue; // changed since it was looked at
            }
        }
        return new DeletedTrees(trees, bytes, undelivered);
    }

    /** Nobody can begin to collect it meanwhile: it is locked, and then it has another name. */
    private boolean delete(Dead dead, Map<LogLevel, Long> undelivered) throws IOException {
        if (!Files.exists(dead.path.resolve(TreeDirectory.LEASE), LinkOption.NOFOLLOW_LINKS)) {
            SecureFiles.deleteTree(dead.path);
            return true;
        }
        TreeDirectory tree = TreeDirectory.existing(dead.path);
        try (HeldLock lock = HeldLock.tryAcquireExisting(tree.lease())) {
            if (lock == null || tree.hasLife()) {
                return false;
            }
            Map<LogLevel, Long> lost = dead.delivered ? Map.of() : Undelivered.in(tree);
            Path gone = dead.path.resolveSibling(GONE + dead.path.getFileName());
            Files.move(dead.path, gone);
            lost.forEach((level, count) -> undelivered.merge(level, count, Long::sum));
            SecureFiles.deleteTree(gone);
            return true;
        }
    }

    static long modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis();
    }

    private static long bytes(Path directory) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }
}
