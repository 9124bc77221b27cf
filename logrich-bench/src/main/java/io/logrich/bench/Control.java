package io.logrich.bench;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The control: what a program does that has no logging system. Strings are put together and go through a buffer, on the
 * caller's thread.
 */
final class Control implements Contender {
    private final OutputStream out;
    private final boolean json;

    private Control(OutputStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    static Control open(Target target) throws IOException {
        return switch (target.kind()) {
            case FILE -> new Control(new BufferedOutputStream(new FileOutputStream(target.where()), 64 * 1024), true);
            case CONSOLE ->
                new Control(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 64 * 1024), false);
            case NOTHING, PLACES -> new Control(OutputStream.nullOutputStream(), true);
            default -> throw new IllegalArgumentException(target.toString());
        };
    }

    @Override
    public void bind() {
        // the fields are in the text
    }

    @Override
    public Object log(int number) {
        return write(
                json
                        ? "{\"time\":\"" + Instant.now() + "\",\"level\":\"INFO\",\"logger\":\"bench\",\"thread\":\""
                                + Thread.currentThread().getName() + "\",\"message\":\"compressed " + "movie.mkv"
                                + "\",\"request_id\":\"req-4711\",\"user_id\":\"u-42\",\"user_name\":\"ada\""
                                + ",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span_id\":\"00f067aa0ba902b7\""
                                + ",\"chunk\":" + number + ",\"bytes_in\":" + 65_536 + ",\"codec\":\"deflate\"}\n"
                        : Instant.now() + " INFO compressed movie.mkv chunk=" + number + " bytes_in=" + 65_536
                                + " codec=deflate\n");
    }

    @Override
    public Object text(String text) {
        return write("{\"time\":\"" + Instant.now() + "\",\"level\":\"INFO\",\"message\":\"" + text + "\"}\n");
    }

    @Override
    public Object disabled() {
        return out;
    }

    @Override
    public Object failed(Throwable why) {
        return write(Instant.now() + " ERROR failed " + why + "\n");
    }

    private Object write(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            return line;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
