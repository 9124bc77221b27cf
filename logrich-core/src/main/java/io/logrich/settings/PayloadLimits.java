package io.logrich.settings;

/**
 * How much of an event is kept. Characters are Unicode code points. Immutable.
 *
 * @param truncateMessage whether a message over the limit is cut (else the event is refused)
 * @param messageMaxChars characters of a message
 * @param extraMaxKeys keys of an event's extra, and of each map in it
 * @param extraMaxValueChars characters of a value in extra
 * @param extraMaxDepth levels of maps and lists in extra
 * @param extraMaxTotalBytes bytes of the whole extra as JSON
 * @param contextMaxKeys keys of a context's extra
 * @param contextMaxValueChars characters of a value in a context's extra
 * @param stacktraceMaxFrames frames of each throwable of a stack trace
 */
public record PayloadLimits(
        boolean truncateMessage,
        int messageMaxChars,
        int extraMaxKeys,
        int extraMaxValueChars,
        int extraMaxDepth,
        int extraMaxTotalBytes,
        int contextMaxKeys,
        int contextMaxValueChars,
        int stacktraceMaxFrames) {
    /** The defaults. */
    public static final PayloadLimits DEFAULT = new PayloadLimits(true, 4096, 25, 512, 3, 8192, 20, 256, 100);

    public PayloadLimits {
        positive("messageMaxChars", messageMaxChars);
        positive("extraMaxKeys", extraMaxKeys);
        positive("extraMaxValueChars", extraMaxValueChars);
        positive("extraMaxDepth", extraMaxDepth);
        positive("extraMaxTotalBytes", extraMaxTotalBytes);
        positive("contextMaxKeys", contextMaxKeys);
        positive("contextMaxValueChars", contextMaxValueChars);
        positive("stacktraceMaxFrames", stacktraceMaxFrames);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new SettingsException(name, "must be positive", value);
        }
    }
}
