package io.logrich.pipeline;

import io.logrich.pipeline.KeyRules.KeyRule;
import org.jspecify.annotations.Nullable;

/** A field of a call; used again and again like the call itself. One thread only. */
final class CallField {
    /** Stands for a value that is in {@link #number}: a whole number that was never an object. */
    private static final Object NUMBER = new Object();

    private String key = "";
    private @Nullable Object value;
    private long number;

    /** What was found out about the key in an earlier use; null if nothing was. */
    private @Nullable KeyRule rule;

    /** The field after it, of this use or an earlier one. */
    @Nullable
    CallField next;

    String key() {
        return key;
    }

    void key(String newKey) {
        key = newKey;
        rule = null;
    }

    void set(@Nullable Object newValue) {
        value = newValue;
    }

    /** What is there from the last use is not stored again: a reference in an old object costs the collector's barrier. */
    void set(long newValue) {
        if (value != NUMBER) {
            value = NUMBER;
        }
        number = newValue;
    }

    @Nullable
    Object value() {
        return isNumber() ? (Object) number : value;
    }

    boolean isNumber() {
        return value == NUMBER;
    }

    /** The value if {@link #isNumber}. */
    long number() {
        return number;
    }

    /** The rule for the key. */
    KeyRule rule(KeyRules all) {
        KeyRule known = rule;
        if (known == null || known.maker != all) {
            known = all.of(key);
            rule = known;
        }
        return known;
    }

    /** Lets go of the value. */
    void forget() {
        if (value != NUMBER) {
            value = null;
        }
    }
}
