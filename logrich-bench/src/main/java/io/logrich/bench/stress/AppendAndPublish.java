package io.logrich.bench.stress;

import io.logrich.spool.Consumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A ring that is full to the last record, a writer, and a consumer that makes room for exactly one record: the writer is
 * refused or the oldest record has been passed, never both kept and written over.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "refused, room came too late")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "appended into the room that was made")
@Outcome(expect = Expect.FORBIDDEN, desc = "appended without room, or room that is never found")
@State
public class AppendAndPublish {
    private static final int SIZE = 128; // divides the ring, so that there is no filler
    private static final byte[] PAYLOAD = new byte[SIZE - 32];

    private final Desk desk = Desk.take();
    private final Consumer consumer = fill(desk);
    private final long tail = desk.ring.writer().tail();

    /** Writes; 0 appended, 1 full. */
    @Actor
    public void write(III_Result result) {
        result.r1 = desk.ring.writer().appendEvent(desk.first, PAYLOAD, PAYLOAD.length, 30, 0, 0);
    }

    /** Makes room. */
    @Actor
    public void publish(III_Result result) {
        try {
            result.r2 = desk.ring.writer().tail() > tail ? 1 : 0;
            consumer.publish(consumer.cursor() + SIZE, 1, 1);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Exactly one record fits in all. */
    @Arbiter
    public void after(III_Result result) {
        int fits = result.r1 == 0 ? 1 : 0;
        while (desk.ring.writer().appendEvent(desk.second, PAYLOAD, PAYLOAD.length, 30, 0, 0) == 0) {
            fits++;
        }
        result.r3 = fits;
        desk.giveBack();
    }

    /** Fills the ring up to the last record that fits; the consumer stands a whole ring behind. */
    private static Consumer fill(Desk desk) {
        try {
            Consumer known = desk.ring.consumer("sink");
            Consumer consumer = known == null ? desk.ring.addConsumer("sink", desk.start, 0) : known;
            while (desk.ring.writer().appendEvent(desk.first, PAYLOAD, PAYLOAD.length, 30, 0, 0) == 0) {
                // until it is full
            }
            return consumer;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
