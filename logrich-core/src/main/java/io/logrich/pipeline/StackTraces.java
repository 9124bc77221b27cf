package io.logrich.pipeline;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Exceptions as text, in the shape that {@code printStackTrace} has made familiar: causes, suppressed ones, and long
 * stacks cut in their middle. Hostile exceptions (cycles, messages that throw) cost only their own line. Stateless.
 */
final class StackTraces {
    private static final int MAX_THROWABLES = 50;
    private static final int MAX_MESSAGE_CHARS = 16 * 1024;

    private StackTraces() {}

    static String render(Throwable thrown, int maxFrames, Notes notes) {
        StringBuilder out = new StringBuilder(1024);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            int cut = append(out, thrown, "", "", maxFrames, seen);
            if (cut > 0) {
                notes.framesRemoved(cut);
            }
        } catch (RuntimeException | StackOverflowError failed) {
            out.append("[stack trace failed: ")
                    .append(failed.getClass().getName())
                    .append(']');
        }
        return out.toString();
    }

    /** Adds a throwable and what belongs to it; answers with the number of frames left out. */
    private static int append(
            StringBuilder out, Throwable thrown, String indent, String caption, int maxFrames, Set<Throwable> seen) {
        out.append(indent).append(caption);
        if (!seen.add(thrown)) {
            out.append("[circular reference: ").append(title(thrown)).append(']');
            return 0;
        }
        out.append(title(thrown));
        int cut = frames(out, thrown.getStackTrace(), indent, maxFrames);
        if (seen.size() >= MAX_THROWABLES) {
            out.append('\n').append(indent).append("... further causes left out");
            return cut;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            cut += append(out.append('\n'), suppressed, indent + "\t", "Suppressed: ", maxFrames, seen);
        }
        Throwable cause = thrown.getCause();
        if (cause != null) {
            cut += append(out.append('\n'), cause, indent, "Caused by: ", maxFrames, seen);
        }
        return cut;
    }

    private static int frames(StringBuilder out, StackTraceElement[] frames, String indent, int maxFrames) {
        int head = frames.length <= maxFrames ? frames.length : (maxFrames + 1) / 2;
        int tail = frames.length <= maxFrames ? 0 : maxFrames - head;
        for (int i = 0; i < head; i++) {
            out.append('\n').append(indent).append("\tat ").append(frames[i]);
        }
        if (head + tail < frames.length) {
            out.append('\n').append(indent).append("\t... truncated ");
            out.append(frames.length - head - tail).append(" frame(s) ...");
        }
        for (int i = frames.length - tail; i < frames.length; i++) {
            out.append('\n').append(indent).append("\tat ").append(frames[i]);
        }
        return frames.length - head - tail;
    }

    private static String title(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? name : name + ": " + Texts.head(message, MAX_MESSAGE_CHARS);
        } catch (RuntimeException | StackOverflowError failed) {
            return name + ": [message failed: " + failed.getClass().getSimpleName() + "]";
        }
    }
}
