package io.logrich.spool;

import io.logrich.text.OwnProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where and when a process runs: hints for people and for matching an exit code to a ring. Whether a process lives is
 * never decided by them, only by its lock. Immutable.
 *
 * @param pid the pid in the process's own namespace
 * @param startMillis when it started, ms since 1970
 * @param bootId the boot of the machine
 * @param pidNamespace the number of its pid namespace, 0 where there is none
 * @param wallMicros the wall clock when its ring was created, us since 1970
 * @param nanoTime its monotonic clock at that moment, ns
 */
public record ProcessOrigin(
        long pid, long startMillis, UUID bootId, long pidNamespace, long wallMicros, long nanoTime) {
    private static final UUID UNKNOWN = new UUID(0, 0);

    /** The running process. */
    public static ProcessOrigin ofThisProcess() {
        return new ProcessOrigin(
                OwnProcess.pid(),
                OwnProcess.startMillis(),
                currentBoot(),
                currentNamespace(),
                System.currentTimeMillis() * 1000,
                System.nanoTime());
    }

    private static UUID currentBoot() {
        try {
            return UUID.fromString(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
        } catch (IOException | RuntimeException unknown) {
            return UNKNOWN;
        }
    }

    /** The number of the pid namespace of this process, 0 where there is none. */
    public static long currentNamespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link.substring(link.indexOf('[') + 1, link.length() - 1)); // pid:[4026531836]
        } catch (IOException | RuntimeException unknown) {
            return 0;
        }
    }
}
