package io.logrich.render;

import io.logrich.codec.ContextEncoder;
import io.logrich.codec.EventView;
import io.logrich.codec.EventWriter;
import io.logrich.codec.MalformedEventException;
import io.logrich.context.ContextFields;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An event for tests: at 20:50:14 UTC, from logger {@code app.mod}, until told otherwise. */
public final class SampleEvent {
    public static final UUID RUN = UUID.fromString("01936d2a-1111-7222-8333-444455556666");

    private Instant time = Instant.parse("2026-11-23T20:50:14Z");
    private UUID run = RUN;
    private LogLevel level = LogLevel.INFO;
    private byte[] logger = "app.mod".getBytes(StandardCharsets.UTF_8);
    private byte[] message;
    private final Map<String, Object> context = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    private @Nullable String excInfo;
    private @Nullable String stackInfo;
    private long sequence = 1;
    private UnaryOperator<byte[]> contextDamage = UnaryOperator.identity();
    private boolean extraDamaged;

    private SampleEvent(byte[] message) {
        this.message = message;
        context.put("service", "svc");
        context.put("environment", "env");
        context.put("job_id", "job");
    }

    public static SampleEvent of(String message) {
        return new SampleEvent(message.getBytes(StandardCharsets.UTF_8));
    }

    /** A message of any bytes. */
    public static SampleEvent ofBytes(byte[] message) {
        return new SampleEvent(message);
    }

    public SampleEvent at(String iso) {
        time = Instant.parse(iso);
        return this;
    }

    public SampleEvent run(UUID run) {
        this.run = run;
        return this;
    }

    public SampleEvent level(LogLevel level) {
        this.level = level;
        return this;
    }

    public SampleEvent logger(String name) {
        logger = name.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    public SampleEvent context(String key, Object value) {
        context.put(key, value);
        return this;
    }

    public SampleEvent extra(String key, @Nullable Object value) {
        extra.put(key, value);
        return this;
    }

    public SampleEvent excInfo(String text) {
        excInfo = text;
        return this;
    }

    public SampleEvent stackInfo(String text) {
        stackInfo = text;
        return this;
    }

    public SampleEvent sequence(long number) {
        sequence = number;
        return this;
    }

    /** The context ends in a value of a kind that does not exist. */
    public SampleEvent damagedContext() {
        contextDamage = bytes -> {
            byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 2);
            longer[bytes.length] = 1;
            longer[bytes.length + 1] = 99;
            return longer;
        };
        return this;
    }

    /** The last field of the extra, which must be a text, has no end. */
    public SampleEvent damagedExtra() {
        extraDamaged = true;
        return this;
    }

    public LogLevel level() {
        return level;
    }

    public long sequence() {
        return sequence;
    }

    /** The payload of the event's record. */
    public byte[] bytes() {
        Utf8Buffer out = new Utf8Buffer(256);
        ContextFields fields = ContextFields.empty();
        context.forEach(fields::set);
        byte[] encoded = ContextEncoder.plain().apply(fields.build());
        EventWriter writer = new EventWriter(out);
        writer.begin(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1000, run, logger, "main");
        writer.message(message, 0, message.length).context(contextDamage.apply(encoded));
        extra.forEach(writer::extra);
        if (extraDamaged) {
            String text = String.valueOf(extra.values().toArray()[extra.size() - 1]);
            out.setInt(out.size() - text.length() - 4, 1 << 20);
        }
        writer.excInfo(excInfo).stackInfo(stackInfo).end();
        return out.toByteArray();
    }

    public EventView view() {
        byte[] bytes = bytes();
        try {
            return new EventView().wrap(bytes, 0, bytes.length, level.number(), 0, sequence);
        } catch (MalformedEventException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
