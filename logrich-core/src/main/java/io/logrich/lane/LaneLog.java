package io.logrich.lane;

import io.logrich.spool.Consumer;
import io.logrich.spool.Ring;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A log that lanes read: a ring of this process, or one that a dead collector left behind. Thread-safe; readers are for
 * one thread each.
 */
public final class LaneLog {
    private final @Nullable Ring ring;
    private final @Nullable RingFile file;
    private final long end;

    private LaneLog(@Nullable Ring ring, @Nullable RingFile file, long end) {
        this.ring = ring;
        this.file = file;
        this.end = end;
    }

    /** A ring that this process writes. */
    public static LaneLog of(Ring ring) {
        return new LaneLog(ring, null, Long.MAX_VALUE);
    }

    /** A ring whose process has died; its end is what it is now. */
    public static LaneLog ofDead(RingFile file) throws IOException {
        RingReader reader = file.newReader();
        return new LaneLog(null, file, reader.tail());
    }

    /** The ring of this process, or null. */
    public @Nullable Ring ring() {
        return ring;
    }

    /** Whether it was left behind by a process that has died. */
    public boolean isDead() {
        return file != null;
    }

    /** Where a dead log ends; further than any position for a living one. */
    public long end() {
        return end;
    }

    /** Where it ends at this moment. */
    long endNow() {
        return ring == null ? end : ring.writer().tail();
    }

    RingReader newReader() {
        return file != null
                ? file.newReader()
                : java.util.Objects.requireNonNull(ring).newReader();
    }

    /** A cursor of another process is a place where a record may begin, within what is still there. */
    long clamp(long cursor) throws IOException {
        if (file == null) {
            return cursor;
        }
        long oldest = newReader().oldest();
        return Math.max(oldest, Math.min(end, cursor)) & -32L;
    }

    /**
     * The consumer of a sink in this log. One that is new to the log starts where the sink that is furthest behind, and
     * that nobody continues, has stopped: what was not delivered to some sink is delivered to it.
     */
    Consumer consumer(String sink, java.util.Set<String> continued) throws IOException {
        Consumer known = ring != null ? ring.consumer(sink) : file().consumer(sink);
        if (known != null) {
            return known;
        }
        if (ring != null) {
            return ring.addConsumer(sink, ring.writer().tail(), ring.writer().sequence());
        }
        long start = Long.MAX_VALUE;
        for (Consumer other : file().consumers()) {
            if (!other.isRelay() && !continued.contains(other.name())) {
                start = Math.min(start, other.cursor());
            }
        }
        return file().addConsumer(sink, start == Long.MAX_VALUE ? end : start, 0);
    }

    private RingFile file() {
        return java.util.Objects.requireNonNull(file);
    }
}
