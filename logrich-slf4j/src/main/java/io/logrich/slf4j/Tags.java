package io.logrich.slf4j;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Markers as a field: the names of the markers, and of those they refer to, in the order in which they were given. */
final class Tags {
    private static final String FIELD = "tags";

    /** A marker that refers to thousands of others is somebody's mistake. */
    private static final int MOST = 64;

    /** What the bridge of commons-logging puts on each event, which says nothing about it. */
    private static final Set<String> NOISE = Set.of("COMMONS-LOGGING");

    private Tags() {}

    /** The field for one marker; null if there is nothing to say. */
    static @Nullable Map<String, ?> of(@Nullable Marker marker) {
        return marker == null ? null : of(List.of(marker));
    }

    /** The field for several. */
    static @Nullable Map<String, ?> of(@Nullable Collection<Marker> markers) {
        if (markers == null || markers.isEmpty()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        try {
            markers.forEach(marker -> add(marker, names));
        } catch (RuntimeException foreign) {
            names.add("[markers failed: " + foreign.getClass().getName() + "]");
        }
        names.removeAll(NOISE);
        return names.isEmpty() ? null : Map.of(FIELD, List.copyOf(names));
    }

    @SuppressWarnings("deprecation") // markers that refer to others are not made any more, but exist
    private static void add(@Nullable Marker marker, Set<String> names) {
        if (marker != null && names.size() < MOST && names.add(marker.getName())) {
            for (Iterator<Marker> references = marker.iterator(); references.hasNext(); ) {
                add(references.next(), names);
            }
        }
    }
}
