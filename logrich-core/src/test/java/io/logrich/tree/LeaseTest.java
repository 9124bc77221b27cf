package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
