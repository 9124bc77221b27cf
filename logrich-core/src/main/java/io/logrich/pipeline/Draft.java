package io.logrich.pipeline;

import io.logrich.codec.EventWriter;
import io.logrich.context.LogContext;
import io.logrich.event.Fields;
import io.logrich.event.LogLevel;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.Ring;
import io.logrich.spool.WriterSlot;
import io.logrich.text.Utf8Buffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being made, on the thread that logs it. Drafts are used again and again, so that logging leaves no
 * garbage; one thread at a time. Stages read and change it; nothing else ever sees it.
 */
final class Draft {
    static final int USUAL_BYTES = 4 * 1024;
    private static final int KEEP_BYTES = 64 * 1024;
    private static final int USUAL_FIELDS = 16;
    private static final LogContext NO_CONTEXT = io.logrich.context.ContextFields.empty()
            .set("service", "unknown")
            .set("environment", "unknown")
            .set("job_id", "unknown")
            .build();

    final WriterSlot slot;
    final Utf8Buffer bytes = new Utf8Buffer(USUAL_BYTES);
    final EventWriter writer = new EventWriter(bytes);
    final CRC32C crc = new CRC32C();
    private final StringBuilder text = new StringBuilder();

    /** 1 while a thread uses this draft; written with a plain store when it is given back, which needs no stack. */
    volatile int busy;

    LogLevel level = LogLevel.INFO;
    LoggerName logger = LoggerName.NONE;
    CharSequence message = "";
    LogContext context = NO_CONTEXT;
    CharSequence threadName = "";
    long timeMicros;
    int flags;

    @Nullable
    Throwable thrown;

    @Nullable
    CharSequence excInfo;

    @Nullable
    CharSequence stackInfo;

    private String[] keys = new String[USUAL_FIELDS];
    private @Nullable Object[] values = new Object[USUAL_FIELDS];
    private int fields;

    /** The ring that took the last event. */
    Ring ring;

    Draft(WriterSlot slot, Ring ring) {
        this.slot = slot;
        this.ring = ring;
    }

    /** Begins an event; the last one is forgotten. */
    void begin(LogCall call) {
        forget();
        level = call.level();
        logger = call.logger();
        context = call.context();
        timeMicros = call.timeMicros();
        flags = call.flags();
        thrown = call.thrown();
        excInfo = call.excInfo();
        stackInfo = call.stackInfo();
        String name = call.threadName();
        threadName = name == null ? Thread.currentThread().getName() : name;
        message = call.parameterCount() == 0
                ? String.valueOf(call.message())
                : MessageFormatter.format(text, String.valueOf(call.message()), call);
        Fields given = call.fields();
        for (int i = 0; given != null && i < given.size(); i++) {
            field(given.key(i), given.value(i));
        }
    }

    /** Lets go of what belongs to the application, and of memory that an unusual event has taken. */
    private void forget() {
        truncateFields(0);
        if (bytes.array().length > KEEP_BYTES) {
            bytes.shrinkTo(USUAL_BYTES);
        }
        if (text.capacity() > KEEP_BYTES) {
            text.setLength(0);
            text.trimToSize();
        }
    }

    void field(String key, @Nullable Object value) {
        if (fields == keys.length) {
            keys = Arrays.copyOf(keys, fields * 2);
            values = Arrays.copyOf(values, fields * 2);
        }
        keys[fields] = key;
        values[fields++] = value;
    }

    void flag(int flag) {
        flags |= flag;
    }

    /** Whether the message is a line of a foreign program, which has limits of its own. */
    boolean isCaptured() {
        return (flags & RecordLayout.FLAG_CAPTURED) != 0;
    }

    int fieldCount() {
        return fields;
    }

    String key(int field) {
        return keys[field];
    }

    @Nullable
    Object value(int field) {
        return values[field];
    }

    void value(int field, @Nullable Object value) {
        values[field] = value;
    }

    /** Leaves out all fields from the given one on. */
    void truncateFields(int count) {
        Arrays.fill(values, count, fields, null);
        fields = count;
    }
}
