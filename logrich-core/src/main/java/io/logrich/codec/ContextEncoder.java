package io.logrich.codec;

import io.logrich.context.ContextField;
import io.logrich.context.LogContext;
import io.logrich.text.Utf8Buffer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of a context. One instance per runtime, since what is made depends on its scrubbing and is kept with
 * the context. Thread-safe.
 */
public final class ContextEncoder implements Function<LogContext, byte[]> {
    private static final ContextField[] FIELDS = ContextField.values();

    private final UnaryOperator<String> textFilter;
    private final UnaryOperator<Map<String, @Nullable Object>> extraFilter;

    /**
     * An encoder that passes the context through the given filters first.
     *
     * @param textFilter scrubs a text
     * @param extraFilter scrubs and limits; gets an unmodifiable map
     */
    public ContextEncoder(UnaryOperator<String> textFilter, UnaryOperator<Map<String, @Nullable Object>> extraFilter) {
        this.textFilter = textFilter;
        this.extraFilter = extraFilter;
    }

    /** An encoder that takes everything as it is. */
    public static ContextEncoder plain() {
        return new ContextEncoder(UnaryOperator.identity(), UnaryOperator.identity());
    }

    @Override
    public byte[] apply(LogContext context) {
        Utf8Buffer out = new Utf8Buffer(256);
        for (ContextField field : FIELDS) {
            Object value = switch (field) {
                case PROCESS_ID -> context.processId();
                case PROCESS_ID_CHAIN -> context.processIdChain().isEmpty() ? null : context.processIdChain();
                default -> context.text(field);
            };
            if (value != null) {
                out.put((byte) (field.ordinal() + 1));
                ValueWriter.write(out, value instanceof String text ? textFilter.apply(text) : value);
            }
        }
        if (!context.extra().isEmpty()) {
            out.put((byte) EventLayout.CONTEXT_EXTRA);
            ValueWriter.write(out, extraFilter.apply(context.extra()));
        }
        return out.toByteArray();
    }
}
