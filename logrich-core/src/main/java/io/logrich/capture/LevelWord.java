package io.logrich.capture;

import io.logrich.event.LogLevel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the level that a line of text begins with: a systemd prefix ({@code <3>}), or a level's name. In capitals the name
 * may stand alone ({@code ERROR no such file}); however it is written, it counts in brackets ({@code [warn]}) and before a
 * colon ({@code error: no such file}). Anything else says nothing. Stateless.
 */
final class LevelWord {
    private static final int MAX_INDENT = 8;
    private static final int MAX_LETTERS = 11;
    static final int PREFIX_LENGTH = 3;

    private static final LogLevel[] PRIORITIES = {
        LogLevel.CRITICAL, LogLevel.CRITICAL, LogLevel.CRITICAL, LogLevel.ERROR,
        LogLevel.WARNING, LogLevel.INFO, LogLevel.INFO, LogLevel.DEBUG
    };

    private record Word(String text, LogLevel level) {}

    /** By length. */
    private static final Word[][] WORDS = new Word[MAX_LETTERS + 1][];

    static {
        Arrays.setAll(WORDS, length -> new Word[0]);
        add(LogLevel.TRACE, "TRACE", "TRCE", "TRC", "VERBOSE", "FINEST");
        add(LogLevel.DEBUG, "FINER", "FINE", "DEBUG", "DEBG", "DBG");
        add(LogLevel.INFO, "CONFIG", "INFO", "INF", "INFORMATION", "NOTICE", "LOG", "SUCCESS");
        add(LogLevel.WARNING, "WARN", "WARNING", "WRN");
        add(LogLevel.ERROR, "ERR", "ERRO", "ERROR", "SEVERE");
        add(
                LogLevel.CRITICAL,
                "CRIT",
                "CRITICAL",
                "FATAL",
                "FTL",
                "PANIC",
                "PNC",
                "DPANIC",
                "ALERT",
                "EMERG",
                "EMERGENCY");
    }

    private LevelWord() {}

    private static void add(LogLevel level, String... words) {
        for (String word : words) {
            Word[] known = WORDS[word.length()];
            known = Arrays.copyOf(known, known.length + 1);
            known[known.length - 1] = new Word(word, level);
            WORDS[word.length()] = known;
        }
    }

    /** The level that a part of a line names, in any case; null if it names none. */
    static @Nullable LogLevel of(String line, int from, int to) {
        int length = to - from;
        if (length <= 0 || length > MAX_LETTERS) {
            return null;
        }
        for (Word word : WORDS[length]) {
            if (line.regionMatches(true, from, word.text, 0, length)) {
                return word.level;
            }
        }
        return null;
    }

    /** The level that a priority of syslog stands for, 0 to 7. */
    static LogLevel priority(int number) {
        return PRIORITIES[number];
    }

    /** The level that a systemd prefix at that place says, null if there is none. */
    static @Nullable LogLevel prefix(String line, int from) {
        char digit = Chars.at(line, from + 1);
        return Chars.at(line, from) == '<' && digit >= '0' && digit <= '7' && Chars.at(line, from + 2) == '>'
                ? priority(digit - '0')
                : null;
    }

    /** The level whose name the line begins with, null if it begins with none. */
    static @Nullable LogLevel atBeginningOf(String line, int from) {
        int start = from;
        while (start < line.length() && start - from < MAX_INDENT && Chars.isBlank(line.charAt(start))) {
            start++;
        }
        char closing = start < line.length() ? closingOf(line.charAt(start)) : 0;
        if (closing != 0) {
            start++;
        }
        int end = start;
        while (end < line.length() && end - start <= MAX_LETTERS && Chars.isLetter(line.charAt(end))) {
            end++;
        }
        if (end == start || end - start > MAX_LETTERS) {
            return null;
        }
        return isMarked(line, start, end, closing) ? of(line, start, end) : null;
    }

    /** Whether what follows the word shows that it is meant as a level. */
    private static boolean isMarked(String line, int start, int end, char closing) {
        if (closing != 0) {
            int at = end;
            while (at < line.length() && Chars.isBlank(line.charAt(at))) {
                at++;
            }
            return at < line.length() && line.charAt(at) == closing;
        }
        if (end < line.length() && line.charAt(end) == ':') {
            return true;
        }
        boolean alone = end == line.length() || Chars.isBlank(line.charAt(end));
        return alone && isUpperCase(line, start, end);
    }

    /** Whether the word at that place is a level in capitals. */
    static boolean isNextInCapitals(String line, int from) {
        int end = from;
        while (Chars.isLetter(Chars.at(line, end))) {
            end++;
        }
        boolean whole = end == line.length() || Chars.isBlank(line.charAt(end));
        return whole && isUpperCase(line, from, end) && of(line, from, end) != null;
    }

    /** Whether a word of ASCII letters has only capitals. */
    static boolean isUpperCase(String line, int start, int end) {
        for (int at = start; at < end; at++) {
            if (line.charAt(at) >= 'a') {
                return false;
            }
        }
        return true;
    }

    private static char closingOf(char opening) {
        return switch (opening) {
            case '[' -> ']';
            case '(' -> ')';
            case '<' -> '>';
            default -> 0;
        };
    }
}
