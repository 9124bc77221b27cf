package io.logrich.pipeline;

import io.logrich.codec.ContextEncoder;
import io.logrich.context.LogContext;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.ServiceThread;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.EventId;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.scrub.Secrets;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.QueueSettings;
import io.logrich.settings.RateSettings;
import io.logrich.spool.Room;
import io.logrich.spool.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way of an event on the caller's thread: the stages judge it, the composer makes its bytes, the appender puts them
 * into the spool. Knows nothing of what comes after the spool. Thread-safe.
 */
public final class Pipeline {
    private final CallPool calls = new CallPool();
    private final DraftPool drafts;
    private final Stage[] stages;
    private final Composer composer;
    private final ValueFilter values;
    private final Appender appender;
    private final SeverityMonitor monitor;
    private final Diagnostics diagnostics;
    private final Spool spool;
    private final int runTag;

    /** What is known about this process, for events about others. */
    private final LogContext own;

    private final boolean inline;
    private final boolean force;
    private final Afterwards afterwards;
    private final AtomicLong dropNumber = new AtomicLong();

    public Pipeline(
            UUID runId,
            Spool spool,
            Room room,
            QueueSettings queue,
            PayloadLimits limits,
            RateSettings rate,
            Secrets secrets,
            LogContext own,
            SeverityMonitor monitor,
            Diagnostics diagnostics,
            boolean force,
            Afterwards afterwards) {
        this.runTag = EventId.tagOf(runId.getMostSignificantBits(), runId.getLeastSignificantBits());
        this.own = own;
        this.inline = !queue.enabled();
        this.force = force;
        this.afterwards = afterwards;
        this.spool = spool;
        this.monitor = monitor;
        this.diagnostics = diagnostics;
        this.drafts = new DraftPool(spool);
        this.appender = new Appender(spool, room, queue, ServiceThread::isCurrent);
        this.stages = stages(rate);
        this.values = new ValueFilter(new Scrubber(secrets), limits);
        this.composer = new Composer(runId, limits, secrets, values, new ContextEncoder(this::scrubbed));
    }

    private Stage[] stages(RateSettings rate) {
        List<Stage> wanted = new ArrayList<>();
        if (rate.foldRepeats() != null) {
            wanted.add(new Folder(rate.foldRepeats(), System::nanoTime, this::cry));
        }
        if (rate.limit() > 0) {
            wanted.add(new RateLimiter(rate.limit(), rate.window(), System::nanoTime, this::cry));
        }
        return wanted.toArray(Stage[]::new);
    }

    /** Says what the stages have kept back; now and then, and at the end. */
    public void sweep(boolean last) {
        for (Stage stage : stages) {
            stage.sweep(last);
        }
    }

    private void cry(LoggerName logger, LogLevel level, String message, long count) {
        LogCall call = newCall(level, logger).message(message).field("count", count);
        emit(call.at(own, LogCall.nowMicros()).exempt());
    }

    /** A call to be filled in and handed to {@link #emit}. */
    public LogCall newCall(LogLevel level, LoggerName logger) {
        return calls.take().begin(level, logger);
    }

    /** Takes back a call that is not going to be an event. */
    public void forget(LogCall call) {
        calls.give(call);
    }

    /**
     * Makes an event and sends it on its way. Once this answers that it is accepted, the event survives the process.
     * Takes the call back. Never throws.
     */
    public LogResult emit(LogCall call) {
        try {
            return send(call);
        } catch (
                Throwable
                        beyondHelp) { // no memory or no stack, not even for an answer: it is in the spool or it is not
            return LogResult.FAILED;
        }
    }

    private LogResult send(LogCall call) {
        Draft draft = null;
        Verdict verdict = Verdict.drop(Loss.INTERNAL_ERROR);
        LogResult result = null;
        try {
            draft = drafts.take();
            if (draft != null) {
                verdict = accept(call, draft);
                result = verdict == Verdict.PASS ? answer(call, draft) : dropped(call, verdict);
                if (!draft.notes.isEmpty()) {
                    draft.notes.report(
                            diagnostics, result.eventId(), call.logger().text());
                }
                calls.give(call);
                if (draft.spare) {
                    drafts.forget(draft);
                }
                return result;
            }
        } catch (Throwable thrown) { // of a foreign toString, for lack of memory or stack: never into the application
            if (draft != null && verdict == Verdict.PASS) {
                result = LogResult.accepted(call.timeMicros(), runTag, draft.slot.sequence());
            }
            diagnostics.report("log_call_failed", "error", thrown.getClass().getName());
        } finally {
            if (draft != null) {
                draft.busy = 0; // a store: there may be no stack left for a call
            }
        }
        return result != null ? result : dropped(call, verdict);
    }

    /** Answers a call whose event is not even made, for a reason; it is counted like every other one. */
    public LogResult refuse(LogCall call, Loss why) {
        return dropped(call, Verdict.drop(why));
    }

    private Verdict accept(LogCall call, Draft draft) {
        draft.begin(call.flags());
        for (Stage stage : stages) {
            Verdict verdict = call.isExempt() ? Verdict.PASS : stage.judge(call);
            if (verdict != Verdict.PASS) {
                return verdict;
            }
        }
        if (composer.isTooLong(call, draft)) {
            return Verdict.drop(Loss.TOO_LONG);
        }
        LogContext context = Objects.requireNonNull(call.context(), "a call without context");
        int length = composer.compose(call, context, draft);
        int longest = spool.current().header().longestPayload();
        if (length > longest) {
            length = composer.composeShort(call, context, draft, longest);
        }
        draft.crc.reset();
        draft.crc.update(draft.bytes.array(), 0, length);
        Verdict verdict = appender.append(call.level(), draft, length, (int) draft.crc.getValue());
        if (verdict == Verdict.PASS) {
            monitor.accepted(call.level());
        }
        return verdict;
    }

    private LogResult answer(LogCall call, Draft draft) {
        if (force) {
            draft.ring.force();
        }
        afterwards.appended();
        long sequence = draft.slot.sequence();
        if (!inline) {
            return LogResult.accepted(call.timeMicros(), runTag, sequence);
        }
        List<String> failed = afterwards.attempted(draft.ring, draft.slot.end());
        return LogResult.attempted(call.timeMicros(), runTag, sequence, failed);
    }

    /** Counts an event that was not accepted, here and where the collector sees it. */
    private LogResult dropped(LogCall call, Verdict verdict) {
        Loss why = Objects.requireNonNullElse(verdict.loss(), Loss.INTERNAL_ERROR);
        monitor.dropped(call.level(), why, 1);
        spool.current().writer().countDropped(call.level().ordinal());
        LogResult result = LogResult.dropped(why.reason(), call.timeMicros(), runTag, dropNumber.incrementAndGet());
        String logger = call.logger().text();
        if (why == Loss.RATE_LIMITED) {
            diagnostics.report(
                    "rate_limited",
                    "event_id",
                    result.eventId(),
                    "logger",
                    logger,
                    "level",
                    call.level().name());
        } else if (why != Loss.FOLDED) {
            diagnostics.dropped(Objects.requireNonNull(result.eventId()), logger, call.level(), why.reason());
        }
        return result;
    }

    /** A context with its secrets masked and its sizes limited, as it may leave the process. */
    public LogContext scrubbed(LogContext context) {
        Notes notes = new Notes();
        LogContext clean = context.filtered(values::contextText, extra -> values.contextExtra(extra, notes));
        notes.report(diagnostics, null, "");
        return clean;
    }
}
