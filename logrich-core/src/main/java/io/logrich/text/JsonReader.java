package io.logrich.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259) strictly. Objects become {@link Map}s in their order (a key given twice keeps its last
 * value), numbers {@link Long}, {@link BigInteger} or {@link Double}. Depth and length of numbers are bounded, so that
 * no text can overflow the stack or take forever. One thread only.
 */
public final class JsonReader {
    private static final int MAX_DEPTH = 64;

    /** Java reads a number in a time that grows with the square of its length. */
    private static final int MAX_NUMBER = 4096;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value that the text holds.
     *
     * @throws IllegalArgumentException if it is not JSON, with the place of the first offence
     */
    public static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong("nothing more");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " levels");
        }
        blanks();
        char c = peek();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return map;
        }
        while (true) {
            blanks();
            if (peek() != '"') {
                throw wrong("a key in quotes");
            }
            String key = string();
            blanks();
            expect(':');
            map.put(key, value(depth + 1));
            blanks();
            if (peek() == '}') {
                at++;
                return map;
            }
            expect(',');
        }
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            blanks();
            if (peek() == ']') {
                at++;
                return list;
            }
            expect(',');
        }
    }

    private String string() {
        at++;
        int start = at;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder().append(text, start, at);
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            } else if (c == '\\') {
                out.append(escape());
            } else if (c < 0x20) {
                at--;
                throw wrong("no control character");
            } else {
                out.append(c);
            }
        }
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\';
    }

    private char escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && isOfNumber(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > MAX_NUMBER) {
            at = start;
            throw wrong("a number of at most " + MAX_NUMBER + " characters");
        }
        int end = wholeEnd(digits);
        if (end < digits.length() && !isRestOfNumber(digits, end)) {
            at = start;
            throw wrong("a value");
        }
        if (end < digits.length()) {
            double value = Double.parseDouble(digits);
            return Double.isInfinite(value) ? new BigDecimal(digits) : value;
        }
        return digits.length() < 19 ? (Object) Long.valueOf(digits) : narrow(new BigInteger(digits));
    }

    private static boolean isOfNumber(char c) {
        return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Where the part of a number before its point or exponent ends; beyond the end if there is none. */
    private int wholeEnd(String digits) {
        int first = digits.startsWith("-") ? 1 : 0;
        int end = digitsEnd(digits, first);
        boolean zeroes = end > first + 1 && digits.charAt(first) == '0';
        if (end == first || zeroes) {
            at -= digits.length();
            throw wrong("a value");
        }
        return end;
    }

    private static boolean isRestOfNumber(String digits, int from) {
        int end = from;
        if (digits.charAt(end) == '.') {
            int fraction = end + 1;
            end = digitsEnd(digits, fraction);
            if (end == fraction) {
                return false;
            }
        }
        if (end < digits.length() && (digits.charAt(end) == 'e' || digits.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < digits.length() && (digits.charAt(exponent) == '+' || digits.charAt(exponent) == '-')) {
                exponent++;
            }
            end = digitsEnd(digits, exponent);
            if (end == exponent) {
                return false;
            }
        }
        return end == digits.length();
    }

    private static int digitsEnd(String digits, int from) {
        int end = from;
        while (end < digits.length() && isDigit(digits.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more text");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("not JSON: expected " + expected + " at character " + at);
    }
}
