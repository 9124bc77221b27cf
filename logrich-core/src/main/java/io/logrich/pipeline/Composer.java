package io.logrich.pipeline;

import io.logrich.codec.ContextEncoder;
import io.logrich.context.LogContext;
import io.logrich.scrub.Secrets;
import io.logrich.settings.PayloadLimits;
import io.logrich.spool.RecordLayout;
import java.util.UUID;
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
    private final ContextEncoder contexts;

    Composer(UUID runId, PayloadLimits limits, Secrets secrets, ValueFilter values, ContextEncoder contexts) {
        this.runId = runId;
        this.limits = limits;
        this.texts = new TextPart(secrets);
        this.messages = new MessagePart(texts, limits);
        this.fields = new FieldPart(new KeyRules(secrets.keys()), texts, values, limits);
        this.contexts = contexts;
    }

    /** Whether the message is over the limit and must not be cut. */
    boolean isTooLong(LogCall call, Draft draft) {
        return messages.isTooLong(call, draft);
    }

    /** Writes the event into the draft, whatever its length; answers with the number of its bytes. */
    int compose(LogCall call, LogContext context, Draft draft) {
        begin(call, draft);
        messages.add(call, draft);
        draft.writer.messageAdded().context(context.encodedBy(contexts));
        if (call.fieldCount() > 0) {
            fields.add(call, draft);
        } else {
            draft.writer.extraAdded();
        }
        addStack(draft, excInfo(call, draft), true);
        addStack(draft, call.stackInfo(), false);
        return draft.writer.end();
    }

    /** Writes the event so that it has at most so many bytes: the fields go first, the message stays longest. */
    int composeShort(LogCall call, LogContext context, Draft draft, int bound) {
        byte[] encoded = context.encodedBy(contexts);
        int room = Math.max(0, bound - SHORTENED_OVERHEAD - call.logger().utf8().length - encoded.length);
        CharSequence stackInfo = head(call.stackInfo(), room / 8);
        CharSequence excInfo = head(excInfo(call, draft), room / 2);
        int forMessage = room - Texts.utf8Length(excInfo) - Texts.utf8Length(stackInfo);
        CharSequence message = Texts.headBytes(messages.clean(call, draft), forMessage);
        draft.flags |= RecordLayout.FLAG_SHORTENED;
        begin(call, draft);
        draft.writer.message(message).context(encoded).extra("_shortened", true);
        return draft.writer.excInfo(excInfo).stackInfo(stackInfo).end();
    }

    private void begin(LogCall call, Draft draft) {
        String source = call.source();
        String thread = source == null ? Thread.currentThread().getName() : source;
        draft.writer.begin(call.timeMicros(), runId, call.logger().utf8(), draft.threadUtf8(thread, this::threadName));
    }

    private String threadName(String name) {
        return texts.clean(Texts.head(name, MAX_THREAD_NAME));
    }

    private @Nullable CharSequence excInfo(LogCall call, Draft draft) {
        Throwable thrown = call.thrown();
        return thrown == null ? call.excInfo() : StackTraces.render(thrown, limits.stacktraceMaxFrames(), draft.notes);
    }

    private void addStack(Draft draft, @Nullable CharSequence text, boolean exception) {
        if (text == null) {
            return;
        }
        texts.add(draft.bytes, text.toString());
        if (exception) {
            draft.writer.excInfoAdded();
        } else {
            draft.writer.stackInfoAdded();
        }
    }

    private @Nullable String head(@Nullable CharSequence text, int maxBytes) {
        return text == null ? null : Texts.headBytes(texts.clean(text), maxBytes);
    }
}
