package io.logrich.pipeline;

import io.logrich.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done to an event that somebody should know: kept until the event has an id to name. One thread at a time. */
final class Notes {
    /** An event of a thousand bad values is worth one look, not a thousand. */
    private static final int MAX_NOTES = 32;

    private final List<Note> notes = new ArrayList<>(0);

    /** Takes note; details as name, value, name, value. */
    void add(String name, @Nullable Object... details) {
        if (notes.size() < MAX_NOTES) {
            notes.add(new Note(name, details));
        }
    }

    boolean isEmpty() {
        return notes.isEmpty();
    }

    void clear() {
        if (!notes.isEmpty()) {
            notes.clear();
        }
    }

    /** Reports everything of one event. */
    void tell(Diagnostics diagnostics, @Nullable String eventId, String logger) {
        for (Note note : notes) {
            @Nullable Object[] details = new Object[note.details.length + 4];
            details[0] = "event_id";
            details[1] = eventId;
            details[2] = "logger";
            details[3] = logger;
            System.arraycopy(note.details, 0, details, 4, note.details.length);
            diagnostics.report(note.name, details);
        }
        notes.clear();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Note(String name, @Nullable Object[] details) {}
}
