package io.logrich.os.journald;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A call of the system about journald's socket that has failed. */
final class JournalException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int error;

    JournalException(String what, Path path, int error) {
        super(what + ": " + path + ": " + Libc.strerror(error));
        this.error = error;
    }

    /** Whether somebody may listen there later: journald is being started. */
    boolean mayPass() {
        return error == Libc.ECONNREFUSED || error == Libc.ENOENT;
    }
}
