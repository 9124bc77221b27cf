package io.logrich.codec;

import io.logrich.text.LittleEndian;
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

    private final Utf8Buffer out;
    private int part;

    public EventWriter(Utf8Buffer out) {
        this.out = out;
    }

    /** Starts an event; the buffer is cleared first. */
    public EventWriter begin(long timeMicros, UUID runId, byte[] loggerUtf8, CharSequence threadName) {
        out.clear();
        out.putLong(timeMicros);
        out.putLong(runId.getMostSignificantBits()).putLong(runId.getLeastSignificantBits());
        int logger = Math.min(loggerUtf8.length, 0xffff);
        out.putLong(logger).putLong(0).putInt(-1).putInt(-1);
        out.put(loggerUtf8, 0, logger);
        int thread = out.text(threadName, 0, Math.min(threadName.length(), MAX_NAME_CHARS));
        LittleEndian.putShort(out.array(), EventLayout.THREAD_LENGTH, thread);
        return this;
    }

    public EventWriter message(CharSequence message) {
        out.setInt(EventLayout.MESSAGE_LENGTH, out.text(message));
        return this;
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
