package io.logrich.bench.stress;

import io.logrich.spool.RingWriter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One writes, one seals: either the record was before the end, or it was refused and is not there. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "appended before the end")
@Outcome(id = "2, 0, 0", expect = Expect.ACCEPTABLE, desc = "refused after it")
@Outcome(expect = Expect.FORBIDDEN, desc = "accepted behind the end, or refused and there all the same")
@State
public class AppendAndSeal {
    private final Desk desk = Desk.take();

    /** Writes. */
    @Actor
    public void write(III_Result result) {
        result.r1 = desk.appendFirst() == RingWriter.SEALED ? 2 : 0;
    }

    /** Seals; says whether anything was before the end. */
    @Actor
    public void seal(III_Result result) {
        result.r2 = desk.ring.writer().seal() > desk.start ? 1 : 0;
    }

    /** Looks. The desk is not used again: its ring has ended. */
    @Arbiter
    public void after(III_Result result) {
        result.r3 = desk.read();
    }
}
