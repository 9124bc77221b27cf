package io.logrich.pipeline;

import io.logrich.text.Utf8Buffer;

/** Exceptions on their way into the bytes of an event, their secrets masked. Thread-safe. */
final class StackTraces {
    private static final int USUAL_BYTES = 1024;

    private final TextPart texts;
    private final FrameLines frames;
    private final int maxFrames;

    StackTraces(TextPart texts, int maxFrames) {
        this.texts = texts;
        this.frames = new FrameLines(texts);
        this.maxFrames = maxFrames;
    }

    /** Adds an exception. */
    void add(Throwable thrown, Draft draft) {
        int start = draft.bytes.size();
        if (!draft.trace.write(thrown, maxFrames, frames, draft.notes)) {
            texts.scrub(draft.bytes, start);
        }
    }

    /** An exception as text for a call that has to wait: its secrets are still in it. */
    static String text(Throwable thrown, int maxFrames) {
        Utf8Buffer out = new Utf8Buffer(USUAL_BYTES);
        new TraceWriter(out).write(thrown, maxFrames, null, new Notes());
        return out.toString();
    }
}
