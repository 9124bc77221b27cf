package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.spool.Ring;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.OwnRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sits where. */
class DesksTest {
    private final WriterSlots slots = new WriterSlots();
    private final Ring ring = Ring.anonymous(OwnRun.anonymousHeader(UUID.randomUUID(), 1 << 16, "{}"), slots, 1000);
    private final DraftPool pool = new DraftPool(new Spool(ring, slots), new SeverityMonitor());
    private final Desks desks = new Desks(pool::another);

    @Test
    void a_thread_keeps_its_desk_and_its_call() {
        Desk desk = mine();
        LogCall call = desk.take();
        desk.give(call.thrown(new IllegalStateException()));

        assertThat(mine()).isSameAs(desk);
        assertThat(desk.take()).isSameAs(call);
        assertThat(call.thrown()).as("nothing is held on to").isNull();
    }

    @Test
    void a_call_that_is_out_is_replaced_and_not_taken_back() {
        Desk desk = mine();
        LogCall outer = desk.take();
        LogCall inner = desk.take();
        assertThat(inner).isNotSameAs(outer);
        desk.give(inner);
        desk.give(outer);

        assertThat(desk.take()).isSameAs(inner);
    }

    @Test
    void who_gives_back_a_call_that_was_replaced_does_not_free_the_one_that_is_out() {
        Desk desk = mine();
        LogCall outer = desk.take();
        LogCall inner = desk.take();
        desk.give(outer);

        assertThat(desk.take()).isNotSameAs(inner).isNotSameAs(outer);
    }

    @Test
    void a_draft_is_used_once_at_a_time() {
        Draft draft = mine().draft;
        assertThat(draft.occupy()).isTrue();
        assertThat(draft.occupy()).isFalse();
        draft.free();
        assertThat(draft.occupy()).isTrue();
    }

    @Test
    void no_two_threads_that_live_share_a_desk() throws Exception {
        Set<Desk> found = Collections.newSetFromMap(new IdentityHashMap<>());
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        int without = 0;
        for (int i = 0; i < 200; i++) {
            FutureTask<@Nullable Desk> task = new FutureTask<>(desks::mine);
            Thread thread = new Thread(() -> {
                task.run();
                awaitUninterruptibly(end);
            });
            threads.add(thread);
            thread.start();
            Desk desk = task.get();
            without += desk == null ? 1 : 0;
            assertThat(desk == null || found.add(desk)).isTrue();
        }
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(found).hasSizeBetween(60, 64);
        assertThat(without).isEqualTo(200 - found.size());
    }

    @Test
    void the_desk_of_a_thread_that_has_ended_goes_to_another_one() throws Exception {
        Set<Draft> drafts = new HashSet<>();
        int served = 0;
        for (int i = 0; i < 2_000; i++) {
            FutureTask<@Nullable Desk> task = new FutureTask<>(desks::mine);
            Thread thread = new Thread(task);
            thread.start();
            thread.join();
            Desk desk = task.get();
            if (desk != null) {
                drafts.add(desk.draft);
                served++;
            }
        }
        assertThat(served).isGreaterThan(64);
        assertThat(drafts).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void without_memory_for_one_there_is_no_desk_and_later_there_is() {
        AtomicBoolean memory = new AtomicBoolean();
        Desks poor = new Desks(() -> {
            if (!memory.get()) {
                throw new OutOfMemoryError("as a test wants it");
            }
            return pool.another();
        });

        assertThat(poor.mine()).isNull();
        memory.set(true);
        assertThat(poor.mine()).isNotNull().isSameAs(poor.mine());
    }

    private Desk mine() {
        return java.util.Objects.requireNonNull(desks.mine());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
