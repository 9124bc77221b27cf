package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The contexts that were shown last, ready to be shown again: most events share few. One thread only. */
final class ContextTexts {
    private static final int PLACES = 256;
    private static final int LONGEST_KEPT = 4096;

    private final CRC32C hash = new CRC32C();
    private final @Nullable ContextText[] places = new ContextText[PLACES];

    /** Most events have the same context as the one before. */
    private @Nullable ContextText newest;

    ContextText of(EventView event) {
        int start = event.start(Part.CONTEXT);
        int length = event.length(Part.CONTEXT);
        ContextText last = newest;
        if (last != null && last.isOf(event.bytes(), start, length)) {
            return last;
        }
        ContextText found = lookUp(event, start, length);
        newest = length <= LONGEST_KEPT ? found : null;
        return found;
    }

    private ContextText lookUp(EventView event, int start, int length) {
        hash.reset();
        hash.update(event.bytes(), start, length);
        int place = (int) hash.getValue() & PLACES - 1;
        ContextText known = places[place];
        if (known != null && known.isOf(event.bytes(), start, length)) {
            return known;
        }
        ContextText fresh = new ContextText(event);
        if (length <= LONGEST_KEPT) {
            places[place] = fresh;
        }
        return fresh;
    }
}
