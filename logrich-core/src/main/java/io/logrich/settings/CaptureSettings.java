package io.logrich.settings;

import java.time.Duration;

/**
 * How the output of foreign programs becomes events. Immutable.
 *
 * @param layouts whether level, logger, message and fields are read from JSON lines and the layouts of known loggers; if not,
 *     only a level at the beginning of a line counts
 * @param folding whether the lines of a stack trace become one event
 * @param silence how long a program must be silent before a line that it has begun, or an event that could go on, is handed on
 * @param maxLineBytes the longest line that is kept whole
 * @param tee whether the output also goes to our own standard streams, unchanged
 */
public record CaptureSettings(boolean layouts, boolean folding, Duration silence, int maxLineBytes, boolean tee) {
    private static final int SMALLEST_LINE = 256;
    private static final int LARGEST_LINE = 1 << 20;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Everything is read and folded, nothing passed through. */
    public static final CaptureSettings DEFAULT =
            new CaptureSettings(true, true, Duration.ofMillis(200), LARGEST_LINE, false);

    public CaptureSettings {
        if (silence.isNegative() || silence.isZero() || silence.compareTo(LONGEST) > 0) {
            throw new SettingsException("captureSilence", "must be above 0 and at most a minute", silence);
        }
        if (maxLineBytes < SMALLEST_LINE || maxLineBytes > LARGEST_LINE) {
            throw new SettingsException(
                    "captureMaxLineBytes", "must be from " + SMALLEST_LINE + " to " + LARGEST_LINE, maxLineBytes);
        }
    }

    public CaptureSettings withLayouts(boolean read) {
        return new CaptureSettings(read, folding, silence, maxLineBytes, tee);
    }

    public CaptureSettings withFolding(boolean fold) {
        return new CaptureSettings(layouts, fold, silence, maxLineBytes, tee);
    }

    public CaptureSettings withSilence(Duration time) {
        return new CaptureSettings(layouts, folding, time, maxLineBytes, tee);
    }

    public CaptureSettings withMaxLineBytes(int bytes) {
        return new CaptureSettings(layouts, folding, silence, bytes, tee);
    }

    public CaptureSettings withTee(boolean passThrough) {
        return new CaptureSettings(layouts, folding, silence, maxLineBytes, passThrough);
    }
}
