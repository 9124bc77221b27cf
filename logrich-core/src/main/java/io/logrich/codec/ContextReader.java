package io.logrich.codec;

import io.logrich.context.ContextField;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import org.jspecify.annotations.Nullable;

/** Steps over the fields of an event's context. One thread only. */
public final class ContextReader {
    private static final ContextField[] FIELDS = ContextField.values();
    private static final String UNKNOWN = "unknown";

    private final byte[] bytes;
    private final int end;
    private int next;
    private int number;
    private @Nullable ValueReader value;

    ContextReader(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.next = start;
        this.end = start + length;
    }

    /** Steps to the next field; false at the end. */
    public boolean advance() throws MalformedEventException {
        if (next >= end) {
            return false;
        }
        number = bytes[next];
        ValueReader reader = ValueReader.ofOne(bytes, next + 1, end - next - 1);
        next = reader.position();
        value = reader;
        return true;
    }

    /** The current field, or null for {@code extra} and for fields of later versions. */
    public @Nullable ContextField field() {
        return number >= 1 && number <= FIELDS.length ? FIELDS[number - 1] : null;
    }

    /** Whether the current field is {@code extra}. */
    public boolean isExtra() {
        return number == EventLayout.CONTEXT_EXTRA;
    }

    /** The value of the current field. */
    public ValueReader value() {
        return java.util.Objects.requireNonNull(value, "advance() comes first");
    }

    /** The context as an object; required fields that the writer left out read {@code unknown}. */
    public LogContext toContext() throws MalformedEventException {
        ContextFields fields = ContextFields.empty()
                .set("service", UNKNOWN)
                .set("environment", UNKNOWN)
                .set("job_id", UNKNOWN);
        try {
            while (advance()) {
                ContextField field = field();
                if (field != null) {
                    fields.set(field.key(), value().value());
                } else if (isExtra()) {
                    fields.set("extra", value().value());
                }
            }
            return fields.build();
        } catch (IllegalArgumentException wrong) {
            throw new MalformedEventException("a context that is none: " + wrong.getMessage());
        }
    }
}
