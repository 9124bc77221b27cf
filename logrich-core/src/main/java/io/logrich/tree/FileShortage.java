package io.logrich.tree;

import io.logrich.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The times at which this process can open no more files (EMFILE, ENFILE), which say nothing about the ring that was to
 * be opened, and pass. One thread.
 */
final class FileShortage {
    /** For how long it is then left at what is open. */
    private static final long PAUSE_NANOS = 500_000_000;

    private static final String USUAL_REASON = "Too many open files";

    private final Path directory;
    private final Diagnostics diagnostics;
    private boolean told;
    private long since = System.nanoTime() - PAUSE_NANOS;

    /** @param directory one that could be opened before */
    FileShortage(Path directory, Diagnostics diagnostics) {
        this.directory = directory;
        this.diagnostics = diagnostics;
    }

    /** Whether something failed for lack of files; the first time is reported. */
    boolean explains(Throwable failure) {
        boolean shortage = failure instanceof FileSystemException failed
                && !(failed instanceof NoSuchFileException || failed instanceof AccessDeniedException)
                && (String.valueOf(failed.getReason()).startsWith(USUAL_REASON) || !canOpen());
        if (shortage && !told) {
            told = true;
            diagnostics.report("collector_error", "error", String.valueOf(failure.getMessage()));
        }
        return shortage;
    }

    void begin() {
        since = System.nanoTime();
    }

    boolean lasts() {
        return System.nanoTime() - since < PAUSE_NANOS;
    }

    /** The reason is in the language of the machine, so the system is asked. */
    private boolean canOpen() {
        try {
            Files.newDirectoryStream(directory).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
