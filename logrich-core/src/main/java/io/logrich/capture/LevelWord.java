package io.logrich.capture;

import static java.util.Map.entry;

import io.logrich.event.LogLevel;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the level that a line of text begins with: a systemd prefix ({@code <3>}), or a level's name. In capitals the name
 * may stand alone ({@code ERROR no such file}); however it is written, it counts in brackets ({@code [warn]}) and before a
 * colon ({@code error: no such file}). Anything else says nothing. Stateless.
 */
final class LevelWord {
    private static final int MAX_INDENT = 8;
    private static final int MAX_LETTERS = 11;
    private static final int PREFIX_LENGTH = 3;

    private static final LogLevel[] PRIORITIES = {
        LogLevel.CRITICAL, LogLevel.CRITICAL, LogLevel.CRITICAL, LogLevel.ERROR,
        LogLevel.WARNING, LogLevel.INFO, LogLevel.INFO, LogLevel.DEBUG
    };

    private static final Map<String, LogLevel> WORDS = Map.ofEntries(
            entry("TRACE", LogLevel.TRACE),
            entry("TRCE", LogLevel.TRACE),
            entry("VERBOSE", LogLevel.TRACE),
            entry("FINEST", LogLevel.TRACE),
            entry("FINER", LogLevel.DEBUG),
            entry("FINE", LogLevel.DEBUG),
            entry("DEBUG", LogLevel.DEBUG),
            entry("DEBG", LogLevel.DEBUG),
            entry("CONFIG", LogLevel.INFO),
            entry("INFO", LogLevel.INFO),
            entry("INFORMATION", LogLevel.INFO),
            entry("NOTICE", LogLevel.INFO),
            entry("WARN", LogLevel.WARNING),
            entry("WARNING", LogLevel.WARNING),
            entry("ERR", LogLevel.ERROR),
            entry("ERRO", LogLevel.ERROR),
            entry("ERROR", LogLevel.ERROR),
            entry("SEVERE", LogLevel.ERROR),
            entry("CRIT", LogLevel.CRITICAL),
            entry("CRITICAL", LogLevel.CRITICAL),
            entry("FATAL", LogLevel.CRITICAL),
            entry("PANIC", LogLevel.CRITICAL),
            entry("ALERT", LogLevel.CRITICAL),
            entry("EMERG", LogLevel.CRITICAL),
            entry("EMERGENCY", LogLevel.CRITICAL));

    private LevelWord() {}

    /** The level that the line begins with, INFO if it begins with none. */
    static LogLevel levelOf(String line) {
        if (hasPrefix(line)) {
            return PRIORITIES[line.charAt(1) - '0'];
        }
        LogLevel level = byWord(line);
        return level == null ? LogLevel.INFO : level;
    }

    /** The line without its systemd prefix; a level's name stays, since it belongs to the text. */
    static String textOf(String line) {
        return hasPrefix(line) ? line.substring(PREFIX_LENGTH) : line;
    }

    private static boolean hasPrefix(String line) {
        return line.length() >= PREFIX_LENGTH
                && line.charAt(0) == '<'
                && line.charAt(1) >= '0'
                && line.charAt(1) <= '7'
                && line.charAt(2) == '>';
    }

    private static @Nullable LogLevel byWord(String line) {
        int start = 0;
        while (start < line.length() && start < MAX_INDENT && isBlank(line.charAt(start))) {
            start++;
        }
        char closing = start < line.length() ? closingOf(line.charAt(start)) : 0;
        if (closing != 0) {
            start++;
        }
        int end = start;
        while (end < line.length() && end - start <= MAX_LETTERS && isLetter(line.charAt(end))) {
            end++;
        }
        if (end == start || end - start > MAX_LETTERS) {
            return null;
        }
        String word = line.substring(start, end);
        return isMarked(line, end, closing, word) ? WORDS.get(word.toUpperCase(Locale.ROOT)) : null;
    }

    /** Whether what follows the word shows that it is meant as a level. */
    private static boolean isMarked(String line, int end, char closing, String word) {
        if (closing != 0) {
            int at = end;
            while (at < line.length() && isBlank(line.charAt(at))) {
                at++;
            }
            return at < line.length() && line.charAt(at) == closing;
        }
        if (end < line.length() && line.charAt(end) == ':') {
            return true;
        }
        boolean alone = end == line.length() || isBlank(line.charAt(end));
        return alone && word.equals(word.toUpperCase(Locale.ROOT));
    }

    private static char closingOf(char opening) {
        return switch (opening) {
            case '[' -> ']';
            case '(' -> ')';
            case '<' -> '>';
            default -> 0;
        };
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
