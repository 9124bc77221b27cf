package io.logrich.testing;

import io.logrich.sink.Sink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All that a stranger has to do to test a sink. */
final class StrangersSinkTest extends SinkContract {
    private final ByteArrayOutputStream destination = new ByteArrayOutputStream();
    private boolean broken;

    @Override
    protected Sink open() {
        return new StrangersSink(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                if (broken) {
                    throw new IOException("the destination is gone");
                }
                destination.write(one);
            }
        });
    }

    @Override
    protected List<String> delivered() throws IOException {
        List<String> messages = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(destination.toByteArray()));
        while (in.available() > 0) {
            messages.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        return messages;
    }

    @Override
    protected boolean breakDestination() {
        broken = true;
        return true;
    }
}
