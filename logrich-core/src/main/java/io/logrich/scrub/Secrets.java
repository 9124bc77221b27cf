package io.logrich.scrub;

import org.jspecify.annotations.Nullable;

/**
 * Masks the secrets that stand in a text: the values of secret keys ({@code password=…}, {@code "token": "…"},
 * {@code Authorization: Bearer …}), bearer and basic tokens (RFC 6750, RFC 7617), passwords in URLs (RFC 3986, userinfo),
 * private key blocks (RFC 7468). Goes over the text once, whatever is in it. Thread-safe.
 */
public final class Secrets {
    /** What stands in place of a secret. */
    public static final String MASK = "***";

    private static final int LEAST_TOKEN = 8;
    private static final int SURELY_TOKEN = 16;
    private static final int LONGEST_WORD = 128;
    private static final int LONGEST_LABEL = 64;
    private static final int LONGEST_REREAD = 512;
    private static final int LONGEST_USERINFO = 2048;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final SecretKeys keys;
    private final SecretHints hints;

    /** Secrets that are known by the given keys or by their look. */
    public Secrets(SecretKeys keys) {
        this.keys = keys;
        this.hints = new SecretHints(keys);
        scrub("key=value"); // loads what it needs while classes can be loaded: it is wanted when all goes wrong
    }

    public SecretKeys keys() {
        return keys;
    }

    /** A quick look that spares most texts the long one. */
    public SecretHints hints() {
        return hints;
    }

    /** The text with its secrets masked; the text itself if it holds none. */
    public String scrub(String text) {
        Patience patience = new Patience(text.length());
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        while (at < text.length() && copied < text.length()) {
            Span secret = find(text, at, patience);
            if (secret == null || secret.to <= copied) {
                at++;
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length());
            }
            if (secret.from >= copied) {
                out.append(text, copied, secret.from).append(MASK);
            }
            copied = secret.to;
            // what was taken for a value may hold a key itself: password= token: …
            at = secret.to - secret.from > LONGEST_REREAD ? secret.to : at + 1;
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** The secret that the character at a place announces, or null. */
    private @Nullable Span find(String text, int at, Patience patience) {
        return switch (text.charAt(at)) {
            case '=' -> valueOfKey(text, at, patience);
            case ':' ->
                text.startsWith("//", at + 1) ? passwordOfUrl(text, at + 3, patience) : valueOfKey(text, at, patience);
            case 'b', 'B' -> token(text, at);
            case '-' -> text.startsWith(BEGIN, at) ? privateKey(text, at) : null;
            default -> null;
        };
    }

    private @Nullable Span valueOfKey(String text, int separator, Patience patience) {
        int end = separator;
        while (end > 0 && isBetween(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < LONGEST_WORD && isOfWord(text.charAt(start - 1))) {
            start--;
        }
        SecretPattern pattern = start < end ? keys.ofWord(text, start, end) : null;
        if (pattern == null) {
            return null;
        }
        int from = separator + 1;
        while (from < text.length() && (text.charAt(from) == '=' || text.charAt(from) == '>')) {
            from++;
        }
        while (from < text.length() && isBlank(text.charAt(from))) {
            from++;
        }
        Span value = Values.at(text, from);
        if (value.from == value.to || isMask(text, value)) {
            return null;
        } else if (pattern.isIn(text.substring(value.from, value.to))) {
            return value;
        }
        return patience.isOver(value) ? new Span(value.from, text.length()) : null;
    }

    private static boolean isMask(String text, Span value) {
        return value.to - value.from == MASK.length() && text.startsWith(MASK, value.from);
    }

    /** Whatever stands between the first colon and the last {@code @} of an authority. */
    private static @Nullable Span passwordOfUrl(String text, int start, Patience patience) {
        int end = start;
        int path = -1;
        int colon = -1;
        int at = -1;
        int limit = Math.min(text.length(), start + LONGEST_USERINFO);
        if (patience.nextAt(text, start) >= limit) {
            return null;
        }
        while (end < limit && !isEndOfUrl(text.charAt(end))) {
            char c = text.charAt(end);
            if (c == '@' && (path < 0 || at < 0 && colon >= 0 && !isPort(text, colon + 1, path))) {
                at = end;
            } else if (c == ':' && colon < 0 && path < 0) {
                colon = end;
            } else if (path < 0 && (c == '/' || c == '?' || c == '#')) {
                path = end;
            }
            end++;
        }
        return colon >= 0 && at > colon + 1 && !text.startsWith(MASK + "@", colon + 1) ? new Span(colon + 1, at) : null;
    }

    private static @Nullable Span token(String text, int at) {
        int scheme =
                text.regionMatches(true, at, "bearer", 0, 6) ? 6 : text.regionMatches(true, at, "basic", 0, 5) ? 5 : 0;
        if (scheme == 0 || at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
            return null;
        }
        int from = at + scheme;
        while (from < text.length() && isBlank(text.charAt(from))) {
            from++;
        }
        if (from == at + scheme) {
            return null; // one word with what follows
        }
        int to = from;
        boolean random = false;
        while (to < text.length() && isOfToken(text.charAt(to))) {
            char c = text.charAt(to);
            random |= c != '-' && c != '.' && (c < 'a' || c > 'z') && (to > from || c < 'A' || c > 'Z');
            to++;
        }
        boolean secret = to > from
                && text.charAt(from) != '-'
                && to - from >= LEAST_TOKEN
                && (random || scheme == 6 && to - from >= SURELY_TOKEN);
        return secret ? new Span(from, to) : null;
    }

    /** From the end of the opening line to the end of the closing one, or of the text. */
    private static @Nullable Span privateKey(String text, int at) {
        int label = at + BEGIN.length();
        int begin = label;
        while (begin < text.length() && begin - label < LONGEST_LABEL && isOfLabel(text.charAt(begin))) {
            begin++;
        }
        if (!text.startsWith("-----", begin) || !text.substring(label, begin).contains("PRIVATE KEY")) {
            return null;
        }
        int from = begin + 5;
        if (text.startsWith(MASK, from)) {
            return null;
        }
        int end = text.indexOf(END, from);
        int close = end < 0 ? -1 : text.indexOf("-----", end + END.length());
        return new Span(from, close < 0 ? text.length() : close + 5);
    }

    private static boolean isOfLabel(char c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ';
    }

    private static boolean isPort(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == '`' || c == ']';
    }

    private static boolean isOfWord(char c) {
        return isOfToken(c) && c != '~' && c != '+' && c != '/' && c != '=' || c >= 128 && Character.isLetterOrDigit(c);
    }

    private static boolean isOfToken(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '~'
                || c == '+'
                || c == '/'
                || c == '=';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isEndOfUrl(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '\u00a0';
    }

    /** How often a text may be read for what is no secret in the end. One text, from front to back. */
    private static final class Patience {
        private static final long READINGS = 16;

        private long left;
        private int at;

        Patience(int length) {
            left = READINGS * Math.max(length, 4096);
        }

        /** Where the next {@code @} stands; behind the text if there is none. */
        int nextAt(String text, int from) {
            if (at <= from) {
                at = text.indexOf('@', from);
                at = at < 0 ? Integer.MAX_VALUE : at;
            }
            return at;
        }

        /** Whether it has been read too often with this value; then the rest of it counts as a secret. */
        boolean isOver(Span value) {
            left -= value.to - value.from;
            return left < 0;
        }
    }

    /** A part of a text. */
    record Span(int from, int to) {}
}
