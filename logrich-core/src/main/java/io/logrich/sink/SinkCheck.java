package io.logrich.sink;

import java.io.IOException;

/**
 * For sinks, or their settings, that can say whether they could work now: {@code logrich doctor} asks them. Must come back
 * within seconds, deliver nothing, and leave nothing behind.
 */
@FunctionalInterface
public interface SinkCheck {
    /**
     * Looks whether events could be delivered now.
     *
     * @return what was found, in one line for people
     * @throws IOException if they could not; its message says why
     */
    String check() throws IOException;
}
