package io.logrich.pipeline;

import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.event.LogLevel;
import io.logrich.settings.QueueFullPolicy;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.Ring;
import io.logrich.spool.RingWriter;
import io.logrich.spool.Room;
import io.logrich.spool.Spool;
import io.logrich.spool.SystemPace;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The end of the pipeline: puts the finished bytes into the spool, and has the patience, or not, that the policy asks for
 * when there is no room. Thread-safe.
 */
final class Appender {
    /** How often in a row room that was made may be taken by others before this thread stands back. */
    private static final int ATTEMPTS = 4;

    private static final long FIRST_PARK_NANOS = 50_000;
    private static final long LONGEST_PARK_NANOS = 1_000_000;
    private static final long SUCCESSOR_NANOS = 5_000_000_000L;

    private final Spool spool;
    private final Room room;
    private final QueueSettings settings;
    private final BooleanSupplier mustNotWait;
    private final LongSupplier nanoTime;
    private final LongConsumer park;

    /** An appender that waits as the JDK does. */
    Appender(Spool spool, Room room, QueueSettings settings) {
        this(spool, room, settings, ServiceThread::isCurrent, SystemPace.INSTANCE, SystemPace.INSTANCE);
    }

    /**
     * An appender.
     *
     * @param mustNotWait whether the calling thread is one that others wait for: a lane's, the collector's
     * @param nanoTime a clock that only goes forward, ns
     * @param park waits for so many ns of that clock, or less
     */
    Appender(
            Spool spool,
            Room room,
            QueueSettings settings,
            BooleanSupplier mustNotWait,
            LongSupplier nanoTime,
            LongConsumer park) {
        this.spool = spool;
        this.room = room;
        this.settings = settings;
        this.mustNotWait = mustNotWait;
        this.nanoTime = nanoTime;
        this.park = park;
    }

    /**
     * Adds the draft's first bytes to the spool. Waiting is part of it, not only for the reader's sake: it is too long to be
     * inlined so (see {@link Pipeline}), and the hot few lines are compiled once.
     *
     * @param crc of these bytes
     */
    Verdict append(LogLevel level, Draft draft, int length, int crc) {
        assert length > 0 && length <= draft.bytes.size() : "not bytes of the draft: " + length;
        boolean urgent = level.number() >= LogLevel.WARNING.number();
        long waitingSince = 0;
        long pause = FIRST_PARK_NANOS;
        int attempts = 0;
        while (true) {
            Ring ring = spool.current();
            int answer = ring.writer()
                    .appendEvent(draft.slot, draft.bytes.array(), length, level.number(), draft.flags, crc);
            if (answer == RingWriter.APPENDED) {
                if (draft.ring != ring) {
                    draft.ring = ring;
                }
                return Verdict.PASS;
            } else if (answer == RingWriter.TOO_LONG) {
                return Verdict.drop(Loss.TOO_LONG);
            } else if (answer == RingWriter.SEALED) {
                if (!spool.awaitSuccessor(ring, SUCCESSOR_NANOS)) {
                    return Verdict.drop(Loss.SHUT_DOWN);
                }
            } else if (!room.make(ring, length, urgent) || ++attempts % ATTEMPTS == 0) {
                long now = nanoTime.getAsLong();
                waitingSince = waitingSince == 0 ? now | 1 : waitingSince;
                // without a bound patience ends when nobody is there any more who could make room
                Duration timeout = settings.putTimeout();
                if (settings.fullPolicy() == QueueFullPolicy.DROP
                        || mustNotWait.getAsBoolean()
                        || !room.worthWaiting()
                        || timeout != null && now - waitingSince >= timeout.toNanos()) {
                    return Verdict.drop(Loss.QUEUE_FULL);
                }
                park.accept(pause);
                pause = Math.min(LONGEST_PARK_NANOS, pause * 2);
            }
        }
    }
}
