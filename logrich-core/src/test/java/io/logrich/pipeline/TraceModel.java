package io.logrich.pipeline;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What an exception reads like, put together as a text in the plainest way: what the text of an event is compared with. */
final class TraceModel {
    private static final int MAX_THROWABLES = 50;
    private static final int MAX_MESSAGE_CHARS = 16 * 1024;

    private final int maxFrames;
    private final StringBuilder out = new StringBuilder(1024);
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int shown;

    private TraceModel(int maxFrames) {
        this.maxFrames = maxFrames;
    }

    static String text(Throwable thrown, int maxFrames) {
        TraceModel trace = new TraceModel(maxFrames);
        try {
            trace.add(thrown, "", "");
        } catch (RuntimeException | StackOverflowError failed) {
            trace.out
                    .append("[stack trace failed: ")
                    .append(failed.getClass().getName())
                    .append(']');
        }
        return trace.out.toString();
    }

    /** Adds a throwable and what belongs to it. */
    private void add(Throwable thrown, String indent, String caption) {
        shown++;
        out.append(indent).append(caption);
        if (!seen.add(thrown)) {
            out.append("[circular reference: ").append(title(thrown)).append(']');
            return;
        }
        out.append(title(thrown));
        addFrames(thrown.getStackTrace(), indent);
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (isEnough(indent)) {
                return;
            }
            out.append('\n');
            add(suppressed, indent + "\t", "Suppressed: ");
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !isEnough(indent)) {
            out.append('\n');
            add(cause, indent, "Caused by: ");
        }
    }

    /** Whether no more may follow; then says so. */
    private boolean isEnough(String indent) {
        boolean enough = shown >= MAX_THROWABLES;
        if (enough) {
            out.append('\n').append(indent).append("... further causes left out");
        }
        return enough;
    }

    private void addFrames(StackTraceElement[] frames, String indent) {
        int head = frames.length <= maxFrames ? frames.length : (maxFrames + 1) / 2;
        int tail = frames.length <= maxFrames ? 0 : maxFrames - head;
        int cut = frames.length - head - tail;
        for (int i = 0; i < head; i++) {
            out.append('\n').append(indent).append("\tat ").append(frames[i]);
        }
        if (cut > 0) {
            out.append('\n').append(indent).append("\t... truncated ");
            out.append(cut).append(" frame(s) ...");
        }
        for (int i = frames.length - tail; i < frames.length; i++) {
            out.append('\n').append(indent).append("\tat ").append(frames[i]);
        }
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
