package io.logrich.sink;

import io.logrich.codec.EventView;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;

/** Some events, in the order in which they are to be written. Valid during one {@link Sink#write}; one thread only. */
public interface EventBatch {
    /** How many events there are, at least one. */
    int size();

    /** The level of an event, without looking at its bytes. */
    LogLevel level(int index);

    /**
     * An event as bytes, for sinks that copy text without making strings. The view is the same object each time: it shows
     * the event that was asked for last.
     */
    EventView view(int index);

    /** An event as an object that may be kept. */
    LogEvent event(int index);
}
