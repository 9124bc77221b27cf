package io.logrich.pipeline;

import io.logrich.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done to an event that somebody should know: kept until the event has an id to name. One thread at a time. */
final class Notes {
    /** An event of a thousand bad values is worth one look, not a thousand. */
    private static final int MAX_NOTES = 32;

    /** The parts of an event that have limits. */
    enum Part {
        MESSAGE,
        EXTRA,
        CONTEXT_EXTRA
    }

    private final List<Note> notes = new ArrayList<>(0);

    /** A text or a list was cut. */
    void cut(Part part, String reason, int before, int after, String key) {
        switch (part) {
            case MESSAGE ->
                note("message_truncated", "reason", "message", "original_length", before, "new_length", after);
            case EXTRA ->
                note(
                        "extra_value_truncated",
                        "reason",
                        reason,
                        "original_length",
                        before,
                        "new_length",
                        after,
                        "key",
                        key);
            case CONTEXT_EXTRA ->
                note(
                        "context_extra_value_truncated",
                        "reason",
                        reason,
                        "original_length",
                        before,
                        "new_length",
                        after,
                        "key",
                        key);
        }
    }

    /** Keys of a map were left out; the map is the part itself if its own key is empty. */
    void keysDropped(Part part, List<String> dropped, int limit, String key) {
        if (part == Part.CONTEXT_EXTRA) {
            note("context_extra_keys_dropped", "dropped_keys", dropped, "limit", limit, "key", key);
        } else {
            note("extra_keys_dropped", "dropped_keys", dropped, "limit", limit, "key", key);
        }
    }

    /** The last fields were left out. */
    void trimmed(List<String> removed, int limit) {
        note("extra_total_trimmed", "removed", removed, "limit", limit);
    }

    /** Frames of a stack trace were left out. */
    void framesRemoved(int frames) {
        note("exc_info_truncated", "frames_removed", frames);
    }

    /** Message and parameters do not go together. */
    void formatFailed(String error) {
        note("message_format_failed", "error", error);
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
    void report(Diagnostics diagnostics, @Nullable String eventId, String logger) {
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

    private void note(String name, @Nullable Object... details) {
        if (notes.size() < MAX_NOTES) {
            notes.add(new Note(name, details));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Note(String name, @Nullable Object[] details) {}
}
