package io.logrich.codec;

import io.logrich.codec.EventView.Part;
import io.logrich.text.LittleEndian;

/**
 * Looks at every byte of an event that another process wrote, before anybody relies on it: all values can be walked, all
 * text is UTF-8. A context that was found good is not walked again, only compared. One thread only.
 */
public final class EventCheck {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final ValueReader extra = new ValueReader();
    private final KnownContexts<Boolean> good = new KnownContexts<>() {
        @Override
        protected Boolean make(EventView event) throws MalformedEventException {
            checkContext(event);
            return true;
        }
    };

    /** Knows no context yet. */
    public EventCheck() {}

    /**
     * Checks an event.
     *
     * @throws MalformedEventException if it is none
     */
    public void check(EventView event) throws MalformedEventException {
        text(event, Part.LOGGER);
        text(event, Part.THREAD);
        text(event, Part.MESSAGE);
        text(event, Part.EXC_INFO);
        text(event, Part.STACK_INFO);
        event.extra(extra);
        extra.checkAll();
        if (good.of(event) == null) {
            checkContext(event); // too long to be kept
        }
    }

    private static void checkContext(EventView event) throws MalformedEventException {
        ContextReader context = event.context();
        while (context.advance()) {
            context.value().checkCurrent();
        }
    }

    /** Whether these bytes are UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF). */
    static boolean isUtf8(byte[] bytes, int offset, int length) {
        return isSurelyAscii(bytes, offset, length) || areCharacters(bytes, offset, offset + length);
    }

    /** Whether all bytes are ASCII; false says nothing. The last word may overlap the one before it. */
    private static boolean isSurelyAscii(byte[] bytes, int offset, int length) {
        if (length < 8) {
            return bytes.length - offset >= 8
                    && (LittleEndian.getLong(bytes, offset) & HIGH_BITS & ~(-1L << 8 * length)) == 0;
        }
        int last = offset + length - 8;
        long seen = LittleEndian.getLong(bytes, last);
        for (int at = offset; at < last; at += 8) {
            seen |= LittleEndian.getLong(bytes, at);
        }
        return (seen & HIGH_BITS) == 0;
    }

    private static boolean areCharacters(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (end - at >= 8 && (LittleEndian.getLong(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
                continue;
            }
            int size = sequenceLength(bytes, at, end);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    private static void text(EventView event, Part part) throws MalformedEventException {
        if (!isUtf8(event.bytes(), event.start(part), event.length(part))) {
            throw new MalformedEventException("a text that is not UTF-8");
        }
    }

    /** The length of the character at that place, 0 if there is none. */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || size > end - at) {
            return 0;
        }
        int point = first & 0x7f >> size;
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
            point = point << 6 | bytes[at + i] & 0x3f;
        }
        boolean overlong = size == 3 && point < 0x800 || size == 4 && point < 0x10000;
        boolean outside = point > 0x10ffff || point >= 0xd800 && point < 0xe000;
        return overlong || outside ? 0 : size;
    }
}
