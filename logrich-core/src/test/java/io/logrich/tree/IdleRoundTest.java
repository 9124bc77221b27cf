package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector reads when nothing has happened, as the kernel counts it for this thread. */
class IdleRoundTest {
    private static final Path COUNTERS = Path.of("/proc/thread-self/io");
    private static final int MEMBERS = 5;
    private static final int ROUNDS = 100;
    private static final int ATTEMPTS = 5;

    @TempDir
    Path directory;

    @BeforeEach
    void the_kernel_counts() {
        assumeTrue(Files.isReadable(COUNTERS), "the kernel does not count what a thread reads");
    }

    @Test
    void an_idle_round_reads_one_word_of_each_ring() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Village village = new Village(tree)) {
            for (int i = 0; i < MEMBERS; i++) {
                Villager.born(tree).logs(i % 2 * 3);
            }
            awaitSilence(village);
            long reads = reads(() -> assertThat(village.members.discover() | village.members.turn())
                    .isFalse());
            assertThat(reads).isEqualTo((long) ROUNDS * MEMBERS);
            long ofLooks = reads(() -> assertThat(village.members.hasNews()).isFalse());
            assertThat(ofLooks).isEqualTo((long) ROUNDS * MEMBERS);
        }
    }

    @Test
    void whatever_a_round_would_find_is_news() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Village village = new Village(tree)) {
            Villager first = Villager.born(tree);
            assertThat(village.members.hasNews()).as("somebody has come").isTrue();
            awaitSilence(village);
            first.logs(1);
            assertThat(village.members.hasNews()).as("an event").isTrue();
            awaitSilence(village);
            village.fillLog();
            first.logs(1);
            village.round();
            assertThat(village.members.hasNews())
                    .as("an event without room for it")
                    .isTrue();
        }
    }

    /** A change of the directory may show only after the grain of its clock. */
    private static void awaitSilence(Village village) throws IOException {
        do {
            village.settle();
        } while (village.members.hasNews());
    }

    @Test
    void an_epoch_that_is_the_same_is_not_read_again() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
            assertThat(reads(lease::check)).isZero();
            assertThat(lease.isOver()).isFalse();
            tree.epoch(lease.epoch() + 1);
            lease.check();
            assertThat(lease.isOver()).isTrue();
        }
    }

    /** How often something reads when it is done a hundred times. Classes that are loaded meanwhile are read, too: once. */
    private static long reads(ThrowingRunnable something) throws Exception {
        return leastOfSome(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        something.run();
                    }
                })
                - leastOfSome(() -> {});
    }

    private static long leastOfSome(ThrowingRunnable something) throws Exception {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = counted();
            something.run();
            least = Math.min(least, counted() - before);
        }
        return least;
    }

    /** How often this thread has called {@code read} or one of its kin. */
    private static long counted() throws IOException {
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith("syscr: "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** What may throw. */
    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws Exception;
    }
}
