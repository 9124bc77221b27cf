package io.logrich.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the spool lies and how large it is. Immutable.
 *
 * @param directory the directory of the tree, kept after the end; null for one of its own under the runtime directory
 * @param place whether the ring is a file
 * @param ringBytes records of a process's own ring, a power of two from 64 KiB to 1 GiB
 * @param treeLogBytes records of the log that a collector keeps for its tree, likewise
 * @param force whether a log call returns only when its event is on the disk: slow, for what must survive a power loss
 * @param retainBytes how much the temporary trees of dead processes may keep together, at least 0
 * @param retainDays for how many days they may keep what no sink has taken, from 0 to 36,500
 */
public record SpoolSettings(
        @Nullable Path directory,
        Place place,
        int ringBytes,
        int treeLogBytes,
        boolean force,
        long retainBytes,
        int retainDays) {
    /** Where the ring may be. */
    public enum Place {
        /** A file where the kill tests have run (Linux), anonymous memory elsewhere. */
        AUTO,
        /** A file, on any system. */
        FILE,
        /** Memory of this process alone: it does not survive a kill. */
        MEMORY
    }

    /** The defaults: 8 MiB for a process, 64 MiB for a tree, 512 MiB and a week for what the dead have left. */
    public static final SpoolSettings DEFAULT =
            new SpoolSettings(null, Place.AUTO, 8 << 20, 64 << 20, false, 512L << 20, 7);

    private static final int SMALLEST = 64 * 1024;
    private static final int LARGEST = 1 << 30;
    private static final int MOST_DAYS = 36_500;

    public SpoolSettings {
        check("spoolBytes", ringBytes);
        check("treeLogBytes", treeLogBytes);
        if (retainBytes < 0) {
            throw new SettingsException("retainBytes", "must be at least 0", retainBytes);
        }
        if (retainDays < 0 || retainDays > MOST_DAYS) {
            throw new SettingsException("retainDays", "must be from 0 to " + MOST_DAYS, retainDays);
        }
    }

    public SpoolSettings withDirectory(@Nullable Path value) {
        return new SpoolSettings(value, place, ringBytes, treeLogBytes, force, retainBytes, retainDays);
    }

    public SpoolSettings withPlace(Place value) {
        return new SpoolSettings(directory, value, ringBytes, treeLogBytes, force, retainBytes, retainDays);
    }

    public SpoolSettings withRingBytes(int value) {
        return new SpoolSettings(directory, place, value, treeLogBytes, force, retainBytes, retainDays);
    }

    public SpoolSettings withTreeLogBytes(int value) {
        return new SpoolSettings(directory, place, ringBytes, value, force, retainBytes, retainDays);
    }

    public SpoolSettings withForce(boolean value) {
        return new SpoolSettings(directory, place, ringBytes, treeLogBytes, value, retainBytes, retainDays);
    }

    public SpoolSettings withRetainBytes(long value) {
        return new SpoolSettings(directory, place, ringBytes, treeLogBytes, force, value, retainDays);
    }

    public SpoolSettings withRetainDays(int value) {
        return new SpoolSettings(directory, place, ringBytes, treeLogBytes, force, retainBytes, value);
    }

    private static void check(String name, int bytes) {
        if (bytes < SMALLEST || bytes > LARGEST || Integer.bitCount(bytes) != 1) {
            throw new SettingsException(name, "must be a power of two from 65536 to 1073741824", bytes);
        }
    }
}
