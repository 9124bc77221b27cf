package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies in a tree besides sound rings, the collector goes on, says so once, and delivers what can be read. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileNeighboursTest {
    private static final int EVENTS = 50;
    private static final int MANY = 10_000;

    @TempDir
    Path directory;

    /** What is wrong with a neighbour, and whether that is a damaged ring. */
    enum Kind {
        EMPTY(false),
        LINK(false),
        PIPE(true),
        RING_IS_A_LINK(true),
        RING_IS_A_DIRECTORY(true),
        RING_OF_NO_BYTES(true),
        GARBAGE(true),
        TRUNCATED(true),
        TOO_LONG(true),
        OTHER_MAJOR(true),
        WRONG_OWNER(true),
        TWO_NAMES(true);

        final boolean reported;

        Kind(boolean reported) {
            this.reported = reported;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_neighbour_that_comes_later_is_reported_once(Kind kind) throws Exception {
        try (Town town = new Town(directory.resolve("tree"))) {
            make(kind, town.tree);
            town.isAliveInside(1, EVENTS);
            check(kind, town);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_neighbour_that_was_there_before_is_reported_once(Kind kind) throws Exception {
        make(kind, TreeDirectory.at(directory.resolve("tree")));
        try (Town town = new Town(directory.resolve("tree"))) {
            town.isAliveInside(1, EVENTS);
            check(kind, town);
        }
    }

    @Test
    void all_of_them_together_disturb_nobody() throws Exception {
        try (Town town = new Town(directory.resolve("tree"))) {
            int reported = 0;
            for (int round = 0; round < 5; round++) {
                for (Kind kind : Kind.values()) {
                    make(kind, town.tree);
                    reported += kind.reported ? 1 : 0;
                }
                town.isAlive(round, EVENTS);
            }
            int expected = reported;
            town.await("the reports", () -> town.quarantined.size() >= expected);
            assertThat(town.quarantined()).hasSize(expected).doesNotHaveDuplicates();
            assertThat(town.troubles).isEmpty();
            assertThat(town.duplicates()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 1L << 62, Integer.MAX_VALUE, 1L << 40, 31, 4096})
    void a_ring_with_an_impossible_tail_disturbs_nobody(long tail) throws Exception {
        try (Town town = new Town(directory.resolve("tree"))) {
            byte[] ring = Neighbour.withTail(Neighbour.soundRing(town.tree), tail);
            RunDirectory run = Neighbour.with(town.tree, ring);
            town.isAliveInside(1, EVENTS);
            town.await("the end of the neighbour", () -> run.isTold() || !town.quarantined.isEmpty());
            assertThat(town.quarantined).hasSizeLessThanOrEqualTo(1);
            assertThat(town.troubles).isEmpty();
            assertThat(town.duplicates()).isEmpty();
        }
    }

    @Test
    void records_of_garbage_disturb_nobody() throws Exception {
        Random random = new Random(1);
        try (Town town = new Town(directory.resolve("tree"))) {
            byte[] ring = Neighbour.withTail(Neighbour.soundRing(town.tree), Neighbour.CAPACITY);
            byte[] garbage = new byte[ring.length - 4096];
            random.nextBytes(garbage);
            System.arraycopy(garbage, 0, ring, 4096, garbage.length);
            RunDirectory run = Neighbour.with(town.tree, ring);
            town.isAliveInside(1, EVENTS);
            town.await("the end of the neighbour", () -> run.isTold() || !town.quarantined.isEmpty());
            assertThat(town.troubles).isEmpty();
        }
    }

    @Test
    void a_living_process_whose_ring_is_cut_short_is_reported_once() throws Exception {
        try (Town town = new Town(directory.resolve("tree"))) {
            UUID id = UUID.randomUUID();
            OwnRun run = Neighbour.alive(town.tree, id);
            town.await("the neighbour to be seen", () -> town.living() == 1);
            try (var ring = java.nio.channels.FileChannel.open(
                    run.directory().path().resolve(RunDirectory.RING), java.nio.file.StandardOpenOption.WRITE)) {
                ring.truncate(100);
            }
            town.isAlive(1, EVENTS);
            town.await("the report", () -> !town.quarantined.isEmpty());
            run.close();
            town.isAlive(2, EVENTS);
            assertThat(town.quarantined).singleElement().asString().contains(id.toString(), "cut short");
            town.await(
                    "its obituary",
                    () -> town.obituariesOf(ProcessHandle.current().pid()) == 1);
            assertThat(town.troubles).isEmpty();
        }
    }

    @Test
    void a_directory_that_vanishes_is_forgotten() throws Exception {
        try (Town town = new Town(directory.resolve("tree"))) {
            byte[] sound = Neighbour.soundRing(town.tree);
            for (int i = 0; i < 200; i++) {
                Neighbour.with(town.tree, sound).delete();
            }
            OwnRun seen = Neighbour.alive(town.tree, UUID.randomUUID());
            town.await("the neighbour to be seen", () -> town.living() == 1);
            seen.directory().delete();
            seen.close();
            town.await("the neighbour to be gone", () -> town.living() == 0);
            town.isAlive(1, EVENTS);
            town.await(
                    "the obituary",
                    () -> town.obituariesOf(ProcessHandle.current().pid()) > 0);
            town.isAlive(2, EVENTS);
            assertThat(town.troubles).isEmpty();
            assertThat(town.quarantined).isEmpty();
        }
    }

    @Test
    void a_pipe_in_place_of_a_lock_is_no_sign_of_life() throws Exception {
        try (Town town = new Town(directory.resolve("tree"))) {
            byte[] sound = Neighbour.soundRing(town.tree);
            RunDirectory run = Neighbour.with(town.tree, sound);
            Neighbour.pipe(run.path().resolve(RunDirectory.ALIVE));
            town.isAliveInside(1, EVENTS);
            town.await("its own obituary", run::isTold);
            assertThat(town.troubles).isEmpty();
        }
    }

    @Test
    void ten_thousand_empty_directories_are_passed_over() throws Exception {
        manyStale(false);
    }

    @Tag("chaos")
    @Test
    void ten_thousand_rings_of_dead_processes_are_buried() throws Exception {
        manyStale(true);
    }

    private void manyStale(boolean withRing) throws Exception {
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "logrich-stale-"); // it is many files
        try {
            manyStale(TreeDirectory.at(memory.resolve("tree")), withRing);
        } finally {
            SecureFiles.deleteTree(memory);
        }
    }

    private static void manyStale(TreeDirectory tree, boolean withRing) throws Exception {
        byte[] sound = Neighbour.soundRing(tree);
        for (int i = 0; i < MANY; i++) {
            if (withRing) {
                Neighbour.sparse(tree, sound);
            } else {
                SecureFiles.newDirectory(tree.run(UUID.randomUUID()));
            }
        }
        long start = System.nanoTime();
        try (Town town = new Town(tree.path())) {
            long opened = System.nanoTime();
            long first = town.isAliveInside(1, EVENTS);
            long second = town.isAlive(2, EVENTS);
            AtomicLong most = new AtomicLong();
            if (withRing) {
                town.await("the obituaries", () -> {
                    most.accumulateAndGet(OpenFiles.below(tree.path()), Math::max);
                    return town.obituaries.size() >= MANY;
                });
            }
            long end = System.nanoTime();
            System.out.printf(
                    "%d stale directories, %s: open %d ms, events of a living one after %d ms, of a child after %d ms,"
                            + " all told after %d ms, at most %d files open%n",
                    MANY,
                    withRing ? "dead rings" : "empty",
                    TimeUnit.NANOSECONDS.toMillis(opened - start),
                    first,
                    second,
                    TimeUnit.NANOSECONDS.toMillis(end - opened),
                    most.get());
            assertThat(first).as("ms that the living were held up").isLessThan(5000);
            assertThat(end - opened).as("ns until all is told").isLessThan(TimeUnit.SECONDS.toNanos(30));
            assertThat(most.get()).as("files that were open at once").isLessThan(50);
            assertThat(town.troubles).isEmpty();
            assertThat(town.quarantined).isEmpty();
            assertThat(town.duplicates()).isEmpty();
        }
    }

    private void make(Kind kind, TreeDirectory tree) throws IOException {
        byte[] sound = Neighbour.soundRing(tree);
        UUID id = UUID.randomUUID();
        Path run = SecureFiles.newDirectory(tree.unfinishedRun(id));
        Path ring = run.resolve(RunDirectory.RING);
        switch (kind) {
            case EMPTY -> {}
            case LINK -> {
                RunDirectory elsewhere = Neighbour.with(TreeDirectory.at(directory.resolve("elsewhere")), sound);
                Files.delete(run);
                Files.createSymbolicLink(run, elsewhere.path());
            }
            case PIPE -> Neighbour.pipe(ring);
            case RING_IS_A_LINK ->
                Files.createSymbolicLink(ring, Neighbour.write(directory.resolve("precious-" + id), sound));
            case RING_IS_A_DIRECTORY -> Files.createDirectory(ring);
            case RING_OF_NO_BYTES -> Neighbour.write(ring, new byte[0]);
            case GARBAGE -> {
                new Random(1).nextBytes(sound);
                Neighbour.write(ring, sound);
            }
            case TRUNCATED -> Neighbour.write(ring, Arrays.copyOf(sound, sound.length - 1));
            case TOO_LONG -> Neighbour.write(ring, Arrays.copyOf(sound, sound.length + 1));
            case OTHER_MAJOR -> Neighbour.write(ring, Neighbour.withMajor(sound, 2));
            case WRONG_OWNER -> {
                assumeTrue(SecureFiles.currentUser().equals("0"), "only root can give files away");
                Files.setAttribute(Neighbour.write(ring, sound), "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
            }
            case TWO_NAMES -> Files.createLink(directory.resolve("second-" + id), Neighbour.write(ring, sound));
            default -> throw new AssertionError(kind);
        }
        Files.move(run, tree.run(id));
    }

    private static void check(Kind kind, Town town) throws Exception {
        if (kind.reported) {
            town.await("the report", () -> !town.quarantined.isEmpty());
            town.await("its event", () -> !town.putAside.isEmpty());
        }
        town.isAliveInside(2, EVENTS);
        assertThat(town.putAside).hasSize(kind.reported ? 1 : 0);
        assertThat(town.quarantined()).hasSize(kind.reported ? 1 : 0);
        assertThat(town.troubles).isEmpty();
        assertThat(town.duplicates()).isEmpty();
    }
}
