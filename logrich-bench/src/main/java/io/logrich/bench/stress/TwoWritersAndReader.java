package io.logrich.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two write, one reads twice: what has been seen once stays, and no record is passed over. */
@JCStressTest
@Outcome(
        id = {"0, 0, 2", "0, 1, 2", "0, 2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "nothing at first")
@Outcome(
        id = {"1, 1, 2", "1, 2, 2", "2, 2, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "never less than before")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, lost, or gone again")
@State
public class TwoWritersAndReader {
    private final Desk desk = Desk.take();

    /** Writes one record. */
    @Actor
    public void one() {
        desk.appendFirst();
    }

    /** Writes the other. */
    @Actor
    public void other() {
        desk.appendSecond();
    }

    /** Reads twice. */
    @Actor
    public void read(III_Result result) {
        result.r1 = desk.read();
        result.r2 = desk.read();
    }

    /** Looks once more. */
    @Arbiter
    public void after(III_Result result) {
        result.r3 = desk.read();
        desk.giveBack();
    }
}
