package io.logrich.codec;

import io.logrich.context.ContextField;
import io.logrich.context.LogContext;
import io.logrich.text.Utf8Buffer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes the bytes of a context. One instance per runtime, since what is made depends on its scrubbing and is kept with
 * the context. Thread-safe.
 */
public final class ContextEncoder implements Function<LogContext, byte[]> {
    private static final ContextField[] FIELDS = ContextField.values();

    private final UnaryOperator<LogContext> filter;

    /**
     * An encoder that passes each context through a filter first.
     *
     * @param filter masks secrets and cuts what is too long
     */
    public ContextEncoder(UnaryOperator<LogContext> filter) {
        this.filter = filter;
    }

    /** An encoder that takes everything as it is. */
    public static ContextEncoder plain() {
        return new ContextEncoder(UnaryOperator.identity());
    }

    @Override
    public byte[] apply(LogContext given) {
        LogContext context = filter.apply(given);
        Utf8Buffer out = new Utf8Buffer(256);
        for (ContextField field : FIELDS) {
            Object value = switch (field) {
                case PROCESS_ID -> context.processId();
                case PROCESS_ID_CHAIN -> context.processIdChain().isEmpty() ? null : context.processIdChain();
                default -> context.text(field);
            };
            if (value != null) {
                out.put((byte) (field.ordinal() + 1));
                ValueWriter.write(out, value);
            }
        }
        if (!context.extra().isEmpty()) {
            out.put((byte) EventLayout.CONTEXT_EXTRA);
            ValueWriter.write(out, context.extra());
        }
        return out.toByteArray();
    }
}
