package io.logrich.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogLevel;
import io.logrich.spool.ProcessOrigin;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LaneCursorTest {
    private static final int MAX_EVENTS = 64;

    private final WriterSlots slots = new WriterSlots();
    private final WriterSlot slot = slots.add();
    private final RingHeader header =
            new RingHeader(64 * 1024, 7, new UUID(1, 1), ProcessOrigin.ofThisProcess(), RingHeader.ROLE_RING, 0, "{}");
    private final Ring ring = Ring.anonymous(header, slots, MAX_EVENTS);

    @Test
    void numbers_that_are_void_do_not_wait_for_ever() throws IOException {
        LaneLog log = LaneLog.of(ring);
        LossCount losses = new LossCount(new Losses(new SeverityMonitor()), "sink");
        LaneCursor cursor = new LaneCursor(log, log.consumer("sink", Set.of()), LogLevel.TRACE, false, true, losses);
        RingReader reader = ring.newReader();
        RecordBatch batch = new RecordBatch();
        for (int i = 0; i < 10 * MAX_EVENTS; i++) {
            beThrownOut();
            assertThat(reader.read(batch, cursor.position())).isEqualTo(RingReader.Found.RECORDS);
            cursor.delivered(batch, 0, batch.size());
            cursor.finished(batch);
        }
        assertThat(cursor.events()).isEqualTo(ring.writer().sequence());
        assertThat(ring.writer().appendEvent(slot, new byte[1], 1, 20, 0, 0)).isEqualTo(RingWriter.APPENDED);
    }

    /** A call that has taken its number already: the payload is shorter than announced. */
    private void beThrownOut() {
        try {
            int answer = ring.writer().appendEvent(slot, new byte[99], 100, 20, 0, 0);
            throw new AssertionError("the append was not thrown out, it answered " + answer);
        } catch (IndexOutOfBoundsException thrownOut) {
            slots.adoptOrphans();
        }
    }
}
