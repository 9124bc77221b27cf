package io.logrich.pipeline;

import io.logrich.codec.ContextEncoder;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.EventId;
import io.logrich.event.LogResult;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.QueueSettings;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.Room;
import io.logrich.spool.Spool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ordered stations of an event on the caller's thread: freeze, scrub, limit, encode, append. Knows the order of its
 * stages and nothing of what comes after the spool. Thread-safe.
 */
public final class Pipeline {
    /** Header, thread name and the mark, in a record that had to be shortened. */
    private static final int SHORTENED_OVERHEAD = 2048;

    private final DraftPool drafts;
    private final List<Stage> stages;
    private final ContextEncoder contextEncoder;
    private final Appender appender;
    private final SeverityMonitor monitor;
    private final Diagnostics diagnostics;
    private final Spool spool;
    private final UUID runId;
    private final int runTag;
    private final boolean inline;
    private final boolean force;
    private final Afterwards afterwards;
    private final UnaryOperator<Map<String, @Nullable Object>> contextExtra;
    private final AtomicLong dropNumber = new AtomicLong();

    public Pipeline(
            UUID runId,
            Spool spool,
            Room room,
            QueueSettings queue,
            PayloadLimits limits,
            Map<String, Pattern> scrubPatterns,
            SeverityMonitor monitor,
            Diagnostics diagnostics,
            boolean force,
            Afterwards afterwards) {
        this.runId = runId;
        this.runTag = EventId.tagOf(runId.getMostSignificantBits(), runId.getLeastSignificantBits());
        this.inline = !queue.enabled();
        this.force = force;
        this.afterwards = afterwards;
        this.spool = spool;
        this.monitor = monitor;
        this.diagnostics = diagnostics;
        this.drafts = new DraftPool(spool);
        this.appender = new Appender(spool, room, queue, ServiceThread::isCurrent);
        Scrubber scrubber = new Scrubber(scrubPatterns);
        Limiter limiter = new Limiter(limits, diagnostics);
        this.stages = List.of(new Freezer(), scrubber, limiter);
        this.contextExtra = (Map<String, @Nullable Object> extra) -> limiter.contextExtra(scrubber.map(frozen(extra)));
        this.contextEncoder = new ContextEncoder(contextExtra);
    }

    /**
     * Makes an event and sends it through the stations. Once this answers that it is accepted, the event survives the
     * process. Never throws.
     */
    public LogResult emit(LogCall call) {
        Draft draft = null;
        Verdict verdict = Verdict.drop(Loss.INTERNAL_ERROR);
        try {
            draft = drafts.take();
            if (draft != null) {
                draft.begin(call);
                verdict = accept(draft);
                if (verdict == Verdict.PASS) {
                    return answer(draft);
                }
            }
        } catch (Throwable thrown) { // of a foreign toString, for lack of memory or stack: never into the application
            diagnostics.report("log_call_failed", "error", thrown.getClass().getName());
        } finally {
            if (draft != null) {
                draft.busy = 0; // a store: there may be no stack left for a call
            }
        }
        return dropped(call, verdict);
    }

    private Verdict accept(Draft draft) {
        for (Stage stage : stages) {
            Verdict verdict = stage.judge(draft);
            if (verdict != Verdict.PASS) {
                return verdict;
            }
        }
        int length = encode(draft, 0);
        int longest = spool.current().header().longestPayload();
        if (length > longest) {
            length = encode(draft, longest);
        }
        draft.crc.reset();
        draft.crc.update(draft.bytes.array(), 0, length);
        Verdict verdict = appender.append(draft, length, (int) draft.crc.getValue());
        if (verdict == Verdict.PASS) {
            monitor.accepted(draft.level);
        }
        return verdict;
    }

    private LogResult answer(Draft draft) {
        if (force) {
            draft.ring.force();
        }
        afterwards.appended();
        long sequence = draft.slot.sequence();
        if (!inline) {
            return LogResult.accepted(draft.timeMicros, runTag, sequence);
        }
        List<String> failed = afterwards.attempted(draft.ring, draft.slot.end());
        return LogResult.attempted(draft.timeMicros, runTag, sequence, failed);
    }

    /** Counts an event that was not accepted, here and where the collector sees it. */
    private LogResult dropped(LogCall call, Verdict verdict) {
        Loss why = Objects.requireNonNullElse(verdict.loss(), Loss.INTERNAL_ERROR);
        monitor.dropped(call.level(), why);
        spool.current().writer().countDropped(call.level().ordinal());
        LogResult result = LogResult.dropped(why.reason(), call.timeMicros(), runTag, dropNumber.incrementAndGet());
        diagnostics.report(
                "queue_dropped",
                "event_id",
                result.eventId(),
                "logger",
                call.logger().text(),
                "level",
                call.level().name(),
                "reason",
                why.reason());
        return result;
    }

    /** A map of values with its secrets masked and its sizes limited: for whoever hands a context to another process. */
    public Map<String, @Nullable Object> scrubbed(Map<String, @Nullable Object> extra) {
        return contextExtra.apply(extra);
    }

    /** Writes the draft's bytes; with a bound above zero, shortened so that they fit: the message is what stays longest. */
    private int encode(Draft draft, int bound) {
        byte[] context = draft.context.encodedBy(contextEncoder);
        CharSequence message = draft.message;
        CharSequence excInfo = draft.excInfo;
        CharSequence stackInfo = draft.stackInfo;
        if (bound > 0) {
            int room = Math.max(0, bound - SHORTENED_OVERHEAD - draft.logger.utf8().length - context.length);
            stackInfo = stackInfo == null ? null : Texts.headBytes(stackInfo, room / 8);
            excInfo = excInfo == null ? null : Texts.headBytes(excInfo, room / 2);
            message = Texts.headBytes(message, room - Texts.utf8Length(excInfo) - Texts.utf8Length(stackInfo));
            draft.flag(RecordLayout.FLAG_SHORTENED);
            draft.truncateFields(0);
            draft.field("_shortened", true);
        }
        draft.writer
                .begin(draft.timeMicros, runId, draft.logger.utf8(), draft.threadName)
                .message(message)
                .context(context);
        for (int field = 0; field < draft.fieldCount(); field++) {
            draft.writer.extra(draft.key(field), draft.value(field));
        }
        return draft.writer.excInfo(excInfo).stackInfo(stackInfo).end();
    }

    @SuppressWarnings("unchecked") // a frozen map is a map of text
    private static Map<String, @Nullable Object> frozen(Map<String, @Nullable Object> extra) {
        Object frozen = Freezer.freeze(extra, 0);
        return frozen instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }
}
