package io.logrich.pipeline;

import io.logrich.text.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as text, in the shape that {@code printStackTrace} has made familiar: causes, suppressed ones, and long
 * stacks cut in their middle. Hostile exceptions (cycles, messages that throw, thousands of suppressed ones) cost only
 * their own lines. Goes straight into UTF-8; used again and again. One exception, one thread at a time.
 */
final class TraceWriter {
    private static final int MAX_THROWABLES = 50;
    private static final int MAX_MESSAGE_CHARS = 16 * 1024;

    private final Utf8Buffer out;
    private final @Nullable Throwable[] seen = new Throwable[MAX_THROWABLES];
    private int shown;
    private int framesCut;
    private int maxFrames;

    /** Whose lines are looked at for secrets, and where those of frames are kept; null if both is for later. */
    private @Nullable FrameLines lines;

    private boolean clean;

    /** Where the last line begins that is not one of a frame. */
    private int line;

    TraceWriter(Utf8Buffer out) {
        this.out = out;
    }

    /**
     * Adds an exception.
     *
     * @param maxFrames how many frames of each throwable are kept
     * @param frames knows frames and secrets; null to look for no secrets
     * @return whether it surely holds no secret
     */
    boolean write(Throwable thrown, int maxFrames, @Nullable FrameLines frames, Notes notes) {
        this.maxFrames = maxFrames;
        lines = frames;
        shown = 0;
        framesCut = 0;
        clean = true;
        line = out.size();
        try {
            add(thrown, 0, "");
            if (framesCut > 0) {
                notes.framesRemoved(framesCut);
            }
        } catch (RuntimeException | StackOverflowError failed) {
            out.ascii("[stack trace failed: ").add(failed.getClass().getName()).ascii(']');
            look();
        } finally {
            for (int i = 0; i < shown; i++) { // no call: there may be no stack left for one
                seen[i] = null;
            }
        }
        return clean;
    }

    /** Adds a throwable and what belongs to it. */
    private void add(Throwable thrown, int depth, String caption) {
        line = out.size();
        indent(depth);
        out.ascii(caption);
        if (isKnown(thrown)) {
            out.ascii("[circular reference: ");
            addTitle(thrown);
            out.ascii(']');
            look();
            return;
        }
        addTitle(thrown);
        look();
        addFrames(thrown.getStackTrace(), depth);
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (isEnough(depth)) {
                return;
            }
            out.ascii('\n');
            add(suppressed, depth + 1, "Suppressed: ");
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !isEnough(depth)) {
            out.ascii('\n');
            add(cause, depth, "Caused by: ");
        }
    }

    /** Whether it has been shown; from now on it has. */
    private boolean isKnown(Throwable thrown) {
        for (int i = 0; i < shown; i++) {
            if (seen[i] == thrown) {
                shown++;
                return true;
            }
        }
        seen[shown++] = thrown;
        return false;
    }

    /** Whether no more may follow; then says so. */
    private boolean isEnough(int depth) {
        boolean enough = shown >= MAX_THROWABLES;
        if (enough) {
            newLine(depth);
            out.ascii("... further causes left out");
        }
        return enough;
    }

    private void addFrames(StackTraceElement[] frames, int depth) {
        int head = frames.length <= maxFrames ? frames.length : (maxFrames + 1) / 2;
        int tail = frames.length <= maxFrames ? 0 : maxFrames - head;
        int cut = frames.length - head - tail;
        for (int i = 0; i < head; i++) {
            addFrame(frames[i], depth);
        }
        if (cut > 0) {
            newLine(depth);
            out.ascii("\t... truncated ").decimal(cut).ascii(" frame(s) ...");
        }
        for (int i = frames.length - tail; i < frames.length; i++) {
            addFrame(frames[i], depth);
        }
        framesCut += cut;
    }

    private void addFrame(@Nullable StackTraceElement frame, int depth) {
        newLine(depth);
        if (frame == null || lines == null) {
            out.ascii(FrameLines.AT).add(String.valueOf(frame));
        } else {
            clean &= lines.add(out, frame);
        }
    }

    private void addTitle(Throwable thrown) {
        out.text(thrown.getClass().getName());
        int end = out.size();
        try {
            String message = thrown.getLocalizedMessage();
            if (message != null) {
                out.ascii(": ").text(Texts.head(message, MAX_MESSAGE_CHARS));
            }
        } catch (RuntimeException | StackOverflowError failed) {
            out.size(end).ascii(": [message failed: ");
            out.add(failed.getClass().getSimpleName()).ascii(']');
        }
    }

    /** Looks for secrets in the last line that is not one of a frame: what announces one never spans two lines. */
    private void look() {
        clean &= lines == null || lines.isClean(out, line);
    }

    private void newLine(int depth) {
        out.ascii('\n');
        indent(depth);
    }

    private void indent(int depth) {
        for (int i = 0; i < depth; i++) {
            out.ascii('\t');
        }
    }
}
