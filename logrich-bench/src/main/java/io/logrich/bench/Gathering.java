package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Several JVMs log, this one puts it all into one file: ours through the collector of the tree, the others' over TCP by copying
 * bytes. From the moment all are told to begin until the last line is in the file. Prints events a second, microseconds of
 * CPU of all JVMs for an event, refused and lost: refused are calls that said so, because the queue was full for
 * {@code queuePutTimeout}; lost is what was accepted and did not arrive. Arguments: system, JVMs, events of each, whether one
 * is killed half-way, bytes of the tree log (0 for the default).
 */
public final class Gathering {
    private final List<Process> members = new ArrayList<>();
    private final List<MappedByteBuffer> counts = new ArrayList<>();
    private final Path directory = Forks.temporaryDirectory();
    private final Path file = directory.resolve("events.jsonl");
    private final String system;
    private final int events;
    private final boolean killing;

    private Gathering(String system, int events, boolean killing) throws IOException {
        this.system = system;
        this.events = events;
        this.killing = killing;
    }

    public static void main(String[] args) throws Exception {
        int jvms = Integer.parseInt(args[1]);
        Gathering gathering = new Gathering(args[0], Integer.parseInt(args[2]), Boolean.parseBoolean(args[3]));
        double[] times =
                args[0].equals("logrich") ? gathering.tree(jvms, Integer.parseInt(args[4])) : gathering.lines(jvms);
        gathering.print(times[0], times[1]);
    }

    static double[] run(String system, int jvms, int events, boolean killing, int treeLog) throws Exception {
        return Forks.numbers(Forks.jvm(Gathering.class, system, "" + jvms, "" + events, "" + killing, "" + treeLog));
    }

    private double[] tree(int jvms, int treeLog) throws Exception {
        var config = Ourselves.settings().file(file, FileSettings.Format.JSONL, LogLevel.INFO);
        if (treeLog > 0) {
            config.treeLogBytes(treeLog);
        }
        try (LogRuntime runtime = LogRuntime.openRoot(config.build())) {
            for (int i = 0; i < jvms; i++) {
                members.add(runtime.start(command(0)));
            }
            awaitReady();
            Usage usage = begin();
            awaitEnd();
            if (!runtime.flush(Duration.ofMinutes(5)).complete()) {
                throw new IOException("not all is written after five minutes");
            }
            return new double[] {usage.seconds(), usage.cpuMicros()};
        }
    }

    private double[] lines(int jvms) throws Exception {
        Usage usage;
        try (LineReceiver receiver = new LineReceiver(file, jvms)) {
            for (int i = 0; i < jvms; i++) {
                members.add(command(receiver.port()).start());
                receiver.accept();
            }
            awaitReady();
            usage = begin();
            awaitEnd();
        }
        return new double[] {usage.seconds(), usage.cpuMicros()};
    }

    private ProcessBuilder command(int port) throws IOException {
        Path mine = directory.resolve("counts-" + counts.size());
        counts.add(Member.counts(mine));
        return Member.command(system, port, events, mine);
    }

    private void awaitReady() throws IOException {
        for (Process member : members) {
            if (!"ready".equals(member.inputReader().readLine())) {
                throw new IOException("a JVM of " + system + " did not start");
            }
        }
    }

    private Usage begin() throws IOException {
        Usage usage = new Usage();
        for (Process member : members) {
            member.getOutputStream().write('\n');
            member.getOutputStream().flush();
        }
        return usage;
    }

    /** Kills the first one half-way, if one is to be. */
    private void awaitEnd() throws InterruptedException {
        while (killing && members.get(0).isAlive()) {
            if (Member.accepted(counts.get(0)) >= events / 2) {
                members.get(0).destroyForcibly();
                break;
            }
            Thread.onSpinWait();
        }
        for (Process member : members) {
            member.waitFor();
        }
    }

    private void print(double seconds, double cpuMicros) throws IOException {
        long accepted = counts.stream().mapToLong(Member::accepted).sum();
        long refused = counts.stream().mapToLong(Member::refused).sum();
        double cpu = cpuMicros + counts.stream().mapToLong(Member::cpuNanos).sum() / 1e3;
        long written = Forks.eventsIn(file);
        Forks.delete(directory);
        System.out.printf(Locale.ROOT, "%f %f %d %d%n", written / seconds, cpu / written, refused, accepted - written);
    }
}
