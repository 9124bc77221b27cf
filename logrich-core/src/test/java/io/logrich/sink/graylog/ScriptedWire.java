package io.logrich.sink.graylog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A connection that says what it is told to. One thread only. */
final class ScriptedWire implements Wire {
    private static final Pattern MESSAGE = Pattern.compile("\"short_message\":\"([^\"]*)\"");

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int open = ALL; // what awaitMost answers
    long unacknowledged;
    int looks;
    boolean ended;
    boolean breaksWhileWaiting;
    boolean broken;
    Runnable afterLook = () -> {};

    /** The messages that it was given, in their order. */
    List<String> texts() {
        return MESSAGE.matcher(taken.toString(StandardCharsets.UTF_8))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Override
    public void write(ByteBuffer bytes, long deadline) {
        taken.write(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    @Override
    public int read(ByteBuffer into, long deadline) throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
        return ended ? -1 : 0;
    }

    @Override
    public void probe(long deadline) {
        unacknowledged = unacknowledged == 0 ? SendQueue.GONE : unacknowledged; // who has closed breaks the connection
    }

    @Override
    public int awaitMost(int written, long deadline) {
        broken = breaksWhileWaiting;
        return written > open ? open : ALL;
    }

    @Override
    public long unacknowledged() {
        looks++;
        long answer = unacknowledged;
        afterLook.run();
        return answer;
    }

    @Override
    public String description() {
        return "a script";
    }

    @Override
    public void close() {
        // nothing to let go of
    }
}
