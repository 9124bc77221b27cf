package io.logrich.codec;

import java.io.IOException;
import java.io.Serial;

/** A record that is whole but does not hold an event: its writer was wrong or hostile. */
public final class MalformedEventException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message) {
        super(message);
    }
}
