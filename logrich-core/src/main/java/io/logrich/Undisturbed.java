package io.logrich;

import java.io.IOException;

/**
 * Puts off an interruption that a thread comes with: the JDK closes every file channel that an interrupted thread touches,
 * so that a runtime would not open, or not close, for a reason that is none of its own. Stateless.
 */
final class Undisturbed {
    private Undisturbed() {}

    /** Something that works with files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
