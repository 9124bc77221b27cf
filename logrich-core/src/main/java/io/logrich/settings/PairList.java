package io.logrich.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code key=value,key=value}. A value that begins with a double quote ends with the next one that is not doubled,
 * so that it may contain commas: {@code iban="[A-Z]{2,4}",pin=\d+}. Stateless.
 */
final class PairList {
    private PairList() {}

    /**
     * The pairs, in order.
     *
     * @throws IllegalArgumentException if it is no such list
     */
    static Map<String, String> parse(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            String key = equals < 0 ? "" : text.substring(at, equals).strip();
            if (key.isEmpty() || key.indexOf(',') >= 0) {
                throw new IllegalArgumentException(text);
            }
            StringBuilder value = new StringBuilder();
            at = equals + 1;
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(text, at + 1, value);
            } else {
                int comma = text.indexOf(',', at);
                int end = comma < 0 ? text.length() : comma;
                value.append(text, at, end);
                at = end;
            }
            pairs.put(key, value.toString());
            at++; // the comma
        }
        return pairs;
    }

    /** Reads to the closing quote; returns where the comma after it is, or the end. */
    private static int quoted(String text, int start, StringBuilder value) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append(text.charAt(at++));
            } else if (at == text.length() || text.charAt(at) == ',') {
                return at;
            } else {
                break;
            }
        }
        throw new IllegalArgumentException(text);
    }
}
