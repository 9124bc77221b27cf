package io.logrich.testing;

import java.io.IOException;

/**
 * Lets no file of this process grow beyond a size, for as long as a test wants that: writes then fail as they do on a full
 * disk, after a part. Works where there is {@code prlimit} (Linux), and nowhere else.
 */
final class FileSizeLimit {
    private boolean set;

    /** False where that cannot be done. */
    boolean set(long bytes) throws IOException {
        set = prlimit(bytes + ":");
        return set;
    }

    boolean lift() throws IOException {
        boolean lifted = !set || prlimit("unlimited:");
        set &= !lifted;
        return lifted;
    }

    private static boolean prlimit(String limit) throws IOException {
        try {
            return new ProcessBuilder(
                                    "prlimit",
                                    "--pid",
                                    String.valueOf(ProcessHandle.current().pid()),
                                    "--fsize=" + limit)
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException hurry) {
            throw new IOException(hurry);
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
