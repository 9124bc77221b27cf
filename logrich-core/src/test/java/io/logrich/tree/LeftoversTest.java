package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.spool.RingHeader;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a new collector finds of those before it. */
class LeftoversTest {
    @TempDir
    Path directory;

    private TreeDirectory tree;

    @BeforeEach
    void a_tree() throws IOException {
        tree = TreeDirectory.at(directory.resolve("tree"));
    }

    /** The kernel lets go of a dead process's locks one after the other, perhaps of the lease first. */
    @Test
    @Timeout(60)
    void the_log_of_a_collector_that_is_just_dying_is_waited_for() throws Exception {
        OwnRun dying = open(RingHeader.ROLE_LOG, false);
        AtomicReference<Thread> finder = new AtomicReference<>();

        var found = CompletableFuture.supplyAsync(() -> {
            finder.set(Thread.currentThread());
            return find();
        });
        while (finder.get() == null || finder.get().getState() != Thread.State.TIMED_WAITING) {
            assertThat(found).isNotDone();
        }
        dying.close();

        assertThat(found.get(30, TimeUnit.SECONDS).logs()).hasSize(1);
    }

    @Test
    void a_process_that_only_logs_is_not_waited_for() throws Exception {
        OwnRun living = open(RingHeader.ROLE_RING, true);
        long start = System.nanoTime();
        assertThat(find().logs()).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
        living.close();
    }

    private OwnRun open(int role, boolean relayed) throws IOException {
        return OwnRun.open(tree, UUID.randomUUID(), 1 << 16, role, 1, "{}", new WriterSlots(), 1000, relayed)
                .run();
    }

    private Leftovers find() {
        try {
            return Leftovers.find(tree);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
