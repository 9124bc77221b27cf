package io.logrich.spool;

import java.io.IOException;
import java.io.Serial;

/** A spool that cannot be opened, or a ring whose bytes are not what a ring's bytes must be. */
public final class SpoolException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SpoolException(String message) {
        super(message);
    }

    public SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
