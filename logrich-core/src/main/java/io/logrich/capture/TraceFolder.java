package io.logrich.capture;

/**
 * Decides which lines go on with the event that a line before them has begun. That line decides what may follow: frames, or
 * what Python, Node and Go print. Some lines can be judged only by those after them. One thread only.
 */
final class TraceFolder {
    /** What a line is to the event that has begun. */
    enum Verdict {
        /** It belongs to it, and so do those that were doubtful. */
        JOINS,
        /** It belongs to it if one follows that does. */
        PERHAPS,
        /** It begins something else. */
        ENDS
    }

    private enum Kind {
        /** A line that a trace may follow. */
        LINE,
        /** The name of an exception whose frames have not come yet. */
        EXCEPTION,
        /** Between frames of Java, Node, .NET. */
        FRAMES,
        /** Between the braces after the frames of Node. */
        BRACES,
        /** Node's source line. */
        SOURCE,
        PYTHON,
        /** Behind the line that ends a trace of Python. */
        PYTHON_ENDED,
        /** Behind the sentence that joins two of them. */
        PYTHON_JOINED,
        GO
    }

    private Kind kind = Kind.LINE;
    private boolean layout;

    /**
     * Begins with a line.
     *
     * @param hasLayout whether a logger has written it, so that what follows belongs to what it says
     * @return whether anything may follow that belongs to it
     */
    boolean begin(String line, boolean hasLayout, boolean serious) {
        layout = hasLayout;
        if (hasLayout) {
            kind = Kind.LINE;
        } else if (line.startsWith(TraceLine.PYTHON)) {
            kind = Kind.PYTHON;
        } else if (TraceLine.isPanic(line)) {
            kind = Kind.GO;
        } else if (TraceLine.isException(line)) {
            kind = Kind.EXCEPTION;
        } else if (TraceLine.isFrame(line)) {
            kind = Kind.FRAMES;
        } else if (TraceLine.isSourcePlace(line)) {
            kind = Kind.SOURCE;
        } else {
            kind = Kind.LINE;
            return serious || line.contains("xception") || line.contains("rror");
        }
        return true;
    }

    /** Whether the line that it has begun with is itself part of a trace. */
    boolean beginsTrace() {
        return kind != Kind.LINE;
    }

    Verdict judge(String line) {
        return switch (kind) {
            case LINE -> afterLine(line);
            case EXCEPTION, SOURCE -> beforeFrames(line);
            case FRAMES -> amongFrames(line);
            case BRACES -> inBraces(line);
            case PYTHON, PYTHON_ENDED, PYTHON_JOINED -> inPython(line);
            case GO -> line.isEmpty() ? Verdict.PERHAPS : TraceLine.isOfGo(line) ? Verdict.JOINS : Verdict.ENDS;
        };
    }

    /** Whether what has come so far is a whole trace, or the beginning of one that cannot be anything else. */
    boolean isTrace() {
        return kind != Kind.LINE && kind != Kind.EXCEPTION && kind != Kind.SOURCE;
    }

    /** Whether that line was the last of a trace of Python, which says best what has happened. */
    boolean isPythonsLast() {
        return kind == Kind.PYTHON_ENDED;
    }

    private Verdict afterLine(String line) {
        if (TraceLine.isFrame(line)) {
            return amongFrames(line);
        }
        if (!layout) {
            return Verdict.ENDS;
        }
        if (line.startsWith(TraceLine.PYTHON)) {
            kind = Kind.PYTHON;
            return Verdict.JOINS;
        }
        if (TraceLine.isPanic(line) && !line.startsWith("panic: ")) {
            kind = Kind.GO;
            return Verdict.JOINS;
        }
        if (TraceLine.isException(line)) {
            kind = Kind.EXCEPTION;
            return Verdict.JOINS;
        }
        return Verdict.ENDS;
    }

    /** A message may have several lines; a logger's line is none of them. */
    private Verdict beforeFrames(String line) {
        if (TraceLine.isFrame(line) || TraceLine.isCause(line)) {
            return amongFrames(line);
        }
        return Verdict.PERHAPS;
    }

    private Verdict amongFrames(String line) {
        if (TraceLine.isFrame(line)) {
            kind = line.endsWith(" {") ? Kind.BRACES : Kind.FRAMES;
            return Verdict.JOINS;
        }
        if (TraceLine.isBetweenFrames(line)) {
            kind = Kind.FRAMES;
            return Verdict.JOINS;
        }
        if (line.startsWith("Node.js v")) {
            return Verdict.JOINS;
        }
        return line.isEmpty() ? Verdict.PERHAPS : Verdict.ENDS;
    }

    private Verdict inBraces(String line) {
        if (line.startsWith("}")) {
            kind = Kind.FRAMES;
            return Verdict.JOINS;
        }
        return line.startsWith(" ") ? Verdict.JOINS : Verdict.ENDS;
    }

    private Verdict inPython(String line) {
        if (kind == Kind.PYTHON_ENDED) {
            boolean joins = TraceLine.joinsPython(line);
            kind = joins ? Kind.PYTHON_JOINED : kind;
            return joins ? Verdict.JOINS : line.isEmpty() ? Verdict.PERHAPS : Verdict.ENDS;
        }
        if (line.startsWith(TraceLine.PYTHON)) {
            kind = Kind.PYTHON;
            return Verdict.JOINS;
        }
        if (kind == Kind.PYTHON_JOINED) {
            return line.isEmpty() ? Verdict.JOINS : Verdict.ENDS;
        }
        if (Chars.isBlank(Chars.at(line, 0))) {
            return Verdict.JOINS;
        }
        if (TraceLine.endsPython(line)) {
            kind = Kind.PYTHON_ENDED;
            return Verdict.JOINS;
        }
        return Verdict.ENDS;
    }
}
