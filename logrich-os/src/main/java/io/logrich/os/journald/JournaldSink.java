package io.logrich.os.journald;

import io.logrich.settings.JournaldSettings;
import io.logrich.settings.SettingsException;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to journald, one entry each. Journald says nothing about what it has done with an entry; what we can know is
 * that it has read it. So what it has not read when its socket goes is sent again to the next one. One thread only.
 */
final class JournaldSink implements Sink {
    /** How long a write may wait for room: less than what counts as a failure, and less still if it has sent something. */
    private static final long FIRST_WAIT_NANOS = 120_000_000;

    private static final long NEXT_WAIT_NANOS = 40_000_000;
    private static final long FLUSH_NANOS = 100_000_000;
    private static final long CLOSE_NANOS = 1_000_000_000;
    private static final long LOOK_NANOS = 100_000;

    /** After so many entries, or bytes of them, we ask what has been read. */
    private static final int ASK_AFTER = 64;

    private static final int MOST_BYTES = 4 << 20;

    private final JournaldSettings settings;
    private final JournalEntry entry;
    private final InFlight inFlight = new InFlight();
    private @Nullable JournalSocket socket;
    private int sinceAsked;
    private boolean closed;

    private JournaldSink(JournaldSettings settings) {
        this.settings = settings;
        this.entry = new JournalEntry(settings.serviceField());
    }

    /**
     * Connects to journald. If nobody listens at a socket that is there, journald may be being started: then it is tried
     * again with each write.
     *
     * @throws SettingsException if there is no such socket, or it may not be used
     */
    static JournaldSink open(JournaldSettings settings) {
        JournaldSink sink = new JournaldSink(settings);
        try {
            sink.connected();
        } catch (JournalException failed) {
            if (!failed.mayPass() || !isSocket(settings.socket())) {
                throw refused(settings, failed);
            }
        } catch (IOException failed) {
            throw refused(settings, failed);
        }
        return sink;
    }

    private static SettingsException refused(JournaldSettings settings, IOException failed) {
        return new SettingsException(
                "journaldSocket", "must be a socket of journald (" + failed.getMessage() + ")", settings.socket());
    }

    private static boolean isSocket(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException absent) {
            return false;
        }
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        int taken = 0;
        try {
            if (sendAgain(System.nanoTime() + FIRST_WAIT_NANOS)) {
                long until = System.nanoTime() + FIRST_WAIT_NANOS;
                while (taken < batch.size() && sendOrWait(entry.of(batch.view(taken)), until)) {
                    taken++;
                    until = Math.min(until, System.nanoTime() + NEXT_WAIT_NANOS);
                }
            }
        } catch (IOException gone) {
            disconnect();
            if (taken == 0) {
                throw gone;
            } // else the next write meets it, and those that were sent are sent again
        } catch (RuntimeException ofOneEvent) {
            if (taken == 0) {
                throw ofOneEvent;
            } // else the next write begins with it
        }
        return taken;
    }

    /** Waits a moment for journald to read what it has been sent, so that its death is noticed. */
    @Override
    public void flush() throws IOException {
        awaitRead(FLUSH_NANOS);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            awaitRead(CLOSE_NANOS);
            if (!inFlight.isEmpty()) {
                throw new IOException("journald has not read " + inFlight.size() + " entries");
            }
        } finally {
            disconnect();
        }
    }

    private void awaitRead(long nanos) throws IOException {
        long until = System.nanoTime() + nanos;
        try {
            boolean sent = sendAgain(until);
            while (sent && !inFlight.isEmpty() && System.nanoTime() - until < 0) {
                forgetRead(connected());
                if (!inFlight.isEmpty()) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
            }
        } catch (IOException gone) {
            disconnect();
            throw gone;
        }
    }

    /** Sends what was lost with an earlier socket; false if there is no room for all of it. */
    private boolean sendAgain(long until) throws IOException {
        byte[] lost;
        while ((lost = inFlight.next()) != null) {
            if (!sendOrWait(connected(), lost, lost.length, until)) {
                return false;
            }
            inFlight.resent();
        }
        return true;
    }

    private boolean sendOrWait(Utf8Buffer bytes, long until) throws IOException {
        if (!sendOrWait(connected(), bytes.array(), bytes.size(), until)) {
            return false;
        }
        inFlight.sent(bytes.toByteArray());
        return true;
    }

    private boolean sendOrWait(JournalSocket to, byte[] bytes, int size, long until) throws IOException {
        if (++sinceAsked >= ASK_AFTER || inFlight.bytes() > MOST_BYTES / 2) {
            forgetRead(to);
        }
        while (inFlight.bytes() > MOST_BYTES || !to.send(bytes, size)) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            to.awaitRoom((int) Math.max(1, left / 1_000_000));
            LockSupport.parkNanos(LOOK_NANOS); // there may seem to be room and be none
            forgetRead(to);
        }
        return true;
    }

    private void forgetRead(JournalSocket from) throws IOException {
        int unread = from.unread();
        inFlight.forgetRead(unread, from.probe());
        sinceAsked = 0;
    }

    private JournalSocket connected() throws IOException {
        JournalSocket known = socket;
        if (known == null) {
            known = JournalSocket.connect(settings.socket());
            socket = known;
        }
        return known;
    }

    private void disconnect() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
        inFlight.lost();
    }
}
