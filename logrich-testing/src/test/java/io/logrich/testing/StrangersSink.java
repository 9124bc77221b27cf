package io.logrich.testing;

import io.logrich.event.LogEvent;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A sink as somebody might write it who has only read the interface: frames of length and text on a stream, at most
 * three events a write, since its imagined server takes no more.
 */
final class StrangersSink implements Sink {
    private static final int MOST = 3;

    private final DataOutputStream out;
    private boolean closed;

    StrangersSink(OutputStream stream) {
        this.out = new DataOutputStream(stream);
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        int taken = Math.min(MOST, batch.size());
        for (int i = 0; i < taken; i++) {
            LogEvent event = batch.event(i);
            byte[] text = event.message().getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
        return taken;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            out.close();
        }
    }
}
