package io.logrich.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a call, in the order in which they came; used again and again like the call itself. A chain and no arrays,
 * as there are few: a loop over arrays takes the compiler's code longer to begin than they are worth. One thread only.
 */
final class CallFields {
    private static final int MOST_KEPT = 64;

    /** What comes before the first field. */
    private final CallField head = new CallField();

    private CallField last = head;
    private int count;

    /** How many fields from the first one on, of this use and earlier ones, have keys that are all different. */
    private int distinct;

    int count() {
        return count;
    }

    void put(@Nullable String name, @Nullable Object value) {
        field(name).set(value);
    }

    void put(@Nullable String name, long value) {
        field(name).set(value);
    }

    boolean has(String key) {
        return find(key) != null;
    }

    /** The first field; null if there is none. */
    @Nullable
    CallField first() {
        return after(head);
    }

    /** The field after one of this use; null if it is the last one. */
    @Nullable
    CallField after(CallField field) {
        return field == last ? null : field.next;
    }

    /** The keys of this use, in a list that may be changed. */
    List<String> keys() {
        List<String> keys = new ArrayList<>(count);
        for (CallField field = first(); field != null; field = after(field)) {
            keys.add(field.key());
        }
        return keys;
    }

    /** Lets go of the values, and of room that few calls need. */
    void forget() {
        if (count > MOST_KEPT) {
            head.next = null;
        } else {
            for (CallField field = first(); field != null; field = after(field)) {
                field.forget();
            }
        }
        if (count > 0) {
            last = head;
            count = 0;
        }
    }

    private CallField field(@Nullable String name) {
        CallField next = last.next;
        if (next == null || next.key() != name || count >= distinct) {
            return other(String.valueOf(name), next);
        }
        last = next;
        count++;
        return next;
    }

    /** The field of a key that is not surely new, or a new one. */
    private CallField other(String key, @Nullable CallField unused) {
        CallField known = find(key);
        if (known != null) {
            return known;
        }
        CallField added = unused == null ? new CallField() : unused;
        added.key(key);
        last.next = added;
        last = added;
        count++;
        distinct = count;
        return added;
    }

    private @Nullable CallField find(String key) {
        for (CallField field = first(); field != null; field = after(field)) {
            if (field.key().equals(key)) {
                return field;
            }
        }
        return null;
    }
}
