package io.logrich.scrub;

import io.logrich.scrub.Secrets.Span;
import java.util.Locale;
import java.util.Set;

/** Finds where the value ends that follows a key in a text. Stateless. */
final class Values {
    /** Words that announce credentials in a header; the credentials follow (RFC 9110, section 11). */
    private static final Set<String> SCHEMES =
            Set.of("bearer", "basic", "digest", "negotiate", "token", "apikey", "ntlm", "hawk");

    private static final int LONGEST_SCHEME = 9;

    private Values() {}

    /** The value that begins at a place: in quotes, in brackets, or a word. */
    static Span at(String text, int from) {
        if (from >= text.length()) {
            return new Span(from, from);
        }
        char first = text.charAt(from);
        if (first == '\\' && from + 1 < text.length() && isQuote(text.charAt(from + 1))) {
            return escapedQuoted(text, from + 2, text.charAt(from + 1));
        } else if (isQuote(first)) {
            return quoted(text, from + 1, first);
        } else if (first == '{' || first == '[' || first == '(') {
            return bracketed(text, from);
        }
        int to = endOfWord(text, from);
        if (to - from <= LONGEST_SCHEME
                && SCHEMES.contains(text.substring(from, to).toLowerCase(Locale.ROOT))) {
            int next = to;
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
            to = Math.max(to, endOfWord(text, next));
        }
        return new Span(from, to);
    }

    /** Up to the quote that closes it; an unclosed one closes with the text. */
    private static Span quoted(String text, int from, char quote) {
        int to = from;
        while (to < text.length() && text.charAt(to) != quote) {
            to += text.charAt(to) == '\\' ? 2 : 1;
        }
        return new Span(from, Math.min(to, text.length()));
    }

    /** In JSON within JSON the quotes themselves are escaped. */
    private static Span escapedQuoted(String text, int from, char quote) {
        int to = text.indexOf("\\" + quote, from);
        return new Span(from, to < 0 ? text.length() : to);
    }

    private static Span bracketed(String text, int from) {
        int depth = 0;
        int to = from;
        while (to < text.length()) {
            char c = text.charAt(to++);
            depth += c == '{' || c == '[' || c == '(' ? 1 : c == '}' || c == ']' || c == ')' ? -1 : 0;
            if (depth == 0) {
                break;
            }
        }
        return new Span(from, to);
    }

    private static int endOfWord(String text, int from) {
        int to = from;
        while (to < text.length() && !isEnd(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean isEnd(char c) {
        return c <= ' '
                || c == ','
                || c == ';'
                || c == '&'
                || c == '|'
                || c == ')'
                || c == ']'
                || c == '}'
                || isQuote(c)
                || c == '<';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
