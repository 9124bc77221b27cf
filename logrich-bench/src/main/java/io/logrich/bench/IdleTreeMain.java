package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a tree costs in which nothing has happened for two minutes: a collector and three members beside four JVMs that only
 * wait, at the same time. Then how long an event of a member takes to a sink when the tree has been idle. Linux only. Arguments: seconds (60),
 * wake-ups (40).
 */
public final class IdleTreeMain {
    private static final int MEMBERS = 3;
    private static final long SETTLING_SECONDS = 120;
    private static final long IDLE_MILLIS = 1_000;

    private IdleTreeMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args.length > 0 ? args[0] : "") {
            case "plain" -> awaitEnd();
            case "member" -> member();
            case "collector" -> collector();
            default -> measure(number(args, 0, 60), number(args, 1, 40));
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    private static void measure(int seconds, int wakeUps) throws IOException, InterruptedException {
        List<Process> ours = new ArrayList<>();
        List<Long> tree = new ArrayList<>();
        List<Long> plain = new ArrayList<>();
        for (int i = 0; i <= MEMBERS; i++) {
            Process waiting = Forks.jvm(IdleTreeMain.class, "plain").start();
            waiting.inputReader().readLine();
            ours.add(waiting);
            plain.add(waiting.pid());
        }
        Process collector = Forks.jvm(IdleTreeMain.class, "collector")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ours.add(collector);
        tree.add(collector.pid());
        for (int i = 0; i < MEMBERS; i++) {
            tree.add(Long.parseLong(collector.inputReader().readLine()));
        }
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        List<Idleness> before = of(tree);
        List<Idleness> plainBefore = of(plain);
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        List<Idleness> after = of(tree);
        List<Idleness> plainAfter = of(plain);
        double took = (System.nanoTime() - start) / 1e9;
        Idleness ofCollector = after.get(0).since(before.get(0));
        Idleness ofMembers = sum(before.subList(1, before.size()), after.subList(1, after.size()));
        Idleness ofPlain = sum(plainBefore, plainAfter);
        System.out.printf(
                Locale.ROOT,
                "idle for %.0f s, %% of a core: %d plain JVMs %.2f; tree %.2f, of which collector %.2f and %d members"
                        + " %.2f; above plain JVMs %.2f%n",
                took,
                MEMBERS + 1,
                ofPlain.ticks() / took,
                (ofCollector.ticks() + ofMembers.ticks()) / took,
                ofCollector.ticks() / took,
                MEMBERS,
                ofMembers.ticks() / took,
                (ofCollector.ticks() + ofMembers.ticks() - ofPlain.ticks()) / took);
        System.out.printf(
                Locale.ROOT,
                "threads that fell asleep, a second: %d plain JVMs %.1f %s; collector %.1f %s; %d members %.1f %s%n",
                MEMBERS + 1,
                ofPlain.allSleeps() / took,
                oursOnly(ofPlain, took),
                ofCollector.allSleeps() / took,
                oursOnly(ofCollector, took),
                MEMBERS,
                ofMembers.allSleeps() / took,
                oursOnly(ofMembers, took));
        wakeUps(collector, wakeUps);
        for (Process process : ours) {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private static void wakeUps(Process collector, int wakeUps) throws IOException, InterruptedException {
        List<double[]> micros = new ArrayList<>();
        for (int i = 0; i < wakeUps; i++) {
            TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS + i * 7 % 50); // at any moment between two looks
            collector.getOutputStream().write('\n');
            collector.getOutputStream().flush();
            micros.add(new double[] {Double.parseDouble(collector.inputReader().readLine())});
        }
        System.out.printf(
                Locale.ROOT,
                "from a member's call to the sink, %d times after a second of silence: p50 %.1f ms, longest %.1f ms%n",
                wakeUps,
                Forks.medians(micros)[0] / 1e3,
                micros.stream().mapToDouble(one -> one[0]).max().orElse(0) / 1e3);
    }

    private static List<Idleness> of(List<Long> pids) throws IOException {
        List<Idleness> all = new ArrayList<>();
        for (long pid : pids) {
            all.add(Idleness.of(pid));
        }
        return all;
    }

    private static Idleness sum(List<Idleness> before, List<Idleness> after) {
        Idleness sum = after.get(0).since(before.get(0));
        for (int i = 1; i < after.size(); i++) {
            sum = sum.plus(after.get(i).since(before.get(i)));
        }
        return sum;
    }

    private static String oursOnly(Idleness all, double seconds) {
        StringBuilder text = new StringBuilder("(");
        all.threads().forEach((name, thread) -> {
            if (thread.nanos() / seconds > 1e5 || name.startsWith("logrich")) {
                text.append(text.length() > 1 ? ", " : "")
                        .append(String.format(
                                Locale.ROOT,
                                "%s %.1f with %.2f %%",
                                name,
                                thread.sleeps() / seconds,
                                thread.nanos() / seconds / 1e7));
            }
        });
        return text.append(')').toString();
    }

    private static void collector() throws IOException, InterruptedException {
        BlockingQueue<Long> delays = new LinkedBlockingQueue<>();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("bench", "test")
                .consoleStream(ConsoleSettings.Stream.STDERR)
                .sink(new CustomSink("delays", LogLevel.TRACE, batch -> note(batch, delays)))
                .build())) {
            List<Process> members = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                Process member = runtime.start(Forks.jvm(IdleTreeMain.class, "member"));
                member.inputReader().readLine();
                System.out.println(member.pid());
                members.add(member);
            }
            while (System.in.read() >= 0) {
                members.get(0).getOutputStream().write('\n');
                members.get(0).getOutputStream().flush();
                System.out.println(delays.take());
            }
            for (Process member : members) {
                member.getOutputStream().close();
                member.waitFor();
            }
        }
    }

    private static int note(EventBatch batch, BlockingQueue<Long> delays) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.event(i).message().equals("awake")) {
                delays.add(ChronoUnit.MICROS.between(batch.event(i).timestamp(), Instant.now()));
            }
        }
        return batch.size();
    }

    private static void member() throws IOException {
        try (LogRuntime runtime = LogRuntime.attach()) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                runtime.get("bench").info("awake");
            }
        }
    }

    private static void awaitEnd() throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // until the end
        }
    }
}
