package io.logrich.pipeline;

import io.logrich.codec.EventView;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.scrub.SecretKeys;
import io.logrich.scrub.Secrets;
import io.logrich.settings.LocationSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.QueueSettings;
import io.logrich.settings.RateSettings;
import io.logrich.spool.RecordBatch;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.spool.Room;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.OwnRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A pipeline into a ring that nobody reads but the test. */
final class PipelineFixture implements AutoCloseable {
    static final LogContext CONTEXT = ContextFields.empty()
            .set("service", "s")
            .set("environment", "e")
            .set("job_id", "j")
            .build();

    private static final int CAPACITY = 1 << 20;
    private static final LoggerName LOGGER = LoggerName.of("test");

    /** Diagnostics as text: the name, then the payload. */
    final List<String> reports = new CopyOnWriteArrayList<>();

    final SeverityMonitor monitor = new SeverityMonitor();
    final Pipeline pipeline;
    private final Diagnostics diagnostics = new Diagnostics((name, payload) -> reports.add(name + payload));
    private final Ring ring;
    private final WriterSlots slots = new WriterSlots();
    private long position;

    PipelineFixture() {
        this(PayloadLimits.DEFAULT);
    }

    PipelineFixture(PayloadLimits limits) {
        this(limits, RateSettings.DEFAULT);
    }

    PipelineFixture(PayloadLimits limits, RateSettings rate) {
        this(limits, rate, CAPACITY);
    }

    PipelineFixture(PayloadLimits limits, RateSettings rate, int capacity) {
        UUID runId = UUID.randomUUID();
        RingHeader header = OwnRun.anonymousHeader(runId, capacity, "{}");
        this.ring = Ring.anonymous(header, slots, Integer.MAX_VALUE);
        this.pipeline = new Pipeline(
                runId,
                new Spool(ring, slots),
                new NoRoom(),
                new PipelineSettings(QueueSettings.DEFAULT, limits, rate, LocationSettings.UNSAID, secrets(), false),
                CONTEXT,
                monitor,
                diagnostics,
                new Nothing());
    }

    static Secrets secrets() {
        return new Secrets(new SecretKeys(
                Map.of("password", Pattern.compile(".+"), "pin", Pattern.compile("[0-9]{4}")), key -> {}));
    }

    /** Logs what the given function makes of an empty call, and answers with the event as it is in the ring. */
    LogEvent log(UnaryOperator<LogCall> said) {
        LogResult result = send(said);
        if (!result.accepted()) {
            throw new AssertionError("not accepted: " + result);
        }
        List<LogEvent> events = read();
        if (events.size() != 1) {
            throw new AssertionError("events: " + events);
        }
        return events.get(0);
    }

    /** A draft that no call uses. */
    Draft newDraft() {
        return new Draft(slots.add(), ring, null);
    }

    LogResult send(UnaryOperator<LogCall> said) {
        return pipeline.emit(said.apply(pipeline.newCall(LogLevel.INFO, LOGGER).at(CONTEXT, 1_000_000)));
    }

    /** Everything that has come into the ring since the last time. */
    List<LogEvent> read() {
        List<LogEvent> events = new ArrayList<>();
        try {
            RingReader reader = ring.newReader();
            RecordBatch batch = new RecordBatch();
            EventView view = new EventView();
            while (reader.read(batch, position) == RingReader.Found.RECORDS) {
                for (int i = 0; i < batch.size(); i++) {
                    if (batch.isEvent(i)) {
                        view.wrap(
                                batch.bytes(),
                                batch.offset(i),
                                batch.length(i),
                                batch.level(i),
                                batch.flags(i),
                                batch.sequence(i));
                        events.add(view.toEvent());
                    }
                }
                position = batch.end();
            }
        } catch (java.io.IOException ours) {
            throw new AssertionError(ours);
        }
        return events;
    }

    /** What has been reported, once the diagnostics have been told everything. */
    List<String> reportsAtLast() {
        diagnostics.close();
        return reports;
    }

    @Override
    public void close() {
        diagnostics.close();
    }

    private static final class NoRoom implements Room {
        @Override
        public boolean make(Ring full, int length, boolean urgent) {
            return false;
        }

        @Override
        public boolean worthWaiting() {
            return false;
        }
    }

    private static final class Nothing implements Afterwards {
        @Override
        public void appended() {}

        @Override
        public List<String> attempted(Ring written, long end) {
            return List.of();
        }
    }
}
