package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.settings.SpoolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of trees whose processes have died, and what is not. */
class DeadTreesTest {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    @TempDir
    Path directory;

    private Path base;
    private SpoolSettings limits = SpoolSettings.DEFAULT;
    /** A little later than anything that is made here. */
    private long now = System.currentTimeMillis() + 60_000;

    @BeforeEach
    void a_base() throws IOException {
        base = SecureFiles.newDirectory(directory.resolve("base"));
    }

    @Test
    void what_no_sink_has_taken_waits_for_a_week_and_is_counted_when_it_goes() throws Exception {
        TreeDirectory tree = dead(10);
        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        now += 7 * DAY - 1;
        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        assertThat(tree.path()).exists();

        now += 1;
        DeletedTrees deleted = clean();
        assertThat(deleted.trees()).isEqualTo(1);
        assertThat(deleted.undelivered()).containsOnlyKeys(LogLevel.INFO).containsEntry(LogLevel.INFO, 10L);
        assertThat(deleted.bytes()).isBetween(Villager.CAPACITY + 4096L, Villager.CAPACITY + 5000L);
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void the_week_begins_again_when_somebody_has_collected() throws Exception {
        TreeDirectory tree = dead(10);
        clean();
        now += 6 * DAY;
        collect(tree);
        Files.setLastModifiedTime(tree.path().resolve("epoch"), FileTime.fromMillis(now));
        now += 2 * DAY;
        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        assertThat(tree.path()).exists();
    }

    @Test
    void when_they_take_too_much_the_delivered_go_first_and_then_the_oldest() throws Exception {
        TreeDirectory first = dead(1);
        TreeDirectory second = dead(2);
        TreeDirectory delivered = dead(0);
        TreeDirectory third = dead(3);
        park(first, 3 * DAY);
        park(second, 2 * DAY);
        park(third, DAY);

        limits = limits.withRetainBytes(4 * (Villager.CAPACITY + 5000L));
        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        assertThat(delivered.path()).exists();

        limits = limits.withRetainBytes(3 * (Villager.CAPACITY + 5000L));
        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        assertThat(delivered.path()).doesNotExist();
        assertThat(first.path()).exists();

        limits = limits.withRetainBytes(Villager.CAPACITY + 5000L);
        DeletedTrees deleted = clean();
        assertThat(deleted.trees()).isEqualTo(2);
        assertThat(deleted.events()).isEqualTo(3);
        assertThat(third.path()).exists();
        assertThat(base).isDirectoryContaining(path -> path.equals(third.path()));
    }

    @Test
    void the_living_stay_whatever_they_take() throws Exception {
        limits = limits.withRetainBytes(0).withRetainDays(0);
        TreeDirectory collected = TreeDirectory.createTemporary(base);
        TreeDirectory inhabited = dead(5);
        Villager inhabitant = Villager.born(inhabited).logs(5);
        TreeDirectory settled = dead(5);
        Path unfinished = SecureFiles.newDirectory(settled.unfinishedRun(java.util.UUID.randomUUID()));
        try (Lease lease = Lease.tryAcquire(collected);
                HeldLock beginning = HeldLock.tryAcquire(unfinished.resolve(RunDirectory.ALIVE))) {
            assertThat(lease).isNotNull();
            assertThat(beginning).isNotNull();
            now += 100 * DAY;
            assertThat(clean()).isEqualTo(DeletedTrees.NONE);
            assertThat(collected.path()).exists();
            assertThat(inhabited.path()).exists();
            assertThat(settled.path()).exists();
        }
        inhabitant.dies();
        assertThat(clean().trees())
                .as("those that are dead now and have something")
                .isEqualTo(2);
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void what_is_not_ours_alone_stays() throws Exception {
        limits = limits.withRetainBytes(0).withRetainDays(0);
        Path open = dead(5).path();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path elsewhere = SecureFiles.newDirectory(directory.resolve("elsewhere"));
        Path victim = Files.writeString(elsewhere.resolve("lease"), "");
        Path link = Files.createSymbolicLink(base.resolve("tree-link"), elsewhere);
        Path other = SecureFiles.newDirectory(base.resolve("something"));
        now += 100 * DAY;

        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        assertThat(open).exists();
        assertThat(link).exists();
        assertThat(victim).exists();
        assertThat(other).exists();
    }

    @Test
    void one_that_is_being_made_or_was_half_deleted_goes_after_a_while() throws Exception {
        Path made = TreeDirectory.createTemporary(base).path();
        Path half = SecureFiles.newDirectory(base.resolve(".gone-tree-1"));
        assertThat(clean()).isEqualTo(DeletedTrees.NONE);
        assertThat(made).exists();
        assertThat(half).exists();
        now += Cleaner.RETENTION_MILLIS + 1000;
        clean();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void one_with_a_damaged_ring_waits_like_the_others() throws Exception {
        TreeDirectory tree = dead(5);
        Path ring = tree.runs().get(0).path().resolve("ring");
        Files.write(ring, new byte[10]);
        now += DAY;
        clean();
        assertThat(tree.path()).exists();
        now += 7 * DAY;
        assertThat(clean())
                .extracting(DeletedTrees::trees, DeletedTrees::events)
                .containsExactly(1, 0L);
        assertThat(base).isEmptyDirectory();
    }

    private DeletedTrees clean() {
        return new DeadTrees(base, limits, () -> now).clean(NANOS);
    }

    /** A tree whose only process has died, and has left so many events. */
    private TreeDirectory dead(int events) throws IOException {
        TreeDirectory tree = TreeDirectory.createTemporary(base);
        collect(tree);
        Villager.born(tree).logs(events).dies();
        return tree;
    }

    private static void collect(TreeDirectory tree) throws IOException {
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
        }
    }

    /** Has it been found dead so long ago. */
    private void park(TreeDirectory tree, long ago) throws IOException {
        Files.setLastModifiedTime(tree.path().resolve("epoch"), FileTime.fromMillis(now - ago));
        tree.parkedSince(now - ago);
    }
}
