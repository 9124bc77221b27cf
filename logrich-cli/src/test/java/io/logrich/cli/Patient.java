package io.logrich.cli;

import io.logrich.LogRich;
import io.logrich.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A program that logs at DEBUG every now and then, and at INFO only at first, until a file is there. */
final class Patient {
    private static final Logger LOG = LogRich.get("com.acme.patient");
    private static final Logger OTHER = LogRich.get("org.example");

    private Patient() {}

    /** Arguments: NAME FILE [NAME of a child of the same kind]. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path file = Path.of(arguments[1]);
        LogRich.attach();
        @Nullable
        Process child = arguments.length < 3
                ? null
                : LogRich.start(new ProcessBuilder(Program.java(Patient.class, arguments[2], file)).inheritIO());
        LOG.info("{} waits", name);
        while (!Files.exists(file)) {
            LOG.debug("{} looks closer", name);
            OTHER.debug("{} is not asked", name);
            LockSupport.parkNanos(10_000_000);
        }
        if (child != null) {
            child.waitFor();
        }
        LogRich.shutdown();
    }
}
