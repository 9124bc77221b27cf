package io.logrich.bench;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A dump of the newest 25,000 events of a process into a file, in each format: the first one, in which everything is cold, and
 * the median of those after it. Arguments: events (25,000), dumps of each format (7).
 */
public final class DumpMain {
    private DumpMain() {}

    public static void main(String[] args) throws Exception {
        if (Arguments.isChild(args)) {
            measure(DumpFormat.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            return;
        }
        int events = Arguments.number(args, 0, 25_000);
        int dumps = Arguments.number(args, 1, 7);
        for (DumpFormat format : DumpFormat.values()) {
            double[] run = Forks.numbers(Forks.jvm(DumpMain.class, "child", format.name(), "" + events, "" + dumps));
            System.out.printf(
                    Locale.ROOT,
                    "dump of %.0f events as %s: first %.0f ms, then %.0f ms (%.2f us CPU an event), %,.0f bytes%n",
                    run[0],
                    format,
                    run[1],
                    run[2],
                    run[3],
                    run[4]);
        }
    }

    private static void measure(DumpFormat format, int events, int dumps) throws Exception {
        Path file = Files.createTempFile("logrich-bench", "dump");
        try (Ourselves ours = Ourselves.open(Target.NOTHING)) {
            ours.bind();
            for (int i = 0; i < events; i++) {
                ours.log(i);
            }
            DumpFilter newest = DumpFilter.ALL.withNewest(events);
            List<double[]> runs = new ArrayList<>();
            double first = 0;
            int dumped = 0;
            for (int i = 0; i < dumps; i++) {
                Usage usage = new Usage();
                dumped = ours.runtime().dump(format, newest, file);
                if (i == 0) {
                    first = usage.seconds() * 1e3;
                } else {
                    runs.add(new double[] {usage.seconds() * 1e3, usage.cpuMicros() / dumped});
                }
            }
            double[] medians = Forks.medians(runs);
            System.out.printf(Locale.ROOT, "%d %f %f %f %d%n", dumped, first, medians[0], medians[1], Files.size(file));
        } finally {
            Files.delete(file);
        }
    }
}
