package io.logrich.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that logs as fast as it can, from the first call until all is written. It is cold: what the JIT costs is in the
 * figures. Arguments: system, kind of target, where, events, bytes of each (0 for the usual event), how it ends (close, or
 * the code of an exit without any shutdown), a file for the answer.
 */
public final class Speaker {
    private Speaker() {}

    public static void main(String[] args) throws Exception {
        Target target = new Target(Target.Kind.valueOf(args[1]), args[2]);
        int events = Integer.parseInt(args[3]);
        int bytes = Integer.parseInt(args[4]);
        Usage usage = new Usage();
        Contender contender = Contender.open(args[0], target);
        contender.bind();
        if (bytes == 0) {
            for (int i = 0; i < events; i++) {
                contender.log(i);
            }
        } else {
            String text = "x".repeat(bytes);
            for (int i = 0; i < events; i++) {
                contender.text(text);
            }
        }
        if (!args[5].equals("close")) {
            System.exit(Integer.parseInt(args[5]));
        }
        contender.close();
        List<Double> answer =
                List.of(events / usage.seconds(), usage.cpuMicros() / events, Usage.peakMegabytes(), (double)
                        Usage.collections());
        Files.writeString(Path.of(args[6]), answer.toString());
    }

    /** The command for one that closes its system. */
    static ProcessBuilder command(String system, Target target, int events, int bytes, Path answer) {
        return Forks.jvm(
                Speaker.class,
                system,
                target.kind().name(),
                target.where(),
                "" + events,
                "" + bytes,
                "close",
                answer.toString());
    }

    /** Lets one speak; events a second, microseconds of CPU for each, peak MB, collections. */
    static double[] run(String system, Target target, int events, int bytes) throws IOException, InterruptedException {
        Path answer = Files.createTempFile("logrich-bench", "answer");
        Forks.await(command(system, target, events, bytes, answer));
        return answer(answer);
    }

    /** Reads an answer, and deletes it. */
    static double[] answer(Path file) throws IOException {
        String text = Files.readString(file);
        Files.delete(file);
        return Forks.numbersIn(text);
    }
}
