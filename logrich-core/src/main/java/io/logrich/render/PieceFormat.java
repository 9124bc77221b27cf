package io.logrich.render;

import io.logrich.text.Utf8Buffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the colon of a placeholder: {@code <8}, {@code *^20}, {@code .40}, {@code >8.8}. Counts the columns
 * that a terminal needs, not bytes. Immutable.
 *
 * @param fill what to fill up with, one character
 * @param align where the text stands: {@code <} left, {@code >} right, {@code ^} in the middle
 * @param width how many columns at least
 * @param most how many columns at most
 */
record PieceFormat(String fill, char align, int width, int most) {
    private static final Pattern FORMAT = Pattern.compile("(?:(.)?([<>^]))?([1-9][0-9]{0,2})?(?:\\.([0-9]{1,3}))?s?");

    /** Reads what stands behind the colon; null if it is no such thing. */
    static @Nullable PieceFormat parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String fill = parts.group(1) == null ? " " : parts.group(1);
        char align = parts.group(2) == null ? '<' : parts.group(2).charAt(0);
        int width = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        int most = parts.group(4) == null ? Integer.MAX_VALUE : Integer.parseInt(parts.group(4));
        return new PieceFormat(fill, align, width, most);
    }

    /** That piece, made to fit. */
    Piece around(Piece piece) {
        return (event, out) -> {
            int start = out.size();
            piece.write(event, out);
            if (most < Integer.MAX_VALUE) {
                out.size(Columns.end(out.array(), start, out.size(), most));
            }
            int missing = width - Columns.count(out.array(), start, out.size());
            if (missing > 0) {
                int before = align == '<' ? 0 : align == '>' ? missing : missing / 2;
                fill(out, missing - before);
                insert(out, start, before);
            }
        };
    }

    private void fill(Utf8Buffer out, int times) {
        for (int i = 0; i < times; i++) {
            out.text(fill);
        }
    }

    private void insert(Utf8Buffer out, int at, int times) {
        int end = out.size();
        fill(out, times);
        int added = out.size() - end;
        byte[] bytes = out.array();
        byte[] filling = java.util.Arrays.copyOfRange(bytes, end, out.size());
        System.arraycopy(bytes, at, bytes, at + added, end - at);
        System.arraycopy(filling, 0, bytes, at, added);
    }
}
