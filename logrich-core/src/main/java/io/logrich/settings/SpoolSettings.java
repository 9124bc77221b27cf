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
 */
public record SpoolSettings(@Nullable Path directory, Place place, int ringBytes, int treeLogBytes, boolean force) {
    /** Where the ring may be. */
    public enum Place {
        /** A file where the kill tests have run (Linux), anonymous memory elsewhere. */
        AUTO,
        /** A file, on any system. */
        FILE,
        /** Memory of this process alone: it does not survive a kill. */
        MEMORY
    }

    /** The defaults: 8 MiB for a process, 64 MiB for a tree. */
    public static final SpoolSettings DEFAULT = new SpoolSettings(null, Place.AUTO, 8 << 20, 64 << 20, false);

    private static final int SMALLEST = 64 * 1024;
    private static final int LARGEST = 1 << 30;

    public SpoolSettings {
        check("spoolBytes", ringBytes);
        check("treeLogBytes", treeLogBytes);
    }

    public SpoolSettings withDirectory(@Nullable Path value) {
        return new SpoolSettings(value, place, ringBytes, treeLogBytes, force);
    }

    public SpoolSettings withPlace(Place value) {
        return new SpoolSettings(directory, value, ringBytes, treeLogBytes, force);
    }

    public SpoolSettings withRingBytes(int value) {
        return new SpoolSettings(directory, place, value, treeLogBytes, force);
    }

    public SpoolSettings withTreeLogBytes(int value) {
        return new SpoolSettings(directory, place, ringBytes, value, force);
    }

    public SpoolSettings withForce(boolean value) {
        return new SpoolSettings(directory, place, ringBytes, treeLogBytes, value);
    }

    private static void check(String name, int bytes) {
        if (bytes < SMALLEST || bytes > LARGEST || Integer.bitCount(bytes) != 1) {
            throw new SettingsException(name, "must be a power of two from 65536 to 1073741824", bytes);
        }
    }
}
