package io.logrich;

import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.SpoolException;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.Lease;
import io.logrich.tree.OwnRun;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeExit;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place for the spool of a process: the best first, and where no file can be made at last its own memory. Used
 * once, by one thread.
 */
final class Places {
    private final RuntimeConfig config;
    private final Map<String, String> environment;
    private final UUID runId;
    private final WriterSlots slots;
    private final List<IOException> failures = new ArrayList<>();

    Places(RuntimeConfig config, Map<String, String> environment, UUID runId, WriterSlots slots) {
        this.config = config;
        this.environment = environment;
        this.runId = runId;
        this.slots = slots;
    }

    /** Why no better place was taken, the best first; empty if there is nothing to be said. */
    List<IOException> failures() {
        return failures;
    }

    /**
     * A place for a tree of this process's own. A directory that is configured is given up for lack of space only; whatever
     * else is wrong with it, somebody has to know at once.
     *
     * @throws IOException if it cannot be where it has to be
     */
    Place find() throws IOException {
        SpoolSettings spool = config.spool();
        if (spool.place() == SpoolSettings.Place.MEMORY) {
            return memory();
        }
        if (spool.directory() != null) {
            try {
                return open(TreeDirectory.at(spool.directory()));
            } catch (IOException failed) {
                if (spool.place() == SpoolSettings.Place.FILE || !LogSize.isLackOfSpace(spool.directory(), failed)) {
                    throw failed;
                }
                failures.add(failed);
            }
        } else if (spool.place() == SpoolSettings.Place.AUTO && !isProven()) {
            failures.add(new SpoolException("files are proven on Linux only, spoolPlace(FILE) asks for one"));
            return memory();
        }
        return temporaryOrMemory(TreeDirectory.bases(environment), spool.place() == SpoolSettings.Place.FILE);
    }

    /** A temporary tree below the first of these directories that will do, else memory, unless it has to be a file. */
    Place temporaryOrMemory(List<Path> bases, boolean file) throws IOException {
        for (Path base : bases) {
            try {
                TreeDirectory tree = TreeDirectory.createTemporary(base);
                try {
                    return open(tree);
                } catch (IOException | RuntimeException failed) {
                    tree.deleteUnused();
                    throw failed;
                }
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted; // no fault of the place
            } catch (IOException failed) {
                failures.add(failed);
            } catch (RuntimeException failed) {
                failures.add(new IOException(failed));
            }
        }
        if (failures.isEmpty()) {
            failures.add(new SpoolException("there is no directory that files can be made in"));
        }
        if (file) {
            IOException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return memory();
    }

    private Place memory() {
        int bytes = config.spool().ringBytes();
        RingHeader header = OwnRun.anonymousHeader(runId, bytes, attributes());
        return new Place(null, null, null, Ring.anonymous(header, slots, maxEvents()));
    }

    private Place open(TreeDirectory tree) throws IOException {
        return collecting(tree, Lease.tryAcquire(tree));
    }

    /**
     * A place in a tree that this process collects for.
     *
     * @param lease the right to do so, null if somebody else has it; is given up if there is no place
     */
    Place collecting(TreeDirectory tree, @Nullable Lease lease) throws IOException {
        if (lease == null) {
            throw new SpoolException("spoolDirectory must not have a collector already, " + tree.path() + " has one");
        }
        try {
            return run(tree, lease, config.treeLog());
        } catch (IOException | RuntimeException | Error failed) {
            TreeExit.abandon(tree, lease, null);
            throw failed;
        }
    }

    /** A place in a tree that another process collects for. */
    Place joining(TreeDirectory tree) throws IOException {
        return run(tree, null, false);
    }

    private Place run(TreeDirectory tree, @Nullable Lease lease, boolean log) throws IOException {
        int role = log ? RingHeader.ROLE_LOG : RingHeader.ROLE_RING;
        int epoch = lease == null ? 0 : lease.epoch();
        int wanted = log ? config.spool().treeLogBytes() : config.spool().ringBytes();
        LogSize size = LogSize.upTo(wanted, tree.path());
        while (true) {
            try {
                OwnRun.Opened opened = OwnRun.prepare(
                        tree, runId, size.bytes(), role, epoch, attributes(), slots, maxEvents(), lease == null);
                return new Place(tree, lease, opened.run(), opened.ring());
            } catch (IOException failed) {
                size.halve(failed);
            }
        }
    }

    /** Where the kill tests have run. */
    private static boolean isProven() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    private long maxEvents() {
        return config.queue().maxsize();
    }

    private String attributes() {
        return ProcessName.attributes(config.service(), config.dump().enabled());
    }
}
