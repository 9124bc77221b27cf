package io.logrich.capture;

/** Takes what a foreign program says, each stream's in order. One thread for each stream; may block, must not throw. */
@FunctionalInterface
public interface EventConsumer {
    void accept(CapturedEvent event);
}
