package io.logrich.pipeline;

import io.logrich.pipeline.Notes.Part;
import io.logrich.scrub.SecretHints;
import io.logrich.scrub.Secrets;
import io.logrich.text.Utf8Buffer;

/**
 * Text on its way into the bytes of an event: bounded, scrubbed, cut to its limit, in this order, so that a cut cannot hide
 * a secret. Text that is short and holds no secret, which is nearly all, goes straight in. Thread-safe.
 */
final class TextPart {
    private final Secrets secrets;
    private final SecretHints hints;

    TextPart(Secrets secrets) {
        this.secrets = secrets;
        this.hints = secrets.hints();
    }

    /** By ASCII character: what to gather for {@link #isClean}. */
    byte[] marks() {
        return hints.marks();
    }

    /** Whether what has been added to a buffer holds no secret. */
    boolean isClean(Utf8Buffer out, int start, int seen) {
        return seen == 0 || !hints.maybe(out.array(), start, out.size(), seen);
    }

    /** Whether what has been added to a buffer holds no secret. */
    boolean isClean(Utf8Buffer out, int start) {
        return isClean(out, start, out.marks(start, hints.marks()));
    }

    /** Masks the secrets in what has been added to a buffer. */
    void scrub(Utf8Buffer out, int start) {
        String text = out.toString(start);
        out.size(start);
        out.text(clean(text));
    }

    /**
     * Adds a text of at most so many code points.
     *
     * @param key which value it is, for the report
     */
    void add(Utf8Buffer out, String text, int maxChars, Notes notes, Part part, String key) {
        if (text.length() <= maxChars) {
            int start = out.size();
            int seen = out.markedText(text, 0, text.length(), hints.marks());
            if (isClean(out, start, seen)) {
                return;
            }
            out.size(start);
        }
        out.text(clean(text, maxChars, notes, part, key));
    }

    /** Adds a text without a limit of its own. */
    void add(Utf8Buffer out, String text) {
        int start = out.size();
        int seen = out.markedText(text, 0, text.length(), hints.marks());
        if (!isClean(out, start, seen)) {
            out.size(start);
            out.text(clean(text));
        }
    }

    /** A text scrubbed and cut. */
    CharSequence clean(CharSequence text, int maxChars, Notes notes, Part part, String key) {
        String scrubbed = clean(text);
        CharSequence cut = Texts.limited(scrubbed, maxChars);
        if (!cut.equals(scrubbed)) {
            notes.cut(part, "length", Texts.points(scrubbed), Texts.points(cut), key);
        }
        return cut;
    }

    /** A text scrubbed. */
    String clean(CharSequence text) {
        return secrets.scrub(text.toString());
    }
}
