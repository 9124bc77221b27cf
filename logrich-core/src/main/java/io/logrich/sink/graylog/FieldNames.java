package io.logrich.sink.graylog;

import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of one message's additional fields: valid in GELF, and each once. A name that is taken, by a field of ours or
 * by one that Graylog itself fills, gets {@code _2}, {@code _3} and so on at its end. One thread only; allocates only to
 * grow.
 */
final class FieldNames {
    /** No name is longer, the underscore at its beginning not counted. */
    static final int MAX_LENGTH = 200;

    private static final int ENTRY = 2; // start and length

    private final Utf8Buffer bytes = new Utf8Buffer(2048);
    private final int reserved;
    private final int reservedBytes;
    private final int[] reservedTable;
    private int[] entries = new int[ENTRY * 128];
    private int[] table = new int[256]; // number of the entry plus 1, by hash; never full
    private int count;

    /** Names that no field may get, without the underscore. */
    FieldNames(String... taken) {
        for (String name : taken) {
            byte[] key = name.getBytes(StandardCharsets.US_ASCII);
            add(key, 0, key.length);
        }
        reserved = count;
        reservedBytes = bytes.size();
        reservedTable = table.clone();
    }

    /** Forgets all but the names that are always taken. */
    void clear() {
        if (count > reserved) {
            count = reserved;
            bytes.size(reservedBytes);
            if (table.length == reservedTable.length) {
                System.arraycopy(reservedTable, 0, table, 0, table.length);
            } else {
                table = reservedTable.clone();
            }
        }
    }

    /** Takes the name that a key becomes, see {@link #array()}. */
    void add(byte[] key, int from, int length) {
        int start = bytes.size();
        write(key, from, length);
        int plain = bytes.size();
        for (int number = 2; !enter(start); number++) {
            bytes.size(plain).ascii('_').decimal(number);
        }
    }

    /** Takes the name that a key becomes; false if it is taken. */
    boolean addIfFree(byte[] key) {
        int start = bytes.size();
        write(key, 0, key.length);
        boolean free = enter(start);
        if (!free) {
            bytes.size(start);
        }
        return free;
    }

    private void write(byte[] key, int from, int length) {
        int start = bytes.size();
        bytes.ascii('_');
        for (int i = from; i < from + length && bytes.size() - start <= MAX_LENGTH; i++) {
            byte b = key[i];
            if (isValid(b)) {
                bytes.put(b);
            } else if ((b & 0xc0) != 0x80) {
                bytes.ascii('_'); // one for each character, whatever its length
            }
        }
        if (bytes.size() == start + 1) {
            bytes.ascii("field");
        }
    }

    /** The memory that the last name lies in. */
    byte[] array() {
        return bytes.array();
    }

    int start() {
        return entries[ENTRY * (count - 1)];
    }

    int length() {
        return entries[ENTRY * (count - 1) + 1];
    }

    /** Notes the name from there to the end; false if it is taken. */
    private boolean enter(int start) {
        int length = bytes.size() - start;
        int slot = slotOf(start, length);
        if (table[slot] != 0) {
            return false;
        }
        if (ENTRY * (count + 1) > entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        entries[ENTRY * count] = start;
        entries[ENTRY * count + 1] = length;
        table[slot] = ++count;
        if (2 * count > table.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int i = 0; i < count; i++) {
            table[slotOf(entries[ENTRY * i], entries[ENTRY * i + 1])] = i + 1;
        }
    }

    /** Where the name is, or would be. */
    private int slotOf(int start, int length) {
        byte[] array = bytes.array();
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + array[i];
        }
        int slot = (hash ^ hash >>> 15) & table.length - 1;
        while (table[slot] != 0 && !isEntry(table[slot] - 1, start, length)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean isEntry(int entry, int start, int length) {
        int other = entries[ENTRY * entry];
        byte[] array = bytes.array();
        return entries[ENTRY * entry + 1] == length
                && Arrays.equals(array, other, other + length, array, start, start + length);
    }

    /** Whether a byte of a key may stand in a name. */
    static boolean isValid(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '.' || b == '-';
    }
}
