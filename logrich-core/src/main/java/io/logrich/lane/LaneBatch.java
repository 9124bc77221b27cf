package io.logrich.lane;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.sink.EventBatch;
import io.logrich.spool.RecordBatch;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The part of a batch of records that a sink is offered: events at or above its threshold, a window of them at a time. */
final class LaneBatch implements EventBatch {
    private final EventView view = new EventView();
    private RecordBatch records = new RecordBatch();
    private int[] wanted = new int[256];
    private int count;
    private int from;
    private int to;

    /** Chooses what the sink wants of these records; the window is empty. */
    void select(RecordBatch batch, LaneCursor cursor) {
        records = batch;
        count = 0;
        for (int record = 0; record < batch.size(); record++) {
            if (cursor.isWanted(batch, record)) {
                if (count == wanted.length) {
                    wanted = Arrays.copyOf(wanted, count * 2);
                }
                wanted[count++] = record;
            }
        }
        window(0, 0);
    }

    /** How many events the sink wants in all. */
    int count() {
        return count;
    }

    /** Shows only these of the wanted events. */
    LaneBatch window(int first, int end) {
        from = first;
        to = end;
        return this;
    }

    /** The record that a wanted event is. */
    int record(int wantedIndex) {
        return wanted[wantedIndex];
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public LogLevel level(int index) {
        return LogLevel.atMost(records.level(at(index)));
    }

    @Override
    public EventView view(int index) {
        int record = at(index);
        try {
            return view.wrap(
                    records.bytes(),
                    records.offset(record),
                    records.length(record),
                    records.level(record),
                    records.flags(record),
                    records.sequence(record));
        } catch (MalformedEventException wrong) {
            throw new UncheckedIOException(wrong); // a defect of the writer; the lane finds the event and rejects it
        }
    }

    @Override
    public LogEvent event(int index) {
        try {
            return view(index).toEvent();
        } catch (MalformedEventException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private int at(int index) {
        if (index < 0 || index >= to - from) {
            throw new IndexOutOfBoundsException("event " + index + " of a batch of " + (to - from));
        }
        return wanted[from + index];
    }
}
