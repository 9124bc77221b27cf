package io.logrich.sink.graylog;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads the answers to requests, one after the other (RFC 9112). One connection and one thread only. */
final class HttpAnswers {
    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 1000;

    /** No answer to an event is as long, and one that never ends would hold its lane for ever. */
    private static final int MAX_ANSWER = 1 << 20;

    private static final int UNTIL_END = -1;
    private static final int CHUNKED = -2;

    private final Wire wire;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024).flip();
    private final StringBuilder line = new StringBuilder();
    private boolean last;

    /** What has come since an answer was waited for. */
    private long come;

    HttpAnswers(Wire wire) {
        this.wire = wire;
    }

    /** Whether no answer can follow on this connection. */
    boolean isLast() {
        return last;
    }

    /** Whether something has come that nobody asked for, or the end. */
    boolean hasSomething(long now) throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            try {
                if (wire.read(in, now) < 0) {
                    return true;
                }
            } finally {
                in.flip();
            }
        }
        return in.hasRemaining();
    }

    /** The status of the next answer; its body is passed over. Interim answers do not count. */
    int next(long deadline) throws IOException {
        come = 0;
        while (true) {
            int status = statusOf(line(deadline));
            long length = headers(deadline);
            if (status >= 200) {
                body(status == 204 || status == 304 ? 0 : length, deadline);
                return status;
            }
        }
    }

    private int statusOf(String statusLine) throws IOException {
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-9]\\d\\d")) {
            throw new IOException(wire.description() + " does not answer in HTTP: " + statusLine);
        }
        last = parts[0].equals("HTTP/1.0");
        return Integer.parseInt(parts[1]);
    }

    /** Reads to the end of the headers; the length of the body, or one of the constants. */
    private long headers(long deadline) throws IOException {
        long length = UNTIL_END;
        boolean chunked = false;
        for (int i = 0; i < MAX_HEADERS; i++) {
            String header = line(deadline);
            if (header.isEmpty()) {
                return chunked ? CHUNKED : length;
            }
            int colon = Math.max(0, header.indexOf(':'));
            String value = header.substring(Math.min(header.length(), colon + 1))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            switch (header.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = number(value, 10);
                case "transfer-encoding" -> chunked = value.endsWith("chunked");
                case "connection" -> last = value.contains("close") || last && !value.contains("keep-alive");
                default -> {
                    // of no concern
                }
            }
        }
        throw new IOException(wire.description() + " answers with too many headers");
    }

    private void body(long length, long deadline) throws IOException {
        if (length == CHUNKED) {
            for (long size = chunk(deadline); size > 0; size = chunk(deadline)) {
                skip(size, deadline);
                line(deadline);
            }
            while (!line(deadline).isEmpty()) {
                // trailers
            }
        } else if (length == UNTIL_END) {
            last = true; // we do not wait for it
        } else {
            skip(length, deadline);
        }
    }

    private long chunk(long deadline) throws IOException {
        String size = line(deadline);
        int extension = size.indexOf(';');
        return number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
    }

    private long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new IOException(wire.description() + " answers with a length that is none: " + text);
    }

    private void skip(long length, long deadline) throws IOException {
        long left = length;
        while (left > 0) {
            fill(deadline);
            int here = (int) Math.min(left, in.remaining());
            in.position(in.position() + here);
            left -= here;
        }
    }

    private String line(long deadline) throws IOException {
        line.setLength(0);
        while (true) {
            fill(deadline);
            char c = (char) (in.get() & 0xff);
            if (c == '\n') {
                int length = line.length();
                if (length > 0 && line.charAt(length - 1) == '\r') {
                    line.setLength(length - 1);
                }
                return line.toString();
            }
            if (line.length() == MAX_LINE) {
                throw new IOException(wire.description() + " answers with a line that has no end");
            }
            line.append(c);
        }
    }

    private void fill(long deadline) throws IOException {
        if (in.hasRemaining()) {
            return;
        }
        in.clear();
        int got;
        try {
            got = wire.read(in, deadline);
        } finally {
            in.flip();
        }
        if (got < 0) {
            throw new EOFException(wire.description() + " has closed the connection without an answer");
        } else if (got == 0) {
            throw new SocketTimeoutException(wire.description() + " does not answer in time");
        }
        come += got;
        if (come > MAX_ANSWER) {
            throw new IOException(wire.description() + " answers with more than " + MAX_ANSWER + " bytes");
        }
    }
}
