package io.logrich.capture;

import static io.logrich.capture.Chars.at;
import static io.logrich.capture.Chars.isDigit;
import static io.logrich.capture.Chars.isLetter;

import java.util.Set;

/** Recognises names of loggers. Stateless. */
final class LoggerText {
    /** What a qualified name of a logger does not end with, but names of files and hosts do. */
    private static final Set<String> NO_LOGGERS = Set.of(
            "bat",
            "c",
            "cc",
            "cfg",
            "class",
            "com",
            "conf",
            "cpp",
            "cs",
            "csv",
            "de",
            "dll",
            "err",
            "exe",
            "go",
            "gz",
            "h",
            "html",
            "ini",
            "io",
            "jar",
            "java",
            "js",
            "json",
            "key",
            "local",
            "log",
            "md",
            "net",
            "org",
            "out",
            "pem",
            "php",
            "properties",
            "py",
            "rb",
            "rs",
            "service",
            "sh",
            "so",
            "socket",
            "sql",
            "tar",
            "toml",
            "tmp",
            "ts",
            "txt",
            "xml",
            "yaml",
            "yml",
            "zip");

    private LoggerText() {}

    /**
     * Where the name that begins here ends: letters, digits and what stands within names, {@code ::} included. The same as
     * the beginning if none begins here.
     */
    static int endOf(String line, int from) {
        int end = from;
        while (end < line.length()) {
            char c = line.charAt(end);
            if (c == ':' && at(line, end + 1) == ':' && isPart(at(line, end + 2))) {
                end += 2;
            } else if (isPart(c)) {
                end++;
            } else {
                break;
            }
        }
        return end;
    }

    /**
     * Whether a word before a colon is rather a logger's name than the first word of a message: qualified, and neither an
     * exception nor a file nor a host; or one of those that Python's loggers have.
     */
    static boolean isQualified(String line, int from, int end) {
        int last = end;
        while (last > from && line.charAt(last - 1) != '.' && line.charAt(last - 1) != ':') {
            last--;
        }
        String tail = line.substring(last, end);
        if (last == from) {
            return tail.equals("root") || tail.equals("__main__");
        }
        boolean starts = isLetter(line.charAt(from)) || line.charAt(from) == '_';
        boolean thrown = tail.endsWith("Exception") || tail.endsWith("Error") || tail.endsWith("Throwable");
        return starts && !tail.isEmpty() && !isDigit(tail.charAt(0)) && !thrown && !NO_LOGGERS.contains(tail);
    }

    private static boolean isPart(char c) {
        return isLetter(c)
                || isDigit(c)
                || c == '.'
                || c == '_'
                || c == '$'
                || c == '-'
                || c == '/'
                || c == '#'
                || c > 0x7f;
    }
}
