package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.spool.Ring;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.OwnRun;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Who gets which draft. */
class DraftPoolTest {
    private final WriterSlots slots = new WriterSlots();
    private final Ring ring = Ring.anonymous(OwnRun.anonymousHeader(UUID.randomUUID(), 1 << 16, "{}"), slots, 1000);
    private final DraftPool pool = new DraftPool(new Spool(ring, slots), new SeverityMonitor());

    @Test
    void a_thread_gets_the_draft_it_had_last() {
        Draft draft = take();
        draft.busy = 0;

        assertThat(take()).isSameAs(draft);
    }

    @Test
    void a_call_inside_a_call_gets_another_one() {
        assertThat(take()).isNotSameAs(take());
    }

    /** As when all of them wait for room: nobody must be refused for lack of a draft. */
    @Test
    void any_number_of_threads_may_hold_one_at_once() throws Exception {
        Set<Draft> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 300; i++) {
            FutureTask<Draft> task = new FutureTask<>(this::take);
            new Thread(task).start();
            taken.add(task.get());
        }

        assertThat(taken)
                .hasSize(300)
                .allSatisfy(draft ->
                        assertThat(draft.busy).as("as taken as everybody's").isEqualTo(1));
        Set<Object> writers = new HashSet<>();
        taken.forEach(draft -> writers.add(draft.slot));
        assertThat(writers).as("each with a slot of its own").hasSize(300);
        assertThat(taken).filteredOn(Draft::isSpare).isNotEmpty().allSatisfy(pool::forget);
    }

    private Draft take() {
        return Objects.requireNonNull(pool.take());
    }
}
