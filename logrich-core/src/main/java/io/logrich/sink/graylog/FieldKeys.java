package io.logrich.sink.graylog;

import io.logrich.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the names of one message's additional fields. Most are those of the messages before: what a key becomes that is a
 * valid name and not taken by anybody else is kept. As soon as a message has a key that is not so, its names are found by
 * {@link FieldNames} alone. One thread only.
 */
final class FieldKeys {
    private static final int PLACES = 512;
    private static final int PROBES = 4;
    private static final int LONGEST_KEPT = 64;

    private static final class Known {
        private final byte[] key;
        private final byte[] json;
        private int message; // the last one that has it

        Known(byte[] key) {
            this.key = key;
            this.json =
                    ("\"_" + new String(key, StandardCharsets.US_ASCII) + "\":").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final FieldNames names;
    private final @Nullable Known[] places = new Known[PLACES];
    private Known[] present = new Known[32];
    private int count;
    private int message;
    private boolean byNames;

    /** With names that no field may get, without the underscore. */
    FieldKeys(String... taken) {
        names = new FieldNames(taken);
    }

    /** Begins a message. */
    void clear() {
        message++;
        count = 0;
        byNames = false;
        names.clear();
    }

    /** Writes the name that a key becomes. */
    void write(JsonWriter json, byte[] key, int from, int length) {
        Known known = byNames ? null : known(key, from, length);
        if (known != null && known.message != message) {
            take(json, known);
            return;
        }
        byNames();
        names.add(key, from, length);
        json.key(names.array(), names.start(), names.length());
    }

    /** Writes the name that a key becomes; false if it is taken. */
    boolean writeIfFree(JsonWriter json, byte[] key) {
        Known known = byNames ? null : known(key, 0, key.length);
        if (known != null) {
            boolean free = known.message != message;
            if (free) {
                take(json, known);
            }
            return free;
        }
        byNames();
        boolean free = names.addIfFree(key);
        if (free) {
            json.key(names.array(), names.start(), names.length());
        }
        return free;
    }

    private void take(JsonWriter json, Known known) {
        known.message = message;
        if (count == present.length) {
            present = Arrays.copyOf(present, 2 * count);
        }
        present[count++] = known;
        json.keyConstant(known.json);
    }

    /** From now on names are compared as names. */
    private void byNames() {
        if (!byNames) {
            byNames = true;
            for (int i = 0; i < count; i++) {
                names.add(present[i].key, 0, present[i].key.length);
            }
        }
    }

    /** Null if the key is not one of those that are kept, or there is no place for it in this message. */
    private @Nullable Known known(byte[] key, int from, int length) {
        if (length > LONGEST_KEPT) {
            return null;
        }
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + key[i];
        }
        hash ^= hash >>> 15;
        int free = -1;
        for (int probe = 0; probe < PROBES; probe++) {
            int place = hash + probe & PLACES - 1;
            Known known = places[place];
            if (known != null && Arrays.equals(known.key, 0, known.key.length, key, from, from + length)) {
                return known;
            }
            if (free < 0 && (known == null || known.message != message)) {
                free = place;
            }
        }
        return free < 0 ? null : learn(free, key, from, length);
    }

    private @Nullable Known learn(int place, byte[] key, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (!FieldNames.isValid(key[i])) {
                return null;
            }
        }
        byte[] copy = Arrays.copyOfRange(key, from, from + length);
        boolean free = length > 0 && names.addIfFree(copy); // only those that are always taken are in there yet
        names.clear();
        if (!free) {
            return null;
        }
        Known known = new Known(copy);
        known.message = message - 1;
        places[place] = known;
        return known;
    }
}
