package io.logrich.render;

import io.logrich.codec.MalformedEventException;
import io.logrich.codec.ValueReader;
import io.logrich.text.Utf8Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields as they stand in a line, in the order of their keys; a key given again replaces its value. One thread only. */
final class FieldList {
    /** What one hostile event may make us keep. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final Utf8Buffer text = new Utf8Buffer(64);

    /** Of each field, in order: where its key begins, where its key ends and its value begins, where it ends. */
    private int[][] fields = new int[8][3];

    private int count;

    void clear() {
        text.shrinkTo(KEPT_BYTES);
        count = 0;
    }

    void put(ValueReader entry, FieldText writer) throws MalformedEventException {
        int start = text.size();
        writer.key(entry, text);
        int keyEnd = text.size();
        writer.value(entry, text);
        place(start, keyEnd);
    }

    /** Puts the reader's current value under a key of our own. */
    void put(String key, ValueReader value, FieldText writer) throws MalformedEventException {
        int start = text.size();
        text.ascii(key);
        int keyEnd = text.size();
        writer.value(value, text);
        place(start, keyEnd);
    }

    void put(String key, @Nullable Object value, FieldText writer) {
        int start = text.size();
        writer.key(key, text);
        int keyEnd = text.size();
        writer.value(value, text);
        place(start, keyEnd);
    }

    /** Adds {@code  key=value} for every field of two lists; where both have a key, the one of {@code upper} counts. */
    static void writeMerged(Utf8Buffer out, FieldList lower, FieldList upper) {
        int low = 0;
        int up = 0;
        while (low < lower.count || up < upper.count) {
            int order = low == lower.count ? 1 : up == upper.count ? -1 : compare(lower, low, upper, up);
            if (order < 0) {
                lower.write(low++, out);
            } else {
                upper.write(up++, out);
                low += order == 0 ? 1 : 0;
            }
        }
    }

    private void write(int index, Utf8Buffer out) {
        int[] field = fields[index];
        out.ascii(' ').put(text.array(), field[0], field[1] - field[0]);
        out.ascii('=').put(text.array(), field[1], field[2] - field[1]);
    }

    /** The order of UTF-8 is the order of code points. */
    private static int compare(FieldList left, int index, FieldList right, int other) {
        int[] one = left.fields[index];
        int[] two = right.fields[other];
        return Arrays.compareUnsigned(left.text.array(), one[0], one[1], right.text.array(), two[0], two[1]);
    }

    private void place(int start, int keyEnd) {
        if (count == fields.length) {
            grow();
        }
        fields[count][0] = start;
        fields[count][1] = keyEnd;
        fields[count][2] = text.size();
        int at = count;
        while (at > 0) {
            int order = compare(this, at - 1, this, at);
            if (order < 0) {
                break;
            } else if (order == 0) {
                replace(at - 1, at);
                return;
            }
            swap(at - 1, at);
            at--;
        }
        count++;
    }

    /** The newer field, which has sunk to {@code index + 1}, takes the place of the older. */
    private void replace(int older, int newer) {
        swap(older, newer);
        for (int i = newer; i < count; i++) {
            swap(i, i + 1);
        }
    }

    private void grow() {
        fields = Arrays.copyOf(fields, count * 2);
        for (int i = count; i < fields.length; i++) {
            fields[i] = new int[3];
        }
    }

    private void swap(int one, int two) {
        int[] field = fields[one];
        fields[one] = fields[two];
        fields[two] = field;
    }
}
