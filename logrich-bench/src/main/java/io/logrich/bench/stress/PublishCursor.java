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

/** A consumer publishes, another reads its cursor and then its counts: no cursor is ahead of its counts. */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "1, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "before and after")
@Outcome(
        id = {"0, 0, 1", "0, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "counted, will come again")
@Outcome(expect = Expect.FORBIDDEN, desc = "a cursor in front of events that are not counted")
@State
public class PublishCursor {
    private final Desk desk = Desk.take();
    private final Consumer writer = consumer(desk);
    private final Consumer reader = writer;
    private final long before = cursor(writer);

    /** Publishes. */
    @Actor
    public void publish() {
        try {
            writer.publish(before + 1, before + 1, before + 1);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads the cursor first. */
    @Actor
    public void read(III_Result result) {
        try {
            result.r1 = (int) (reader.cursor() - before);
            result.r2 = (int) (reader.events() - before);
            result.r3 = (int) (reader.delivered() - before);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Makes the desk free again. */
    @Arbiter
    public void after(III_Result result) {
        desk.giveBack();
    }

    private static Consumer consumer(Desk desk) {
        try {
            Consumer known = desk.ring.consumer("sink");
            return known == null ? desk.ring.addConsumer("sink", 0, 0) : known;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long cursor(Consumer consumer) {
        try {
            return consumer.cursor();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
