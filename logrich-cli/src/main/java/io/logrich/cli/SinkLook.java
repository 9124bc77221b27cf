package io.logrich.cli;

import io.logrich.spool.Consumer;
import io.logrich.tree.RunStatus;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look shows of a sink: how far it has come in the rings that it reads. Immutable.
 *
 * @param name its name, as it stands in the ring: long ones are shortened
 * @param waitingBytes how much lies before it
 * @param waitingEvents how many events of the process that drives it lie before it
 * @param delivered how many events it has taken
 * @param lost how many events it has lost
 * @param waitedFor whether callers wait for it
 * @param note what the process that drives it says of it; null if it says nothing
 * @param lostByReason why it has lost events, as that process says
 */
record SinkLook(
        String name,
        long waitingBytes,
        long waitingEvents,
        long delivered,
        long lost,
        boolean waitedFor,
        RunStatus.@Nullable LaneNote note,
        Map<String, Long> lostByReason) {

    /** What a consumer of a ring shows, whose end and last number are known. */
    static SinkLook of(Consumer consumer, long tail, long sequence, @Nullable RunStatus status) throws IOException {
        long lost = 0;
        for (long ofLevel : consumer.lost()) {
            lost += Math.max(0, ofLevel);
        }
        String name = consumer.name();
        return new SinkLook(
                name,
                Math.max(0, tail - consumer.cursor()),
                Math.max(0, sequence - consumer.events()),
                Math.max(0, consumer.delivered()),
                lost,
                consumer.isWaitedFor(),
                noteOf(name, status),
                status == null ? Map.of() : status.lost().getOrDefault(name, Map.of()));
    }

    /** The same sink in an older ring and in a newer one of its process. */
    SinkLook plus(SinkLook newer) {
        return new SinkLook(
                name,
                waitingBytes + newer.waitingBytes,
                newer.waitingEvents,
                delivered + newer.delivered,
                lost + newer.lost,
                newer.waitedFor,
                newer.note,
                newer.lostByReason);
    }

    /** How it is, in a word: what its process says, else what the ring shows. */
    String state() {
        if (note != null) {
            return note.state();
        }
        return waitedFor ? "ok" : "behind";
    }

    private static RunStatus.@Nullable LaneNote noteOf(String name, @Nullable RunStatus status) {
        if (status == null) {
            return null;
        }
        for (RunStatus.LaneNote note : status.lanes()) {
            if (Consumer.nameInRing(note.name()).equals(name)) {
                return note;
            }
        }
        return null;
    }
}
