package io.logrich.cli;

import io.logrich.settings.SpoolSettings;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where trees are made: whether that works, and how much space there is. Leaves nothing behind. Immutable. */
final class SpoolExamination implements Examination {
    private static final int SHARE = 4;

    private final Map<String, String> environment;
    private final SpoolSettings settings;

    SpoolExamination(Map<String, String> environment, SpoolSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    @Override
    public List<Finding> look() throws IOException {
        if (settings.place() == SpoolSettings.Place.MEMORY) {
            return List.of(Finding.warn(
                    "spool",
                    "LOG_SPOOL_PLACE is memory: a kill loses what is undelivered, children cannot join",
                    "leave it away"));
        }
        Path given = settings.directory();
        if (given != null) {
            return List.of(ofGiven(given));
        }
        List<Finding> findings = new ArrayList<>();
        for (Path base : TreeDirectory.bases(environment)) {
            Finding finding = ofBase(base);
            findings.add(finding);
            if (finding.verdict() == Finding.Verdict.OK) {
                return findings;
            }
        }
        boolean usable = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WARN);
        if (!usable) {
            findings.add(Finding.fail(
                    "spool",
                    "there is no place for trees: rings are in anonymous memory, a kill loses what is undelivered",
                    "set XDG_RUNTIME_DIR to a directory of your own (mode 0700), or LOG_SPOOL_DIRECTORY"));
        }
        return findings;
    }

    private Finding ofBase(Path base) {
        TreeDirectory probe;
        try {
            probe = TreeDirectory.createTemporary(base);
        } catch (IOException | RuntimeException refused) {
            return Finding.warn("spool", base + " cannot be used: " + Failures.describe(refused), "");
        }
        try {
            return space(probe.path(), base.toString());
        } finally {
            probe.deleteUnused();
        }
    }

    private Finding ofGiven(Path directory) {
        Path parent = directory.toAbsolutePath().getParent();
        if (Files.isDirectory(directory) && Files.isWritable(directory)) {
            return space(directory, directory.toString());
        } else if (parent != null
                && Files.isDirectory(parent)
                && Files.isWritable(parent)
                && !Files.exists(directory)) {
            return space(parent, directory + " (is to be made)");
        }
        return Finding.fail(
                "spool",
                "LOG_SPOOL_DIRECTORY " + directory + " must be a directory of your own in one that exists",
                "make its parent directory, or unset the variable");
    }

    /** A ring takes at most a quarter of the free space. */
    private Finding space(Path place, String name) {
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            String type = Files.getFileStore(place).type();
            String what = name + " (" + type + ", " + Figures.bytes(free) + " free)";
            if (free / SHARE < settings.ringBytes()) {
                return Finding.warn(
                        "spool",
                        what + ": rings will be smaller than " + Figures.bytes(settings.ringBytes()),
                        "make space, or name another place with LOG_SPOOL_DIRECTORY");
            }
            return free / SHARE < settings.treeLogBytes()
                    ? Finding.warn(
                            "spool",
                            what + ": logs of trees will be smaller than " + Figures.bytes(settings.treeLogBytes()),
                            "make space, or name another place with LOG_SPOOL_DIRECTORY")
                    : Finding.ok("spool", what);
        } catch (IOException unknown) {
            return Finding.warn("spool", name + ": its space is not known: " + Failures.describe(unknown), "");
        }
    }
}
