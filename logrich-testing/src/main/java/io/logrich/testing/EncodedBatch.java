package io.logrich.testing;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.sink.EventBatch;
import java.util.Arrays;

/**
 * Events as a lane offers them to a sink: bytes, one view for all of them, and memory that is somebody else's afterwards.
 * One thread only.
 */
public final class EncodedBatch implements EventBatch {
    private static final byte RUBBISH = (byte) 0xfe; // occurs in no UTF-8

    private final byte[] bytes;
    private final int[] starts;
    private final LogLevel[] levels;
    private final long[] sequences;
    private final int first;
    private final EventView view;

    private EncodedBatch(byte[] bytes, int[] starts, LogLevel[] levels, long[] sequences, int first, EventView view) {
        this.bytes = bytes;
        this.starts = starts;
        this.levels = levels;
        this.sequences = sequences;
        this.first = first;
        this.view = view;
    }

    static EncodedBatch of(Events... events) {
        byte[] bytes = new byte[0];
        int[] starts = new int[events.length + 1];
        LogLevel[] levels = new LogLevel[events.length];
        long[] sequences = new long[events.length];
        for (int i = 0; i < events.length; i++) {
            byte[] one = events[i].encode();
            bytes = Arrays.copyOf(bytes, starts[i] + one.length);
            System.arraycopy(one, 0, bytes, starts[i], one.length);
            starts[i + 1] = bytes.length;
            levels[i] = events[i].level();
            sequences[i] = events[i].sequence();
        }
        return new EncodedBatch(bytes, starts, levels, sequences, 0, new EventView());
    }

    /** The same batch without its first events, as it is offered again when only those were taken. */
    public EncodedBatch from(int taken) {
        return new EncodedBatch(bytes, starts, levels, sequences, first + taken, view);
    }

    /** Does to the memory what the next batch does to it: whoever still points there reads rubbish. */
    public void overwrite() {
        Arrays.fill(bytes, RUBBISH);
    }

    @Override
    public int size() {
        return levels.length - first;
    }

    @Override
    public LogLevel level(int index) {
        return levels[at(index)];
    }

    @Override
    public EventView view(int index) {
        int event = at(index);
        try {
            return view.wrap(
                    bytes,
                    starts[event],
                    starts[event + 1] - starts[event],
                    levels[event].number(),
                    0,
                    sequences[event]);
        } catch (MalformedEventException overwritten) {
            throw new IllegalStateException("a batch is valid during one write only", overwritten);
        }
    }

    @Override
    public LogEvent event(int index) {
        try {
            return view(index).toEvent();
        } catch (MalformedEventException overwritten) {
            throw new IllegalStateException("a batch is valid during one write only", overwritten);
        }
    }

    private int at(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("event " + index + " of a batch of " + size());
        }
        return first + index;
    }
}
