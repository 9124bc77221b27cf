package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the contexts that were seen last, to be used again: most events have the context of the event before,
 * byte for byte. One thread only.
 *
 * @param <T> what is made of a context; it must not change
 */
public abstract class KnownContexts<T> {
    private static final int PLACES = 128;
    private static final int LONGEST_KEPT = 4096;

    private record Known<T>(byte[] context, T made) {
        boolean isOf(byte[] bytes, int start, int length) {
            return Arrays.equals(context, 0, context.length, bytes, start, start + length);
        }
    }

    private final CRC32C hash = new CRC32C();

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
    private final @Nullable Known<T>[] places = new Known[PLACES];

    private @Nullable Known<T> newest;

    /** Knows nothing yet. */
    protected KnownContexts() {}

    /** Makes something of an event's context. */
    protected abstract T make(EventView event) throws MalformedEventException;

    /** What has been made of an event's context, or null if it is too long to be kept. */
    public final @Nullable T of(EventView event) throws MalformedEventException {
        int start = event.start(Part.CONTEXT);
        int length = event.length(Part.CONTEXT);
        Known<T> known = newest;
        if (known == null || !known.isOf(event.bytes(), start, length)) {
            if (length > LONGEST_KEPT) {
                return null;
            }
            known = lookUp(event, start, length);
            newest = known;
        }
        return known.made;
    }

    private Known<T> lookUp(EventView event, int start, int length) throws MalformedEventException {
        hash.reset();
        hash.update(event.bytes(), start, length);
        int place = (int) hash.getValue() & PLACES - 1;
        Known<T> known = places[place];
        if (known == null || !known.isOf(event.bytes(), start, length)) {
            known = new Known<>(Arrays.copyOfRange(event.bytes(), start, start + length), make(event));
            places[place] = known;
        }
        return known;
    }
}
