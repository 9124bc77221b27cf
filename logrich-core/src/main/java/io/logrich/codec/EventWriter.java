package io.logrich.codec;

import io.logrich.text.Utf8Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event into a buffer, part by part, in the order of its bytes: {@link #begin}, {@link #message},
 * {@link #context}, {@link #extra} any number of times, {@link #excInfo}, {@link #stackInfo}, {@link #end}. One thread
 * only; reused for event after event.
 */
public final class EventWriter {
    private static final int MAX_NAME_CHARS = 512;

    private static final byte[] NOTHING = {};
    private static final long NO_EXTRA_NO_EXC_INFO = -1L << 32;

    private final Utf8Buffer out;
    private int part;

    /** The buffer's array if it begins with a head, and what that was made of: mostly the next event has the same one. */
    private byte[] headed = NOTHING;

    private byte[] headLogger = NOTHING;
    private byte[] headThread = NOTHING;
    private @Nullable UUID headRun;
    private int headEnd;

    public EventWriter(Utf8Buffer out) {
        this.out = out;
    }

    /** Starts an event; the buffer is cleared first. The arrays of names must not change. */
    public EventWriter begin(long timeMicros, UUID runId, byte[] loggerUtf8, byte[] threadUtf8) {
        if (out.array() == headed && loggerUtf8 == headLogger && threadUtf8 == headThread && runId == headRun) {
            out.size(headEnd);
            out.setLong(EventLayout.TIME, timeMicros);
            out.setLong(EventLayout.MESSAGE_LENGTH, 0); // and that of the context
            out.setLong(EventLayout.EXTRA_LENGTH, NO_EXTRA_NO_EXC_INFO);
            out.setInt(EventLayout.STACK_INFO_LENGTH, -1);
        } else {
            writeHead(timeMicros, runId, loggerUtf8, threadUtf8);
        }
        part = headEnd;
        return this;
    }

    private void writeHead(long timeMicros, UUID runId, byte[] loggerUtf8, byte[] threadUtf8) {
        headed = NOTHING; // until all of it is there
        int logger = Math.min(loggerUtf8.length, 0xffff);
        int thread = Math.min(threadUtf8.length, 0xffff);
        out.clear();
        out.putLong(timeMicros);
        out.putLong(runId.getMostSignificantBits()).putLong(runId.getLeastSignificantBits());
        out.putLong(logger | thread << 16 & 0xffff_ffffL).putLong(0).putInt(-1).putInt(-1);
        out.put(loggerUtf8, 0, logger);
        out.put(threadUtf8, 0, thread);
        headEnd = out.size();
        headLogger = loggerUtf8;
        headThread = threadUtf8;
        headRun = runId;
        headed = out.array();
    }

    /** Starts an event; of the thread's name the first 512 characters are kept. */
    public EventWriter begin(long timeMicros, UUID runId, byte[] loggerUtf8, CharSequence threadName) {
        String name = threadName.toString();
        String kept = name.substring(0, Math.min(name.length(), MAX_NAME_CHARS));
        return begin(timeMicros, runId, loggerUtf8, new Utf8Buffer(64).add(kept).toByteArray());
    }

    /** Ends the message, whose text has been added to the buffer. */
    public EventWriter messageAdded() {
        out.setInt(EventLayout.MESSAGE_LENGTH, out.size() - part);
        return this;
    }

    /** Ends the extra, whose entries have been added to the buffer by {@link #entry} and {@link #beginText}. */
    public EventWriter extraAdded() {
        out.setInt(EventLayout.EXTRA_LENGTH, out.size() - part);
        part = out.size();
        return this;
    }

    /** Ends the exc_info, whose text has been added to the buffer. */
    public EventWriter excInfoAdded() {
        out.setInt(EventLayout.EXC_INFO_LENGTH, out.size() - part);
        part = out.size();
        return this;
    }

    /** Ends the stack_info, whose text has been added to the buffer. */
    public EventWriter stackInfoAdded() {
        out.setInt(EventLayout.STACK_INFO_LENGTH, out.size() - part);
        return this;
    }

    /** An entry whose value is null, a Boolean, a number, text, or a list or map of such. */
    public EventWriter entry(EntryKey key, @Nullable Object value) {
        out.put(key.alone);
        ValueWriter.write(out, value);
        return this;
    }

    /** An entry whose value is a whole number. */
    public EventWriter entry(EntryKey key, long value) {
        out.put(key.beforeWhole, value);
        return this;
    }

    /**
     * Begins an entry whose value is a text, the bytes of which the caller adds to the buffer.
     *
     * @return where in the buffer the text begins, for {@link #textAdded}
     */
    public int beginText(EntryKey key) {
        return out.put(key.beforeText).size();
    }

    /** Ends a text. */
    public void textAdded(int begun) {
        out.setInt(begun - 4, out.size() - begun);
    }

    public EventWriter message(CharSequence message) {
        out.text(message);
        return messageAdded();
    }

    /** Text that is UTF-8 already. */
    public EventWriter message(byte[] utf8, int offset, int length) {
        out.put(utf8, offset, length);
        out.setInt(EventLayout.MESSAGE_LENGTH, length);
        return this;
    }

    /** The context, as {@link ContextEncoder} made it. */
    public EventWriter context(byte[] encoded) {
        out.put(encoded);
        out.setInt(EventLayout.CONTEXT_LENGTH, encoded.length);
        part = out.size();
        return this;
    }

    public EventWriter extra(String key, @Nullable Object value) {
        ValueWriter.writeEntry(out, key, value);
        out.setInt(EventLayout.EXTRA_LENGTH, out.size() - part);
        return this;
    }

    public EventWriter excInfo(@Nullable CharSequence text) {
        return optional(EventLayout.EXC_INFO_LENGTH, text);
    }

    public EventWriter stackInfo(@Nullable CharSequence text) {
        return optional(EventLayout.STACK_INFO_LENGTH, text);
    }

    /** The number of bytes of the finished event. */
    public int end() {
        return out.size();
    }

    private EventWriter optional(int lengthAt, @Nullable CharSequence text) {
        if (text != null) {
            out.setInt(lengthAt, out.text(text));
        }
        return this;
    }
}
