package io.logrich.bench;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One of several JVMs that log to one place. It says that it is ready, waits for a byte, and counts in a mapped file, so that
 * the figures survive its kill. Arguments: system, port (for ours any), events, the file.
 */
public final class Member {
    private static final int ACCEPTED = 0;
    private static final int REFUSED = 8;
    private static final int CPU_NANOS = 16;
    private static final int SIZE = 24;

    private Member() {}

    public static void main(String[] args) throws Exception {
        Target.Kind kind = args[0].equals("logrich") ? Target.Kind.TREE : Target.Kind.LINES;
        MappedByteBuffer counts = counts(Path.of(args[3]));
        int events = Integer.parseInt(args[2]);
        Contender contender = Contender.open(args[0], new Target(kind, args[1]));
        contender.bind();
        System.out.println("ready");
        System.in.read();
        Usage usage = new Usage();
        long accepted = 0;
        long refused = 0;
        for (int i = 0; i < events; i++) {
            if (Contender.isRefusal(contender.log(i))) {
                counts.putLong(REFUSED, ++refused);
            } else {
                counts.putLong(ACCEPTED, ++accepted);
            }
        }
        contender.close();
        counts.putLong(CPU_NANOS, (long) (usage.cpuMicros() * 1e3));
    }

    static ProcessBuilder command(String system, int port, int events, Path counts) {
        return Forks.jvm(Member.class, system, "" + port, "" + events, counts.toString());
    }

    /** How many calls have returned, and their events were not refused. */
    static long accepted(MappedByteBuffer counts) {
        return counts.getLong(ACCEPTED);
    }

    static long refused(MappedByteBuffer counts) {
        return counts.getLong(REFUSED);
    }

    static long cpuNanos(MappedByteBuffer counts) {
        return counts.getLong(CPU_NANOS);
    }

    /** What a member counts, as it is now and will be. */
    static MappedByteBuffer counts(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        }
    }
}
