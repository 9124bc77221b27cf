package io.logrich.capture;

import static io.logrich.capture.Chars.at;

/** Recognises single lines of stack traces. Stateless. */
final class TraceLine {
    static final String PYTHON = "Traceback (most recent call last):";

    private static final String IN_THREAD = "Exception in thread ";
    private static final int LONGEST_NAME = 256;

    private TraceLine() {}

    /** {@code \tat com.acme.App.main(App.java:3)}, {@code     at foo (file.js:1:2)}, {@code at A.B() in C.cs:line 3}. */
    static boolean isFrame(String line) {
        int at = Chars.skipBlanks(line, 0);
        if (at == 0 || !line.startsWith("at ", at)) {
            return false;
        }
        int end = line.endsWith(" {") ? line.length() - 2 : line.length();
        char last = line.charAt(end - 1);
        return line.indexOf('(', at) > 0 && last == ')' || Chars.isDigit(last) || last == '>';
    }

    /** What stands between frames: {@code ... 3 more}, causes, suppressed exceptions, locks. */
    static boolean isBetweenFrames(String line) {
        int at = Chars.skipBlanks(line, 0);
        if (isCause(line)) {
            return true;
        }
        return at > 0
                && (line.startsWith("... ", at)
                        || line.startsWith("- ", at)
                        || line.startsWith("--- ", at)
                        || line.startsWith("[CIRCULAR", at));
    }

    /** Begins another exception of the same trace. */
    static boolean isCause(String line) {
        int at = Chars.skipBlanks(line, 0);
        return line.startsWith("Caused by: ", at)
                || line.startsWith("Wrapped by: ", at)
                || line.startsWith("[cause]: ", at)
                || at > 0 && line.startsWith("Suppressed: ", at);
    }

    /**
     * {@code java.io.IOException: message}, {@code TypeError: message}, {@code Exception in thread "main" …}: a name that ends
     * like that of an exception, or a qualified one of a class.
     */
    static boolean isException(String line) {
        if (line.startsWith(IN_THREAD) || line.startsWith("Uncaught ")) {
            return true;
        }
        int end = 0;
        int last = 0;
        while (end < line.length() && end <= LONGEST_NAME && isPartOfName(line.charAt(end))) {
            last = line.charAt(end) == '.' || line.charAt(end) == '$' ? end + 1 : last;
            end++;
        }
        boolean ends = end == line.length() || line.charAt(end) == ':' || line.startsWith(" [", end); // Node: a code
        if (end == last || end > LONGEST_NAME || !ends) {
            return false;
        }
        boolean type = at(line, last) >= 'A' && at(line, last) <= 'Z';
        return type && (last > 0 || endsLikeOne(line, end));
    }

    private static boolean endsLikeOne(String line, int end) {
        return line.startsWith("Exception", end - 9) || line.startsWith("Error", end - 5);
    }

    /** The line that ends a trace of Python: an exception's name, with a message or without. */
    static boolean endsPython(String line) {
        int end = 0;
        while (end < line.length() && isPartOfName(line.charAt(end))) {
            end++;
        }
        return end > 0 && !Chars.isDigit(line.charAt(0)) && (end == line.length() || line.charAt(end) == ':');
    }

    /** Joins two traces of Python. */
    static boolean joinsPython(String line) {
        return line.startsWith("During handling of the above exception")
                || line.startsWith("The above exception was the direct cause");
    }

    /** Begins what Go prints when it dies. */
    static boolean isPanic(String line) {
        return line.startsWith("panic: ") || line.startsWith("fatal error: ") || isGoroutine(line);
    }

    /** {@code goroutine 1 [running]:}. */
    static boolean isGoroutine(String line) {
        return line.startsWith("goroutine ") && line.endsWith("]:");
    }

    /** What stands in a trace of Go below a panic or a goroutine, an empty line apart. */
    static boolean isOfGo(String line) {
        if (at(line, 0) == '\t'
                || isPanic(line)
                || line.startsWith("created by ")
                || line.startsWith("[signal ")
                || line.startsWith("exit status ")
                || line.startsWith("...")) {
            return true;
        }
        int name = Chars.endOfWord(line, 0);
        boolean call = line.endsWith(")") && line.indexOf('(') > 0 && line.indexOf('.') > 0;
        boolean register = name < line.length() && line.startsWith("0x", Chars.skipBlanks(line, name));
        return call || register;
    }

    /** What Node prints before the line of the source that has thrown: {@code /app/shop.js:12}. */
    static boolean isSourcePlace(String line) {
        boolean path =
                at(line, 0) == '/' || line.startsWith("file://") || line.startsWith("node:") || at(line, 1) == ':';
        int digits = line.length();
        while (digits > 0 && Chars.isDigit(line.charAt(digits - 1))) {
            digits--;
        }
        return path && digits < line.length() && digits > 2 && line.charAt(digits - 1) == ':';
    }

    private static boolean isPartOfName(char c) {
        return Chars.isLetter(c) || Chars.isDigit(c) || c == '.' || c == '_' || c == '$' || c > 0x7f;
    }
}
