package io.logrich.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two write: both records are there, one after the other, and each number was given once. */
@JCStressTest
@Outcome(id = "2, 1, 2", expect = Expect.ACCEPTABLE, desc = "numbered in the order of their positions")
@Outcome(id = "2, 2, 1", expect = Expect.ACCEPTABLE, desc = "the second to claim was the first to take a number")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, lost, or a number twice")
@State
public class TwoWriters {
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

    /** Counts and compares. */
    @Arbiter
    public void after(III_Result result) {
        result.r1 = desk.read();
        result.r2 = desk.number(1);
        result.r3 = desk.number(2);
        desk.giveBack();
    }
}
