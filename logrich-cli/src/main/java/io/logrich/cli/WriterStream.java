package io.logrich.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Takes UTF-8 and passes it on as characters, to a writer that knows what its terminal can show. One thread only. */
final class WriterStream extends OutputStream {
    private static final int CHUNK = 16 * 1024;

    private final Writer target;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharBuffer characters = CharBuffer.allocate(CHUNK);

    WriterStream(Writer target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            int part = Math.min(bytes.remaining(), offset + length - at);
            bytes.put(from, at, part);
            at += part;
            decode(false);
        }
    }

    /** Passes on what has gathered; the target stays open. */
    @Override
    public void close() throws IOException {
        decode(true);
        target.flush();
    }

    private void decode(boolean last) throws IOException {
        bytes.flip();
        decoder.decode(bytes, characters, last);
        bytes.compact(); // half a character stays for the next time
        characters.flip();
        target.append(characters);
        characters.clear();
    }
}
