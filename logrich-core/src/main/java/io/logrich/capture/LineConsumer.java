package io.logrich.capture;

/** Takes the lines of a foreign program, each stream's in order. One thread for each stream; may block, must not throw. */
@FunctionalInterface
public interface LineConsumer {
    void accept(CapturedLine line);
}
