package io.logrich.sink.graylog;

import java.nio.ByteBuffer;

/**
 * Cuts messages into the chunks of GELF over UDP: {@code 1e 0f}, eight bytes that tell messages apart, number and count. One
 * thread only.
 */
final class Chunks {
    /** Graylog drops a message of more. */
    static final int MOST = 128;

    private static final int HEADER = 12;

    private final int datagram;
    private final ByteBuffer chunk;
    private final long origin;
    private long messages;

    /**
     * For datagrams of so many bytes.
     *
     * @param origin anything that no other sender has
     */
    Chunks(int datagram, long origin) {
        this.datagram = datagram;
        this.origin = origin;
        this.chunk = ByteBuffer.allocate(datagram);
    }

    /** How many bytes a message may have. */
    int mostBytes() {
        return MOST * (datagram - HEADER);
    }

    /** Whether a message goes without chunks. */
    boolean isWhole(int length) {
        return length <= datagram;
    }

    /** Begins a message that does not go without; how many chunks it has. */
    int begin(int length) {
        messages++;
        int room = datagram - HEADER;
        return (length + room - 1) / room;
    }

    /** A chunk of the present message, valid until the next. */
    ByteBuffer chunk(byte[] message, int length, int number, int count) {
        int room = datagram - HEADER;
        int from = number * room;
        return chunk.clear()
                .put((byte) 0x1e)
                .put((byte) 0x0f)
                .putLong(mixed(origin + messages))
                .put((byte) number)
                .put((byte) count)
                .put(message, from, Math.min(room, length - from))
                .flip();
    }

    /** Two numbers never become the same one (the finaliser of SplitMix64, Steele, Lea and Flood 2014). */
    private static long mixed(long number) {
        long z = number * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
