package io.logrich.pipeline;

import io.logrich.text.FixedBytes;
import io.logrich.text.Utf8Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message with places for parameters, taken apart: the texts between the places as UTF-8. Immutable. */
final class Template {
    final String text;

    /** How many parameters it takes. */
    final int places;

    /** Which of the marks of {@link TextPart#marks} its characters bear. */
    final int seen;

    /** The marks that it was made with. */
    final byte[] marks;

    /** The text before the first place, and what comes after it. */
    final Piece first;

    private Template(String text, byte[] marks, List<FixedBytes> texts, int seen) {
        this.text = text;
        this.marks = marks;
        this.places = texts.size() - 1;
        this.seen = seen;
        Piece piece = null;
        for (int i = places; i >= 0; i--) {
            piece = new Piece(texts.get(i), piece);
        }
        this.first = Objects.requireNonNull(piece, "at least what comes after the last place");
    }

    /** Takes a message apart in which no backslash stands before a place. */
    static Template of(String text, byte[] marks) {
        Utf8Buffer out = new Utf8Buffer(text.length());
        List<FixedBytes> texts = new ArrayList<>();
        int seen = 0;
        int from = 0;
        for (int place = text.indexOf("{}"); place >= 0; place = text.indexOf("{}", from)) {
            seen |= out.clear().markedText(text, from, place, marks);
            texts.add(FixedBytes.of(out, 0));
            from = place + 2;
        }
        seen |= out.clear().markedText(text, from, text.length(), marks);
        texts.add(FixedBytes.of(out, 0));
        return new Template(text, marks, texts, seen);
    }

    /** A text between places. Immutable. */
    static final class Piece {
        final FixedBytes text;

        /** The text after the next place; null if this one ends the message. */
        final @Nullable Piece next;

        Piece(FixedBytes text, @Nullable Piece next) {
            this.text = text;
            this.next = next;
        }
    }
}
