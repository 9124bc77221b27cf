package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.spool.RecordBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The newest of all events that were offered, each once, within a bound of number and memory. One thread only. */
final class Newest {
    private final int maxEvents;
    private final long maxBytes;
    private final PriorityQueue<Kept> oldestFirst = new PriorityQueue<>(Kept.BY_TIME);
    private final Set<Kept.Name> names = new HashSet<>();
    private long bytes;
    private boolean shortened;

    Newest(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes the event, unless it is there already or older than all that fit.
     *
     * @param ring the number of the ring that it was found in
     */
    void offer(EventView view, RecordBatch batch, int record, int ring) {
        Kept oldest = oldestFirst.peek();
        boolean full = oldestFirst.size() >= maxEvents || shortened;
        if (full && (oldest == null || view.timeMicros() < oldest.timeMicros())) {
            return;
        }
        int offset = batch.offset(record);
        Kept event = new Kept(
                Arrays.copyOfRange(batch.bytes(), offset, offset + batch.length(record)),
                batch.level(record),
                batch.flags(record),
                batch.sequence(record),
                view.timeMicros(),
                view.runHigh(),
                view.runLow(),
                ring);
        if (event.sequence() != 0 && !names.add(event.eventName())) {
            return;
        }
        oldestFirst.add(event);
        bytes += event.cost();
        while (oldestFirst.size() > maxEvents || bytes > maxBytes) {
            shortened |= oldestFirst.size() <= maxEvents;
            drop(oldestFirst.remove());
        }
    }

    /** Lets go of all that was found in a ring. */
    void forget(int ring) {
        forget(event -> event.ring() == ring);
    }

    /**
     * Lets go of what earlier rings held of the processes that are in this one with newer events, unless these follow on
     * without a gap: some may have passed through this one and be gone.
     */
    void closeGapsBefore(int ring) {
        Map<UUID, Long> first = new HashMap<>();
        for (Kept event : oldestFirst) {
            if (event.ring() == ring) {
                first.merge(event.run(), event.sequence(), Math::min);
            }
        }
        first.entrySet().removeIf(one -> names.contains(nameOf(one.getKey(), one.getValue() - 1)));
        forget(event -> event.ring() != ring && event.sequence() < first.getOrDefault(event.run(), Long.MIN_VALUE));
    }

    private static Kept.Name nameOf(UUID run, long sequence) {
        return new Kept.Name(run.getMostSignificantBits(), run.getLeastSignificantBits(), sequence);
    }

    /** Whether older events were left out for lack of memory rather than by number. */
    boolean shortened() {
        return shortened;
    }

    /** What is there, oldest first. */
    Kept[] sorted() {
        Kept[] events = oldestFirst.toArray(new Kept[0]);
        Arrays.sort(events, Kept.BY_TIME);
        return events;
    }

    private void forget(Predicate<Kept> which) {
        oldestFirst.stream().filter(which).forEach(this::drop);
        oldestFirst.removeIf(which);
    }

    private void drop(Kept event) {
        names.remove(event.eventName());
        bytes -= event.cost();
    }
}
