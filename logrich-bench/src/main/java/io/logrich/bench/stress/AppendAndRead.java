package io.logrich.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One writes, one reads: nothing or the whole record, and in the end the record. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the reader came too early")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the reader saw the whole record")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, doubled or lost")
@State
public class AppendAndRead {
    private final Desk desk = Desk.take();

    /** Writes. */
    @Actor
    public void write() {
        desk.appendFirst();
    }

    /** Reads. */
    @Actor
    public void read(II_Result result) {
        result.r1 = desk.read();
    }

    /** Looks once more. */
    @Arbiter
    public void after(II_Result result) {
        result.r2 = desk.read();
        desk.giveBack();
    }
}
