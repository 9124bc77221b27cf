package io.logrich.cli;

import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The trees that there are: sinks that fail, and what dead ones have left undelivered. Immutable. */
final class TreesExamination implements Examination {
    private final Map<String, String> environment;

    TreesExamination(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Finding> look() throws IOException {
        List<Finding> findings = new ArrayList<>();
        int living = 0;
        int left = 0;
        long bytes = 0;
        for (TreeDirectory directory : Trees.of(environment).all()) {
            TreeLook tree = TreeLook.at(directory);
            living += tree.living() > 0 ? 1 : 0;
            left += tree.undeliveredBytes() > 0 ? 1 : 0;
            bytes += tree.undeliveredBytes();
            for (RunLook run : tree.runs()) {
                if (run.alive()) {
                    run.sinks().forEach(sink -> addTo(findings, run, sink));
                }
            }
        }
        if (left > 0) {
            findings.add(Finding.warn(
                    "trees",
                    left + (left == 1 ? " tree has " : " trees have ") + Figures.bytes(bytes)
                            + " undelivered, and nobody to deliver them",
                    "'logrich ps' says which, 'logrich collect --spool DIR' delivers"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("trees", living + " alive, no sink fails, nothing is left undelivered"));
        }
        return findings;
    }

    private static void addTo(List<Finding> findings, RunLook run, SinkLook sink) {
        if (!sink.state().equals("ok")) {
            var note = sink.note();
            String why = note == null || note.trouble() == null ? "" : ": " + note.trouble();
            findings.add(Finding.warn(
                    "sink",
                    sink.name() + " of process " + run.pid() + " is " + sink.state() + why,
                    "logrich ps --pid " + run.pid() + " shows what waits"));
        }
        if (sink.lost() > 0) {
            findings.add(Finding.warn(
                    "sink",
                    sink.name() + " of process " + run.pid() + " has lost " + Figures.number(sink.lost()) + " events "
                            + sink.lostByReason(),
                    ""));
        }
    }
}
