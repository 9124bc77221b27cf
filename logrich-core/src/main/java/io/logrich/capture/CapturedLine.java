package io.logrich.capture;

import io.logrich.event.LogLevel;

/**
 * One line that a foreign program wrote. Immutable.
 *
 * @param source the stream it came from: {@code stdout} or {@code stderr}
 * @param level what the line itself says, else INFO
 * @param text the line, without its end and without a systemd prefix
 * @param skippedBytes how much of it was left out because it was too long; the text then ends with a mark
 */
public record CapturedLine(String source, LogLevel level, String text, long skippedBytes) {}
