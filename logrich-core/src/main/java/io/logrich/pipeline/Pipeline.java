package io.logrich.pipeline;

import io.logrich.codec.ContextEncoder;
import io.logrich.codec.MalformedEventException;
import io.logrich.context.LogContext;
import io.logrich.diagnostics.AcceptedCount;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.EventId;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
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
    private final Desks desks;
    private final CallPool calls = new CallPool();
    private final DraftPool drafts;
    private final Stage[] stages;
    private final Composer composer;
    private final ValueFilter values;
    private final Appender appender;
    private final SeverityMonitor monitor;
    private final Diagnostics diagnostics;
    private final Spool spool;
    private final PipelineSettings settings;
    private final int runTag;

    /** What is known about this process, for events about others. */
    private final LogContext own;

    private final Afterwards afterwards;
    private final AtomicLong dropNumber = new AtomicLong();

    public Pipeline(
            UUID runId,
            Spool spool,
            Room room,
            PipelineSettings settings,
            LogContext own,
            SeverityMonitor monitor,
            Diagnostics diagnostics,
            Afterwards afterwards) {
        this.runTag = EventId.tagOf(runId.getMostSignificantBits(), runId.getLeastSignificantBits());
        this.own = own;
        this.settings = settings;
        this.afterwards = afterwards;
        this.spool = spool;
        this.monitor = monitor;
        this.diagnostics = diagnostics;
        this.drafts = new DraftPool(spool, monitor);
        this.desks = new Desks(drafts::another);
        this.appender = new Appender(spool, room, settings.queue());
        this.stages = stages(settings.rate());
        this.values = new ValueFilter(new Scrubber(settings.secrets()), settings.limits());
        this.composer = new Composer(runId, settings, values, new ContextEncoder(this::scrubbed));
    }

    private Stage[] stages(RateSettings rate) {
        List<Stage> wanted = new ArrayList<>();
        if (rate.foldRepeats() != null) {
            wanted.add(new Folder(rate.foldRepeats(), System::nanoTime, this::cry));
        }
        if (rate.limit() > 0) {
            wanted.add(new RateLimiter(rate.limit(), rate.window(), System::nanoTime, this::cry));
        }
        return wanted.toArray(new Stage[0]);
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
        Desk desk = desks.mine();
        LogCall call = desk == null ? calls.take() : desk.take();
        return call.begin(level, logger);
    }

    /**
     * Makes an event and sends it on its way. Once this answers that it is accepted, the event survives the process.
     * Takes the call back. Never throws.
     */
    public LogResult emit(LogCall call) {
        try {
            return send(call);
        } catch (Throwable beyondHelp) {
            return LogResult.FAILED; // no memory or no stack, not even for an answer: it is in the spool or it is not
        }
    }

    /**
     * The whole of a call's way. In one piece, so that it is too long to be inlined: HotSpot leaves alone what has more than 325
     * bytes of code (FreqInlineSize). Else every method of the application that logs would get a copy of all this.
     */
    private LogResult send(LogCall call) {
        Desk desk = null;
        Draft draft = null;
        Verdict verdict = Verdict.drop(Loss.INTERNAL_ERROR);
        boolean counted = false;
        LogResult result = null;
        try {
            desk = call.desk;
            if (desk != null && !desk.isOf(Thread.currentThread())) {
                desk = null;
            }
            draft = desk != null && desk.draft.occupy() ? desk.draft : drafts.take();
            if (draft != null) {
                assert draft.busy == 1 : "a draft that nobody has taken";
                verdict = accept(call, draft);
                if (verdict != Verdict.PASS) {
                    countDropped(call, verdict);
                    counted = true;
                }
                result = counted ? dropped(call, verdict) : answer(call, draft);
                if (!draft.notes.isEmpty()) {
                    draft.notes.report(
                            diagnostics, result.eventId(), call.logger().text());
                }
                if (desk != null) {
                    desk.give(call);
                } else if (call.desk == null) {
                    calls.give(call);
                }
                if (draft.isSpare()) {
                    drafts.forget(draft);
                }
                draft.free();
                draft = null;
                return result;
            }
        } catch (Throwable thrown) { // of a foreign toString, for lack of memory or stack: never into the application
            if (draft != null && verdict == Verdict.PASS && result == null) {
                result = accepted(call, draft.slot.sequence());
            }
            complain(thrown);
        } finally {
            if (draft != null) {
                draft.busy = 0; // a mere store: there may be no stack left for a call
            }
        }
        if (result != null) {
            return result;
        } else if (!counted) {
            countDropped(call, verdict);
        }
        return dropped(call, verdict);
    }

    private void complain(Throwable thrown) {
        try {
            diagnostics.report("log_call_failed", "error", thrown.getClass().getName());
        } catch (Throwable notEvenThat) {
            return; // the event is still to be counted
        }
    }

    /** Answers a call whose event is not even made, for a reason; it is counted like every other one. Never throws. */
    public LogResult refuse(LogCall call, Loss why) {
        Verdict verdict = Verdict.drop(why);
        countDropped(call, verdict);
        try {
            return dropped(call, verdict);
        } catch (Throwable beyondHelp) {
            return LogResult.FAILED;
        }
    }

    private Verdict accept(LogCall call, Draft draft) throws MalformedEventException {
        draft.begin(call.flags());
        for (Stage stage : stages) {
            Verdict verdict = call.isExempt() ? Verdict.PASS : stage.judge(call);
            if (verdict != Verdict.PASS) {
                return verdict;
            }
        }
        LogContext context = Objects.requireNonNull(call.context(), "a call without context");
        int length = composer.compose(call, context, draft);
        if (length < 0) {
            return Verdict.drop(Loss.TOO_LONG);
        }
        int longest = spool.current().header().longestPayload();
        if (length > longest) {
            length = composer.shorten(call, draft, length, longest);
        }
        draft.crc.reset();
        draft.crc.update(draft.bytes.array(), 0, length);
        Verdict verdict = appender.append(call.level(), draft, length, (int) draft.crc.getValue());
        if (verdict == Verdict.PASS) {
            countAccepted(call.level(), draft);
        }
        return verdict;
    }

    private void countAccepted(LogLevel level, Draft draft) {
        AcceptedCount count = draft.count;
        if (count == null) {
            monitor.accepted(level);
        } else {
            count.add(level);
        }
    }

    private LogResult answer(LogCall call, Draft draft) {
        if (settings.force()) {
            draft.ring.force();
        }
        afterwards.appended();
        long sequence = draft.slot.sequence();
        if (settings.queue().enabled()) {
            return accepted(call, sequence);
        }
        List<String> failed = afterwards.attempted(draft.ring, draft.slot.end());
        return LogResult.attempted(call.timeMicros(), runTag, sequence, failed);
    }

    private LogResult accepted(LogCall call, long sequence) {
        try {
            return LogResult.accepted(call.timeMicros(), runTag, sequence);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return LogResult.ACCEPTED;
        }
    }

    /** Counts an event that was not accepted, here and where the collector sees it. */
    private void countDropped(LogCall call, Verdict verdict) {
        monitor.dropped(call.level(), lossOf(verdict), 1);
        spool.current().writer().countDropped(call.level().ordinal());
    }

    private static Loss lossOf(Verdict verdict) {
        return Objects.requireNonNullElse(verdict.loss(), Loss.INTERNAL_ERROR);
    }

    /** The answer for an event that was not accepted, which is counted already. */
    private LogResult dropped(LogCall call, Verdict verdict) {
        Loss why = lossOf(verdict);
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

    /** Whether events of that level say where they were logged. */
    public boolean locates(LogLevel level) {
        LogLevel from = settings.location().level();
        return from != null && level.atLeast(from);
    }

    /** A text with its secrets masked. */
    public String scrubbed(String text) {
        return settings.secrets().scrub(text);
    }

    /** A context with its secrets masked and its sizes limited, as it may leave the process. */
    public LogContext scrubbed(LogContext context) {
        Notes notes = new Notes();
        LogContext clean = context.filtered(values::contextText, extra -> values.contextExtra(extra, notes));
        notes.report(diagnostics, null, "");
        return clean;
    }
}
