package io.logrich.pipeline;

import io.logrich.pipeline.KeyRules.KeyRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of a call, in the order in which they came; used again and again like the call itself. One thread only. */
final class CallFields {
    private static final int USUAL = 8;
    private static final int MOST_KEPT = 64;

    /** Stands for a value that is in {@link #numbers}: a whole number that was never an object. */
    private static final Object NUMBER = new Object();

    private String[] keys = new String[USUAL];
    private @Nullable Object[] values = new Object[USUAL];
    private long[] numbers = new long[USUAL];
    private int count;

    /** What was found out about the keys of the last use, which mostly are those of the next one. */
    private final @Nullable KeyRule[] rules = new KeyRule[USUAL];

    int count() {
        return count;
    }

    void put(@Nullable String name, @Nullable Object value) {
        int index = indexFor(name); // may put larger arrays in the place of these
        values[index] = value;
    }

    void put(@Nullable String name, long value) {
        int index = indexFor(name);
        if (values[index] != NUMBER) {
            values[index] = NUMBER;
        }
        numbers[index] = value;
    }

    boolean has(String key) {
        return indexOf(key) >= 0;
    }

    String key(int field) {
        return keys[field];
    }

    @Nullable
    Object value(int field) {
        Object value = values[field];
        return value == NUMBER ? (Object) numbers[field] : value;
    }

    boolean isNumber(int field) {
        return values[field] == NUMBER;
    }

    /** The value of a field of which {@link #isNumber} is true. */
    long number(int field) {
        return numbers[field];
    }

    /** The rule for the key of a field. */
    KeyRule rule(int field, KeyRules all) {
        if (field >= rules.length) {
            return all.of(keys[field]);
        }
        KeyRule known = rules[field];
        if (known == null || known.key != keys[field] || known.maker != all) {
            known = all.of(keys[field]);
            rules[field] = known;
        }
        return known;
    }

    /** Lets go of the values, and of room that few calls need. */
    void forget() {
        if (count > MOST_KEPT) {
            keys = new String[USUAL];
            values = new Object[USUAL];
            numbers = new long[USUAL];
        } else {
            for (int i = 0; i < count; i++) {
                if (values[i] != NUMBER) {
                    values[i] = null;
                }
            }
        }
        count = 0;
    }

    private int indexOf(String key) {
        for (int i = 0; i < count; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private int indexFor(@Nullable String name) {
        String key = String.valueOf(name);
        int known = indexOf(key);
        if (known >= 0) {
            return known;
        }
        if (count == keys.length) {
            String[] moreKeys = Arrays.copyOf(keys, count * 2);
            @Nullable Object[] moreValues = Arrays.copyOf(values, count * 2);
            numbers = Arrays.copyOf(numbers, count * 2);
            keys = moreKeys; // all or none, also when there is no memory for all
            values = moreValues;
        }
        if (keys[count] != key) {
            keys[count] = key;
        }
        return count++;
    }
}
