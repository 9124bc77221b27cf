package io.logrich.spool;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ring that this process writes: its memory, its writer, and readers of it. Thread-safe. */
public final class Ring {
    private final RingMemory memory;
    private final RingHeader header;
    private final RingSource source;
    private final RingWriter writer;

    private Ring(RingMemory memory, RingHeader header, WriterSlots slots, long maxEvents) {
        this.memory = memory;
        this.header = header;
        this.source = RingSource.of(memory);
        this.writer = new RingWriter(memory, header, new Consumers(memory), slots, maxEvents);
    }

    /**
     * A ring in memory of this process alone: it ends with the process.
     *
     * @param maxEvents how many events may wait for the slowest consumer
     */
    public static Ring anonymous(RingHeader header, WriterSlots slots, long maxEvents) {
        return over(RingMemory.anonymous(header.capacity()), header, slots, maxEvents);
    }

    /** A ring in the given zeroed memory, which gets its header. */
    static Ring over(RingMemory memory, RingHeader header, WriterSlots slots, long maxEvents) {
        Rehearsal.once();
        header.writeTo(memory);
        return new Ring(memory, header, slots, maxEvents);
    }

    public RingHeader header() {
        return header;
    }

    public RingWriter writer() {
        return writer;
    }

    /** A reader of this ring for one thread. */
    public RingReader newReader() {
        return new RingReader(source, header);
    }

    /** Adds a consumer that has finished up to the given position. */
    public Consumer addConsumer(String name, long cursor, long events) throws IOException {
        return Consumer.create(source, name, cursor, events);
    }

    /** Adds the relay, which has finished up to the given position. */
    public Consumer addRelay(long cursor) throws IOException {
        return Consumer.relay(source, cursor, 0);
    }

    /** The consumer of that name, or null. */
    public @Nullable Consumer consumer(String name) throws IOException {
        return Consumer.find(source, name);
    }

    public List<Consumer> consumers() throws IOException {
        return Consumer.all(source);
    }

    /** Up to where every lane of the tree has finished with this ring's events, as the collector published it. */
    public long treeFinished() {
        return memory.getAcquire(RingLayout.TREE_FINISHED);
    }

    /** How many events of this ring every lane of the tree has finished, as the collector published it. */
    public long treeFinishedEvents() {
        return memory.getAcquire(RingLayout.TREE_FINISHED_EVENTS);
    }

    /** Writes what is in memory to the disk, if the ring is a file on one. Blocks. */
    public void force() {
        if (memory.buffer() instanceof MappedByteBuffer mapped) {
            mapped.force();
        }
    }
}
