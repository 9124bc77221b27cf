package io.logrich.pipeline;

import io.logrich.pipeline.Template.Piece;
import io.logrich.settings.PayloadLimits;
import io.logrich.text.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/** The message on its way into the bytes of an event, its parameters filled in. Thread-safe. */
final class MessagePart {
    private final TextPart texts;
    private final Templates templates;
    private final ValueFilter values;
    private final PayloadLimits limits;
    private final RawBounds bounds;

    MessagePart(TextPart texts, ValueFilter values, PayloadLimits limits) {
        this.texts = texts;
        this.templates = new Templates(texts.marks());
        this.values = values;
        this.limits = limits;
        this.bounds = RawBounds.of(limits);
    }

    /** Adds the message; false, and nothing added, if it is over the limit and must not be cut. */
    boolean add(LogCall call, Draft draft) {
        if (call.parameterCount() > 0 && addPlain(call, draft)) {
            return true;
        }
        CharSequence whole = text(call, draft);
        String text = call.isCaptured() ? whole.toString() : bounds.bounded(whole);
        if (!limits.truncateMessage() && Texts.isLonger(text, maxChars(call))) {
            return false;
        }
        texts.add(draft.bytes, text, maxChars(call), draft.notes, Notes.Part.MESSAGE, "message");
        return true;
    }

    private CharSequence text(LogCall call, Draft draft) {
        CharSequence message = call.message();
        String template = message == null ? "null" : message.toString();
        return call.parameterCount() == 0
                ? template
                : MessageFormatter.format(draft.text, template, call, values, draft.notes);
    }

    /** Adds template and parameters without making a text of them; false, and nothing added, if that cannot be done. */
    private boolean addPlain(LogCall call, Draft draft) {
        Template template = call.template(templates);
        if (template == null || template.places != call.parameterCount()) {
            return false;
        }
        Utf8Buffer out = draft.bytes;
        int start = out.size();
        int seen = template.seen;
        int place = 0;
        Piece piece = template.first;
        out.put(piece.text);
        while (piece.next != null) {
            Object parameter = call.parameter(place++);
            if (!isPlain(parameter)) {
                out.size(start);
                return false;
            }
            seen |= addPlain(out, parameter);
            piece = piece.next;
            out.put(piece.text);
        }
        boolean done = out.size() - start <= limits.messageMaxChars() && texts.isClean(out, start, seen);
        if (!done) {
            out.size(start);
        }
        return done;
    }

    private boolean isPlain(@Nullable Object parameter) {
        return parameter instanceof String text
                ? text.length() <= limits.messageMaxChars()
                : parameter instanceof Integer || parameter instanceof Long;
    }

    private int addPlain(Utf8Buffer out, @Nullable Object parameter) {
        if (parameter instanceof String text) {
            return out.markedText(text, 0, text.length(), texts.marks());
        } else if (parameter instanceof Number number) {
            out.decimal(number.longValue());
        }
        return 0;
    }

    private int maxChars(LogCall call) {
        return call.isCaptured() ? Integer.MAX_VALUE : limits.messageMaxChars();
    }
}
