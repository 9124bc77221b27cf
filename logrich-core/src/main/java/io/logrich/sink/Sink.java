package io.logrich.sink;

import java.io.Closeable;
import java.io.IOException;

/**
 * A destination of events. All calls of one sink come from one thread, its lane's, so an implementation needs no locks.
 * It may throw and it may block: its lane deals with both, and nobody else is disturbed. It keeps nothing of a batch
 * after {@code write} has returned.
 *
 * <p>What a sink logs itself through logrich goes to the console alone, and is dropped if the sink is the console.
 */
public interface Sink extends Closeable {
    /**
     * Writes events, from the first on, and says how many the destination has taken. Fewer than all means: the rest again
     * later, starting with the first that was not taken; events that are counted as taken are never offered again.
     *
     * @return from 0 to {@code batch.size()}
     * @throws IOException if the destination fails; none of the batch counts as taken then, and all of it is offered again
     */
    int write(EventBatch batch) throws IOException;

    /** Pushes on what the sink itself still holds back. Called when its lane has nothing more to write. */
    default void flush() throws IOException {}

    /** Lets go of everything. Called once, after the last write. */
    @Override
    default void close() throws IOException {}
}
