package io.logrich.dump;

import io.logrich.spool.RingHeader;
import io.logrich.text.JsonReader;
import java.util.Map;

/**
 * What to call a process in a dump. Immutable.
 *
 * @param pid its number
 * @param name what it calls itself, not empty
 */
record ProcessLabel(long pid, String name) {
    /** The label of the process that a ring belongs to, as far as its attributes can be believed. */
    static ProcessLabel of(RingHeader header) {
        String name = "process";
        try {
            if (JsonReader.read(header.attributes()) instanceof Map<?, ?> known
                    && known.get("name") instanceof String given
                    && !given.isBlank()) {
                name = given;
            }
        } catch (RuntimeException foreign) {
            // the ring was written by somebody else, and its number must do
        }
        return new ProcessLabel(header.origin().pid(), name);
    }
}
