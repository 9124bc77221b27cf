package io.logrich.pipeline;

import io.logrich.codec.ContextEncoder;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.context.LogContext;
import io.logrich.event.LogLevel;
import io.logrich.settings.PayloadLimits;
import io.logrich.spool.RecordLayout;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of an event of what a caller said: each part is frozen, scrubbed and limited on its way in. The one place
 * that knows the order of the parts. Thread-safe.
 */
final class Composer {
    /** Header, thread name and the mark, in a record that had to be shortened. */
    private static final int SHORTENED_OVERHEAD = 2048;

    private static final int MAX_THREAD_NAME = 512;

    private final UUID runId;
    private final PayloadLimits limits;
    private final TextPart texts;
    private final MessagePart messages;
    private final FieldPart fields;
    private final StackTraces traces;
    private final ContextEncoder contexts;
    private final UnaryOperator<String> threadNames = this::threadName;

    /** Null if no event says where it was logged. */
    private final @Nullable Locator locator;

    Composer(UUID runId, PipelineSettings settings, ValueFilter values, ContextEncoder contexts) {
        LogLevel located = settings.location().level();
        this.runId = runId;
        this.limits = settings.limits();
        this.texts = new TextPart(settings.secrets());
        this.messages = new MessagePart(texts, values, limits);
        this.fields = new FieldPart(new KeyRules(settings.secrets()), texts, values, limits);
        this.traces = new StackTraces(texts, limits.stacktraceMaxFrames());
        this.locator = located == null ? null : new Locator(located);
        this.contexts = contexts;
    }

    /**
     * Writes the event into the draft, whatever its length.
     *
     * @return the number of its bytes, or -1 if the message is over the limit and must not be cut
     */
    int compose(LogCall call, LogContext context, Draft draft) {
        begin(call, draft);
        if (!messages.add(call, draft)) {
            return -1;
        }
        draft.writer.messageAdded().context(context.encodedBy(contexts));
        if (call.fields().count() > 0) {
            fields.add(call, draft);
        }
        if (locator != null) {
            fields.add(locator.locationOf(call), call, draft);
        }
        draft.writer.extraAdded();
        addExcInfo(call, draft);
        CharSequence stackInfo = call.stackInfo();
        if (stackInfo != null) {
            texts.add(draft.bytes, stackInfo.toString());
            draft.writer.stackInfoAdded();
        }
        return draft.writer.end();
    }

    /**
     * Writes the event in the draft again so that it has at most so many bytes: the fields go, the message stays longest.
     * Made of the bytes that are there: nothing of the application is asked a second time.
     */
    int shorten(LogCall call, Draft draft, int length, int bound) throws MalformedEventException {
        byte[] whole = Arrays.copyOf(draft.bytes.array(), length);
        EventView event = new EventView().wrap(whole, 0, length, 0, 0, 0);
        byte[] context = Arrays.copyOfRange(
                whole, event.start(Part.CONTEXT), event.start(Part.CONTEXT) + event.length(Part.CONTEXT));
        int room = Math.max(0, bound - SHORTENED_OVERHEAD - event.length(Part.LOGGER) - context.length);
        int stackInfo = head(event, Part.STACK_INFO, room / 8);
        int excInfo = head(event, Part.EXC_INFO, room / 2);
        int message = head(event, Part.MESSAGE, room - excInfo - stackInfo);
        draft.flags |= RecordLayout.FLAG_SHORTENED;
        begin(call, draft);
        draft.writer.message(whole, event.start(Part.MESSAGE), message).context(context);
        draft.writer.extra("_shortened", true).extraAdded();
        if (event.has(Part.EXC_INFO)) {
            draft.bytes.put(whole, event.start(Part.EXC_INFO), excInfo);
            draft.writer.excInfoAdded();
        }
        if (event.has(Part.STACK_INFO)) {
            draft.bytes.put(whole, event.start(Part.STACK_INFO), stackInfo);
            draft.writer.stackInfoAdded();
        }
        return draft.writer.end();
    }

    private static int head(EventView event, Part part, int maxBytes) {
        return Texts.headLength(event.bytes(), event.start(part), event.length(part), maxBytes);
    }

    private void begin(LogCall call, Draft draft) {
        String source = call.source();
        String thread = source == null ? Thread.currentThread().getName() : source;
        draft.writer.begin(call.timeMicros(), runId, call.logger().utf8(), draft.threadUtf8(thread, threadNames));
    }

    private String threadName(String name) {
        return texts.clean(Texts.head(name, MAX_THREAD_NAME));
    }

    private void addExcInfo(LogCall call, Draft draft) {
        Throwable thrown = call.thrown();
        CharSequence text = call.excInfo();
        if (thrown != null) {
            traces.add(thrown, draft);
        } else if (text != null) {
            texts.add(draft.bytes, text.toString());
        } else {
            return;
        }
        draft.writer.excInfoAdded();
    }
}
