package io.logrich.dump;

import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Gives the same number to the same bytes, and keeps what is written about new ones until it is asked for. One thread only. */
final class Numbers {
    private final Map<ByteBuffer, Integer> known = new HashMap<>();
    private final Utf8Buffer fresh = new Utf8Buffer(1024);
    private JsonWriter json = new JsonWriter(fresh);
    private int last = -1;

    /** The number of these bytes, or -1 if they are new. */
    int numberOf(byte[] bytes, int offset, int length) {
        return known.getOrDefault(ByteBuffer.wrap(bytes, offset, length), -1);
    }

    /** Where to say what the next number stands for, once. */
    JsonWriter next() {
        return json;
    }

    /** Gives these bytes the next number. */
    int add(byte[] bytes, int offset, int length) {
        last++;
        known.put(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)), last);
        return last;
    }

    /** Hands out what was written about new ones. */
    void writeNewTo(Utf8Buffer out) {
        out.put(fresh.array(), 0, fresh.size());
        fresh.clear();
        json = new JsonWriter(fresh);
    }
}
