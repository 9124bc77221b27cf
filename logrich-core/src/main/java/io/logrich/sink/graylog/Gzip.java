package io.logrich.sink.graylog;

import io.logrich.text.Utf8Buffer;
import java.io.Closeable;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses as RFC 1952 says, each time anew with the same tools. One thread only. */
final class Gzip implements Closeable {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int STEP = 8192;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 checksum = new CRC32();

    /** Adds the compressed form. */
    void write(byte[] bytes, int start, int length, Utf8Buffer out) {
        out.put(HEADER);
        deflater.reset();
        deflater.setInput(bytes, start, length);
        deflater.finish();
        while (!deflater.finished()) {
            out.reserve(STEP);
            int more = deflater.deflate(out.array(), out.size(), STEP);
            out.size(out.size() + more);
        }
        checksum.reset();
        checksum.update(bytes, start, length);
        out.putInt((int) checksum.getValue()).putInt(length);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
