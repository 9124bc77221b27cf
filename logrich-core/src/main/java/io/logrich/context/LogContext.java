package io.logrich.context;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the work around an event: which service, which job, which request, which process. Immutable;
 * {@link ContextBinder} stacks them.
 */
public final class LogContext {
    /** How many processes the lineage names at most; the oldest are left out. */
    public static final int MAX_CHAIN = 8;

    private final String service;
    private final String environment;
    private final String jobId;
    private final @Nullable String requestId;
    private final @Nullable String userId;
    private final @Nullable String userName;
    private final @Nullable String hostname;
    private final @Nullable Long processId;
    private final List<Long> processIdChain;
    private final @Nullable String traceId;
    private final @Nullable String spanId;
    private final Map<String, @Nullable Object> extra;

    /** Bytes made of this context by one encoder, see {@link #encodedBy}. */
    private volatile @Nullable Encoded encoded;

    LogContext(ContextFields fields) {
        this.service = required("service", fields.text(ContextField.SERVICE));
        this.environment = required("environment", fields.text(ContextField.ENVIRONMENT));
        this.jobId = required("job_id", fields.text(ContextField.JOB_ID));
        this.requestId = fields.text(ContextField.REQUEST_ID);
        this.userId = fields.text(ContextField.USER_ID);
        this.userName = fields.text(ContextField.USER_NAME);
        this.hostname = fields.text(ContextField.HOSTNAME);
        this.processId = fields.processId();
        this.processIdChain = chainOf(fields.processIdChain());
        this.traceId = fields.text(ContextField.TRACE_ID);
        this.spanId = fields.text(ContextField.SPAN_ID);
        this.extra = Collections.unmodifiableMap(new LinkedHashMap<>(fields.extra()));
    }

    public String service() {
        return service;
    }

    public String environment() {
        return environment;
    }

    public String jobId() {
        return jobId;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    public @Nullable String userId() {
        return userId;
    }

    public @Nullable String userName() {
        return userName;
    }

    public @Nullable String hostname() {
        return hostname;
    }

    public @Nullable Long processId() {
        return processId;
    }

    /** The lineage: the pids from the oldest known ancestor to this process, at most {@link #MAX_CHAIN}. */
    public List<Long> processIdChain() {
        return processIdChain;
    }

    public @Nullable String traceId() {
        return traceId;
    }

    public @Nullable String spanId() {
        return spanId;
    }

    /** Fields that have no name of their own here, in the order they were bound. Unmodifiable. */
    public Map<String, @Nullable Object> extra() {
        return extra;
    }

    /** The value of a text field; null for the fields that are no text. */
    public @Nullable String text(ContextField field) {
        return switch (field) {
            case SERVICE -> service;
            case ENVIRONMENT -> environment;
            case JOB_ID -> jobId;
            case REQUEST_ID -> requestId;
            case USER_ID -> userId;
            case USER_NAME -> userName;
            case HOSTNAME -> hostname;
            case TRACE_ID -> traceId;
            case SPAN_ID -> spanId;
            case PROCESS_ID, PROCESS_ID_CHAIN -> null;
        };
    }

    /**
     * All twelve entries under their JSON names; with {@code includeNone} also those that are null or empty. The result
     * is the caller's own.
     */
    public Map<String, @Nullable Object> toMap(boolean includeNone) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (ContextField field : ContextField.values()) {
            Object value = switch (field) {
                case PROCESS_ID -> processId;
                case PROCESS_ID_CHAIN -> processIdChain.isEmpty() && !includeNone ? null : processIdChain;
                default -> text(field);
            };
            if (value != null || includeNone) {
                map.put(field.key(), value);
            }
        }
        if (includeNone || !extra.isEmpty()) {
            map.put("extra", extra);
        }
        return map;
    }

    /** This context with each text and the extra passed through filters; itself if they change nothing. */
    public LogContext filtered(UnaryOperator<String> texts, UnaryOperator<Map<String, @Nullable Object>> extras) {
        ContextFields fields = ContextFields.of(this).clear("extra");
        for (ContextField field : ContextField.values()) {
            String text = text(field);
            if (text != null) {
                fields.set(field.key(), texts.apply(text));
            }
        }
        if (!extra.isEmpty()) {
            fields.set("extra", extras.apply(extra));
        }
        LogContext filtered = fields.build();
        return filtered.equals(this) ? this : filtered;
    }

    /**
     * The bytes an encoder makes of this context, computed once per context and encoder. Any thread may call it; two
     * threads may compute the same bytes twice.
     */
    public byte[] encodedBy(Function<LogContext, byte[]> encoder) {
        Encoded known = encoded;
        if (known != null && known.encoder == encoder) {
            return known.bytes;
        }
        byte[] bytes = encoder.apply(this);
        encoded = new Encoded(encoder, bytes);
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogContext that && toMap(true).equals(that.toMap(true));
    }

    @Override
    public int hashCode() {
        return Objects.hash(service, environment, jobId, requestId, processIdChain, extra);
    }

    @Override
    public String toString() {
        return "LogContext" + toMap(false);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        return value;
    }

    private static List<Long> chainOf(List<Long> chain) {
        int surplus = Math.max(0, chain.size() - MAX_CHAIN);
        return List.copyOf(chain.subList(surplus, chain.size()));
    }

    private record Encoded(Function<LogContext, byte[]> encoder, byte[] bytes) {}
}
