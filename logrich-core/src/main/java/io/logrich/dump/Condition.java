package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;

/** Something that an event must be or have to be shown. Stateless. */
@FunctionalInterface
interface Condition {
    /**
     * Whether it holds.
     *
     * @throws MalformedEventException if the part of the event that it is about cannot be read
     * @throws TooMuchWork if looking for it takes too long
     */
    boolean holds(EventView event) throws MalformedEventException;
}
