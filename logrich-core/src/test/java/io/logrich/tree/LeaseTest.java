package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.spool.RingHeader;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final int RACES = 20;

    @TempDir
    Path directory;

    @Test
    void one_holds_the_lease_and_each_holder_begins_an_epoch() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        assertThat(Lease.isHeld(tree)).isFalse();
        try (Lease first = Lease.tryAcquire(tree)) {
            assertThat(first).isNotNull();
            assertThat(first.epoch()).isEqualTo(1);
            assertThat(Lease.isHeld(tree)).isTrue();
            assertThat(Lease.tryAcquire(tree)).isNull();
        }
        try (Lease second = Lease.tryAcquire(tree)) {
            assertThat(second).isNotNull();
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void it_is_free_again_when_no_epoch_could_begin() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        SecureFiles.write(tree.path().resolve("epoch"), "many\n");
        assertThatThrownBy(() -> Lease.tryAcquire(tree)).hasMessageContaining("must be a number");
        assertThat(Lease.isHeld(tree)).isFalse();
    }

    @Test
    void it_is_free_again_when_the_end_cannot_be_noted() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        Lease lease = Lease.tryAcquire(tree);
        OwnRun.Opened own = OwnRun.open(
                tree, UUID.randomUUID(), 1 << 16, RingHeader.ROLE_LOG, 1, "{}", new WriterSlots(), 1000, false);
        Files.createDirectories(tree.path().resolve("closed.new").resolve("in the way"));
        Spool spool = new Spool(own.ring(), new WriterSlots());

        assertThatThrownBy(() -> TreeExit.leave(tree, lease, own.run(), spool, true, false, true))
                .isInstanceOf(IOException.class);

        assertThat(Lease.isHeld(tree)).isFalse();
    }

    @Test
    void it_is_over_when_it_is_closed() throws IOException {
        Lease lease = Lease.tryAcquire(TreeDirectory.at(directory.resolve("tree")));
        assertThat(lease).isNotNull();
        lease.check();
        assertThat(lease.isOver()).isFalse();
        lease.close();
        assertThat(lease.isOver()).isTrue();
    }

    @Test
    void it_is_over_when_another_epoch_has_begun_and_stays_so() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
            tree.epoch(2);
            lease.check();
            assertThat(lease.isOver()).isTrue();
            tree.epoch(1);
            lease.check();
            assertThat(lease.isOver()).isTrue();
        }
    }

    @Test
    void it_is_inherited_when_its_holder_has_died_and_not_when_he_has_ended_in_order() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        assertThatThrownBy(() -> Lease.tryInherit(tree, true)).isInstanceOf(NoSuchFileException.class);
        assertThat(tree.lease()).doesNotExist();
        Lease first = Lease.tryAcquire(tree);
        assertThat(first).isNotNull();
        assertThat(first.isInherited()).isFalse();
        SecureFiles.write(tree.settings(), "{}");
        assertThat(tree.isOrphaned()).as("it lives").isFalse();
        assertThat(Lease.tryInherit(tree, true)).isNull();
        assertThat(tree.hasStandIn()).isFalse();

        first.close();

        assertThat(tree.isOrphaned()).as("it died").isTrue();
        Lease heir = Lease.tryInherit(tree, false);
        assertThat(heir).isNotNull();
        assertThat(heir.isInherited()).isTrue();
        assertThat(heir.endsTree()).as("its own end is no reason to stop").isFalse();
        assertThat(tree.hasStandIn()).isTrue();
        heir.close();
        assertThat(tree.isOrphaned()).as("the stand-in is gone").isTrue();

        tree.markClosed();
        assertThat(tree.isOrphaned()).as("ended in order").isFalse();
        assertThat(tree.canBeInherited()).as("what is left can be delivered").isTrue();
        assertThat(Lease.tryInherit(tree, false)).as("not after an orderly end").isNull();
        try (Lease last = Lease.tryInherit(tree, true)) {
            assertThat(last).isNotNull();
            assertThat(last.endsTree()).isTrue();
        }
        Files.delete(tree.settings());
        assertThat(tree.canBeInherited()).as("nobody knows how").isFalse();
    }

    @Test
    void a_stand_in_gives_way_to_a_collector() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        SecureFiles.write(tree.settings(), "{}");
        try (Lease dead = Lease.tryAcquire(tree)) {
            assertThat(dead).isNotNull();
        }
        Lease standIn = Lease.tryInherit(tree, false);
        assertThat(standIn).isNotNull();
        assertThat(tree.isWanted()).isFalse();

        var waiting = CompletableFuture.supplyAsync(() -> acquired(tree));
        while (!tree.isWanted()) {
            Thread.onSpinWait();
        }
        assertThat(waiting).isNotDone();
        standIn.close();
        assertThat(tree.isOrphaned()).as("somebody else is on his way").isFalse();

        try (Lease collector = waiting.get(30, TimeUnit.SECONDS)) {
            assertThat(collector.isInherited()).isFalse();
            assertThat(tree.isWanted()).isFalse();
            assertThat(tree.hasStandIn()).isFalse();
        }
    }

    private static Lease acquired(TreeDirectory tree) {
        try {
            return Objects.requireNonNull(Lease.tryAcquire(tree));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The thread that looks may be the last to wake up in a process that was stopped. */
    @Test
    void whoever_asks_looks_himself_when_nobody_has_for_a_while() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
            assertThat(lease.isOver()).isFalse();
            tree.epoch(2);
            long start = System.nanoTime();
            while (!lease.isOver()) {
                assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void one_who_is_alone_in_a_tree_that_was_deleted_goes_on() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
            SecureFiles.deleteTree(tree.path());
            long start = System.nanoTime();
            while (System.nanoTime() - start < 300_000_000L) { // three looks
                assertThat(lease.isOver()).isFalse();
            }
        }
    }

    @Test
    void it_is_over_when_its_tree_is_gone() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
            SecureFiles.deleteTree(tree.path());
            lease.check();
            assertThat(lease.isOver()).isTrue();
        }
    }

    @Test
    void it_is_not_over_because_no_file_can_be_opened_at_the_moment() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Jvm holder = Jvm.startWithFiles(60, LockProcess.class)) {
            assertThat(holder.ask("lease " + tree.path() + " 0")).isEqualTo("epoch 1");
            assertThat(holder.ask("starve " + tree.path())).isEqualTo("false");
        }
    }

    @Test
    void of_two_processes_that_race_for_it_exactly_one_wins() throws IOException {
        try (Jvm one = Jvm.start(LockProcess.class);
                Jvm other = Jvm.start(LockProcess.class)) {
            one.ask("held " + directory);
            other.ask("held " + directory);
            int firstWins = 0;
            for (int race = 0; race < RACES; race++) {
                Path tree = directory.resolve("tree-" + race);
                String order = "lease " + tree + " " + (System.currentTimeMillis() + 10);
                one.tell(order);
                other.tell(order);
                String first = one.answer();
                String second = other.answer();
                assertThat(List.of(first, second)).containsExactlyInAnyOrder("epoch 1", "lost");
                firstWins += first.equals("lost") ? 0 : 1;
            }
            System.out.printf(
                    "lease: %d races, exactly one winner each, %d : %d%n", RACES, firstWins, RACES - firstWins);
        }
    }

    @Test
    void it_passes_to_the_next_when_its_holder_is_killed() throws IOException {
        Path tree = directory.resolve("tree");
        try (Jvm next = Jvm.start(LockProcess.class)) {
            try (Jvm holder = Jvm.start(LockProcess.class)) {
                assertThat(holder.ask("lease " + tree + " 0")).isEqualTo("epoch 1");
                assertThat(next.ask("lease " + tree + " 0")).isEqualTo("lost");
            }
            assertThat(next.ask("lease " + tree + " 0")).isEqualTo("epoch 2");
        }
    }
}
