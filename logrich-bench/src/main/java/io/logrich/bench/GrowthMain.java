package io.logrich.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How speed and processor time grow: with JVMs (1 to 50) and with the size of the tree log (8 MiB to 1 GiB), for a tree that
 * writes one file; with the size of a record (100 bytes to 64 KiB) and with sinks (1 to 6 files), for one process.
 * Arguments: events in all (1,000,000), rounds (1), the most JVMs (50); of records so many that they are a gigabyte at most.
 */
public final class GrowthMain {
    private static final List<String> OURS = List.of("logrich");
    private static final String TREE = "%,.0f/s, %.2f us CPU an event, %.0f refused, %.0f lost";
    private static final String PROCESS = "%,.0f/s, %.2f us CPU an event, peak %.0f MB, %.0f MB/s";

    private final int events;
    private final int rounds;
    private final int mostJvms;

    private GrowthMain(String[] args) {
        events = Arguments.number(args, 0, 1_000_000);
        rounds = Arguments.number(args, 1, 1);
        mostJvms = Arguments.number(args, 2, 50);
    }

    public static void main(String[] args) throws Exception {
        GrowthMain growth = new GrowthMain(args);
        growth.jvms();
        growth.treeLogs();
        growth.records();
        growth.sinks();
    }

    private void jvms() throws Exception {
        for (int jvms :
                IntStream.of(1, 4, 16, 50).filter(number -> number <= mostJvms).toArray()) {
            Rounds.print(
                    jvms + " JVMs, " + events / jvms + " events each",
                    List.of("logrich", "logback-logstash", "log4j-async"),
                    rounds,
                    TREE,
                    system -> Gathering.run(system, jvms, events / jvms, false, 0));
        }
    }

    private void treeLogs() throws Exception {
        for (int megabytes : new int[] {8, 32, 64, 256, 1024}) {
            Rounds.print(
                    "a tree log of " + megabytes + " MiB, 4 JVMs",
                    OURS,
                    rounds,
                    TREE,
                    system -> Gathering.run(system, 4, events / 4, false, megabytes << 20));
        }
    }

    private void records() throws Exception {
        for (int bytes : new int[] {100, 1 << 10, 4 << 10, 16 << 10, 64 << 10}) {
            int most = Math.min(events, Math.max(1000, (1 << 30) / bytes));
            Rounds.print(
                    "records of " + bytes + " bytes, " + most,
                    List.of("logrich", "control", "logback-buffered", "log4j-async"),
                    rounds,
                    PROCESS,
                    system -> inFiles(system, 1, most, bytes));
        }
    }

    private void sinks() throws Exception {
        for (int sinks : new int[] {1, 2, 3, 4, 6}) {
            Rounds.print(sinks + " sinks", OURS, rounds, PROCESS, system -> inFiles(system, sinks, events / 2, 0));
        }
    }

    private static double[] inFiles(String system, int files, int events, int bytes) throws Exception {
        Path directory = Forks.temporaryDirectory();
        String where = IntStream.range(0, files)
                .mapToObj(number -> directory.resolve(number + ".jsonl").toString())
                .collect(Collectors.joining(":"));
        double[] run = Speaker.run(system, new Target(Target.Kind.FILE, where), events, bytes);
        double megabytes = Forks.size(directory) / 1e6;
        Forks.delete(directory);
        return new double[] {run[0], run[1], run[2], megabytes * run[0] / events};
    }
}
