package io.logrich.pipeline;

import io.logrich.text.Utf8Buffer;
import java.util.Arrays;

/** A message with places for parameters, taken apart: the texts between the places as UTF-8. Immutable. */
final class Template {
    final String text;

    /** How many parameters it takes. */
    final int places;

    /** Which of the marks of {@link TextPart#marks} its characters bear. */
    final int seen;

    /** The marks that it was made with. */
    final byte[] marks;

    private final byte[] utf8;

    /** Where in the bytes the text before each place ends, and the last one after all of them. */
    private final int[] ends;

    private Template(String text, byte[] marks, byte[] utf8, int[] ends, int seen) {
        this.text = text;
        this.marks = marks;
        this.places = ends.length - 1;
        this.seen = seen;
        this.utf8 = utf8;
        this.ends = ends;
    }

    /** Takes a message apart in which no backslash stands before a place. */
    static Template of(String text, byte[] marks) {
        Utf8Buffer out = new Utf8Buffer(text.length());
        int[] ends = new int[text.length() / 2 + 1];
        int seen = 0;
        int places = 0;
        int from = 0;
        for (int place = text.indexOf("{}"); place >= 0; place = text.indexOf("{}", from)) {
            seen |= out.markedText(text, from, place, marks);
            ends[places++] = out.size();
            from = place + 2;
        }
        seen |= out.markedText(text, from, text.length(), marks);
        ends[places] = out.size();
        return new Template(text, marks, out.toByteArray(), Arrays.copyOf(ends, places + 1), seen);
    }

    /** Adds the text before a place, or after the last one. */
    void add(Utf8Buffer out, int place) {
        int from = place == 0 ? 0 : ends[place - 1];
        out.put(utf8, from, ends[place] - from);
    }
}
