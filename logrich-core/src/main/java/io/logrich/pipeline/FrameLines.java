package io.logrich.pipeline;

import io.logrich.text.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of stack frames, ready to be copied: an application's exceptions come from the same few places again and again.
 * A bounded number of short ones is kept, as text that holds on to no class; frames that are equal read alike. Thread-safe:
 * whoever comes too late sees another line, or none, and makes his own.
 */
final class FrameLines {
    static final String AT = "\tat ";

    static final int PLACES = 512;

    /** How far from its own place a line is looked for. */
    private static final int REACH = 4;

    static final int LONGEST = 256;

    private final TextPart texts;
    private final @Nullable Line[] lines = new Line[PLACES];

    /** Which of the lines in reach goes when there is no room. Not exact: it need not be. */
    private int turn;

    FrameLines(TextPart texts) {
        this.texts = texts;
    }

    /** Adds the line of a frame, from {@code at} on; answers whether it surely holds no secret. */
    boolean add(Utf8Buffer out, StackTraceElement frame) {
        int home = placeOf(frame);
        for (int i = 0; i < REACH; i++) {
            Line line = lines[home + i & PLACES - 1];
            if (line != null && line.frame.equals(frame)) {
                out.put(line.utf8);
                return line.clean;
            }
        }
        int start = out.size();
        out.ascii(AT).text(frame.toString());
        boolean clean = isClean(out, start);
        if (out.size() - start <= LONGEST) {
            keep(home, new Line(copyOf(frame), out.toByteArray(start), clean));
        }
        return clean;
    }

    /** Whether what has been added to a buffer surely holds no secret. */
    boolean isClean(Utf8Buffer out, int start) {
        return texts.isClean(out, start);
    }

    /** Without what frames of one line of code have in common, so less than the frame's own hash takes. */
    private static int placeOf(StackTraceElement frame) {
        int hash = 31 * frame.getClassName().hashCode() + frame.getMethodName().hashCode();
        return (hash ^ hash >>> 16) + 31 * frame.getLineNumber();
    }

    private void keep(int home, Line line) {
        int place = home + (turn++ & REACH - 1);
        for (int i = 0; i < REACH; i++) {
            if (lines[home + i & PLACES - 1] == null) {
                place = home + i;
                break;
            }
        }
        lines[place & PLACES - 1] = line;
    }

    /** The same in words alone: what the JVM has made may still know its class. */
    private static StackTraceElement copyOf(StackTraceElement frame) {
        return new StackTraceElement(
                frame.getClassLoaderName(),
                frame.getModuleName(),
                frame.getModuleVersion(),
                frame.getClassName(),
                frame.getMethodName(),
                frame.getFileName(),
                frame.getLineNumber());
    }

    /** One line; all fields final, so that it may be handed over by a mere store. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(StackTraceElement frame, byte[] utf8, boolean clean) {}
}
