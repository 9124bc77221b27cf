package io.logrich.testing;

import io.logrich.codec.ContextEncoder;
import io.logrich.codec.EventView;
import io.logrich.codec.EventWriter;
import io.logrich.codec.MalformedEventException;
import io.logrich.context.ContextFields;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event for tests, made by the encoder that the library itself uses: INFO, from logger {@code test}, at one fixed
 * moment, until told otherwise. One thread only.
 *
 * <pre>{@code
 * EventBatch batch = Events.batch("first", "second");
 * LogEvent event = Events.of("it broke").level(LogLevel.ERROR).extra("port", 8080).toEvent();
 * }</pre>
 */
public final class Events {
    /** When events of tests happen. */
    public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000006Z");

    /** The run of the process that they come from. */
    public static final UUID RUN = UUID.fromString("01936d2a-1111-7222-8333-444455556666");

    private static final ContextEncoder CONTEXTS = ContextEncoder.plain();

    private final String message;
    private final Map<String, Object> context = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    private Instant time = TIME;
    private UUID run = RUN;
    private LogLevel level = LogLevel.INFO;
    private String logger = "test";
    private String thread = "main";
    private long sequence = 1;
    private @Nullable String excInfo;
    private @Nullable String stackInfo;

    private Events(String message) {
        this.message = message;
        context.put("service", "svc");
        context.put("environment", "test");
        context.put("job_id", "job");
    }

    /** An event with that message. */
    public static Events of(String message) {
        return new Events(message);
    }

    /** A batch with one event for each message, numbered from 1. */
    public static EncodedBatch batch(String... messages) {
        Events[] events = new Events[messages.length];
        for (int i = 0; i < messages.length; i++) {
            events[i] = of(messages[i]).sequence(i + 1);
        }
        return batch(events);
    }

    /** A batch of those events. */
    public static EncodedBatch batch(Events... events) {
        return EncodedBatch.of(events);
    }

    public Events level(LogLevel newLevel) {
        level = newLevel;
        return this;
    }

    public Events at(Instant newTime) {
        time = newTime;
        return this;
    }

    public Events logger(String name) {
        logger = name;
        return this;
    }

    public Events thread(String name) {
        thread = name;
        return this;
    }

    public Events run(UUID id) {
        run = id;
        return this;
    }

    public Events sequence(long number) {
        sequence = number;
        return this;
    }

    /** Binds a field of the context, by its JSON name. */
    public Events context(String name, Object value) {
        context.put(name, value);
        return this;
    }

    /** Adds a field of the event's own. */
    public Events extra(String name, @Nullable Object value) {
        extra.put(name, value);
        return this;
    }

    public Events excInfo(@Nullable String text) {
        excInfo = text;
        return this;
    }

    public Events stackInfo(@Nullable String text) {
        stackInfo = text;
        return this;
    }

    /** The event as an object, as a sink gets it: through its bytes. */
    public LogEvent toEvent() {
        byte[] bytes = encode();
        try {
            return new EventView()
                    .wrap(bytes, 0, bytes.length, level.number(), 0, sequence)
                    .toEvent();
        } catch (MalformedEventException defect) {
            throw new AssertionError("the encoder made an event that cannot be read", defect);
        }
    }

    byte[] encode() {
        ContextFields fields = ContextFields.empty();
        context.forEach(fields::set);
        Utf8Buffer out = new Utf8Buffer(512);
        EventWriter writer = new EventWriter(out)
                .begin(
                        ChronoUnit.MICROS.between(Instant.EPOCH, time),
                        run,
                        logger.getBytes(StandardCharsets.UTF_8),
                        thread)
                .message(message)
                .context(CONTEXTS.apply(fields.build()));
        extra.forEach(writer::extra);
        writer.excInfo(excInfo).stackInfo(stackInfo).end();
        return out.toByteArray();
    }

    LogLevel level() {
        return level;
    }

    long sequence() {
        return sequence;
    }
}
