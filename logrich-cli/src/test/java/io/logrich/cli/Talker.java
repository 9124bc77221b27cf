package io.logrich.cli;

import io.logrich.LogRich;
import io.logrich.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A program that logs by itself: so many events, then waits for a file if one is named, and logs as many again. */
final class Talker {
    private static final Logger LOG = LogRich.get("talker");

    private Talker() {}

    /** Arguments: NAME COUNT CHILDREN [FILE]. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        int count = Integer.parseInt(arguments[1]);
        int children = Integer.parseInt(arguments[2]);
        LogRich.attach();
        List<Process> started = new ArrayList<>();
        for (int child = 0; child < children; child++) {
            started.add(LogRich.start(
                    new ProcessBuilder(Program.java(Talker.class, name + "." + child, count, 0)).inheritIO()));
        }
        talk(name, 0, count);
        if (arguments.length > 3) {
            System.out.println("waiting");
            while (!Files.exists(Path.of(arguments[3]))) {
                LockSupport.parkNanos(2_000_000);
            }
            talk(name, count, 2 * count);
        }
        for (Process child : started) {
            child.waitFor();
        }
        LogRich.shutdown();
    }

    private static void talk(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            LOG.atInfo().with("number", i).log("{} says {}", name, i);
        }
        LOG.debug("{} has talked", name);
    }
}
