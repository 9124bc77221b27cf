package io.logrich.spool;

import java.util.Arrays;
import java.util.HexFormat;

/** A record that a reader has delivered, copied. */
record Seen(int type, int level, int flags, long sequence, long origin, long end, byte[] payload) {
    static Seen of(RecordBatch batch, int i) {
        int offset = batch.offset(i);
        byte[] payload = Arrays.copyOfRange(batch.bytes(), offset, offset + batch.length(i));
        return new Seen(
                batch.type(i),
                batch.level(i),
                batch.flags(i),
                batch.sequence(i),
                batch.origin(i),
                batch.end(i),
                payload);
    }

    boolean isEvent() {
        return type == RecordLayout.TYPE_EVENT;
    }

    /** As {@code ring.py} prints it. */
    @Override
    public String toString() {
        String hex = payload.length == 0 ? "-" : HexFormat.of().formatHex(payload);
        return type + " " + level + " " + flags + " " + sequence + " " + origin + " " + end + " " + hex;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seen that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }
}
