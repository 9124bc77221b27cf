package io.logrich.codec;

import io.logrich.text.FixedBytes;
import io.logrich.text.Utf8Buffer;

/** The key of an entry as its bytes are in an event, made once for a key that comes again. Immutable. */
public final class EntryKey {
    /** The key, its length before it. */
    final FixedBytes alone;

    /** The same, and what says that a whole number follows. */
    final FixedBytes beforeWhole;

    /** The same, and what says that a text follows, whose length is still 0. */
    final FixedBytes beforeText;

    private EntryKey(FixedBytes alone, FixedBytes beforeWhole, FixedBytes beforeText) {
        this.alone = alone;
        this.beforeWhole = beforeWhole;
        this.beforeText = beforeText;
    }

    /** Encodes a key; of a long one the beginning is kept. */
    public static EntryKey of(String key) {
        Utf8Buffer bytes = new Utf8Buffer(64);
        ValueWriter.writeKey(bytes, key);
        int length = bytes.size();
        FixedBytes alone = FixedBytes.of(bytes, 0);
        FixedBytes beforeWhole = FixedBytes.of(bytes.put((byte) EventLayout.WHOLE), 0);
        ValueWriter.begin(bytes.size(length), EventLayout.TEXT);
        return new EntryKey(alone, beforeWhole, FixedBytes.of(bytes, 0));
    }
}
