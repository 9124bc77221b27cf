package io.logrich.scrub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys whose values are secrets. Immutable. */
public final class SecretKeys {
    private static final String[] NONE = {};

    private final Map<String, SecretPattern> patterns = new HashMap<>();

    /** The keys in ASCII by their last letter, so that most words are seen to be no key at once. */
    private final String[][] byLastLetter = new String[128][];

    /** The other keys; where there are some, every word is compared with them. */
    private final String[] foreign;

    /**
     * The given keys.
     *
     * @param patterns by key, in any case; blank keys are left out
     * @param timeouts is told the key when a value took too long
     */
    public SecretKeys(Map<String, Pattern> patterns, Consumer<String> timeouts) {
        for (Map.Entry<String, Pattern> secret : patterns.entrySet()) {
            String key = folded(secret.getKey());
            if (!key.isEmpty()) {
                this.patterns.put(key, new SecretPattern(key, secret.getValue(), timeouts));
            }
        }
        List<String> others = new ArrayList<>();
        for (String key : this.patterns.keySet()) {
            if (isAscii(key)) {
                char last = key.charAt(key.length() - 1);
                byLastLetter[last] = with(byLastLetter[last], key);
            } else {
                others.add(key);
            }
        }
        foreign = others.toArray(NONE);
    }

    /** The pattern for the values of exactly that key, blanks around it and case aside; null if it is no secret's key. */
    public @Nullable SecretPattern of(String key) {
        SecretPattern exact = patterns.get(key);
        return exact != null || isFolded(key) ? exact : patterns.get(folded(key));
    }

    /**
     * The pattern for a word in a text that is a secret's key, or ends with one after {@code _}, {@code -}, {@code .} or
     * a change of case: {@code db_password}, {@code X-Auth-Token}, {@code dbPassword}. Null if it is none.
     */
    @Nullable
    SecretPattern ofWord(CharSequence text, int from, int to) {
        String key = ending(endingLike(text.charAt(to - 1)), text, from, to);
        if (key == null && foreign.length > 0) {
            key = ending(foreign, text, from, to);
        }
        return key == null ? null : patterns.get(key);
    }

    /** Whether a word, in UTF-8, may end with a secret's key. */
    boolean mayEndWithKey(byte[] text, int from, int to) {
        if (foreign.length > 0) {
            return true;
        }
        for (String key : endingLike((char) (text[to - 1] & 0x7f))) {
            int start = to - key.length();
            int same = 0;
            while (start >= from
                    && same < key.length()
                    && lower((char) (text[start + same] & 0xff)) == key.charAt(same)) {
                same++;
            }
            if (same == key.length()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String ending(String[] keys, CharSequence text, int from, int to) {
        for (String key : keys) {
            int start = to - key.length();
            if (start >= from && isSame(text, start, key) && isBoundary(text, from, start)) {
                return key;
            }
        }
        return null;
    }

    private String[] endingLike(char last) {
        char letter = lower(last);
        String[] keys = letter < 128 ? byLastLetter[letter] : null;
        return keys == null ? NONE : keys;
    }

    private static boolean isSame(CharSequence text, int start, String key) {
        for (int i = 0; i < key.length(); i++) {
            if (lower(text.charAt(start + i)) != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBoundary(CharSequence text, int from, int start) {
        if (start == from) {
            return true;
        }
        char before = text.charAt(start - 1);
        return before == '_'
                || before == '-'
                || before == '.'
                || Character.isUpperCase(text.charAt(start)) && !Character.isUpperCase(before);
    }

    private static char lower(char c) {
        return c < 128 ? c >= 'A' && c <= 'Z' ? (char) (c + 32) : c : Character.toLowerCase(c);
    }

    private static String[] with(String @Nullable [] keys, String key) {
        String[] more = keys == null ? new String[1] : Arrays.copyOf(keys, keys.length + 1);
        more[more.length - 1] = key;
        return more;
    }

    private static boolean isAscii(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String key) {
        return key.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether folding would change nothing for sure. */
    private static boolean isFolded(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c > 'z' || c < '0' || c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }
}
