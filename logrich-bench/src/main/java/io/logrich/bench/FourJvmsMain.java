package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Four JVMs log, one file gets it all: ours through the collector of the tree, Logback's through logstash over TCP and a
 * receiver that copies bytes. From the moment all four are told to begin until the last line is in the file. Refused are
 * calls that said so, because the queue was full for {@code queuePutTimeout}; lost is what was accepted and did not
 * arrive. Argument: events of each JVM (200,000).
 */
public final class FourJvmsMain {
    private static final int JVMS = 4;

    private FourJvmsMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3) {
            child(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            return;
        }
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        Path directory = Forks.temporaryDirectory();
        String ours = ours(events, directory.resolve("ours.jsonl"));
        String rival = logback(events, directory.resolve("logback.jsonl"));
        Forks.delete(directory);
        System.out.println("four JVMs, " + events + " events each, into one file: logrich " + ours
                + "; logback with logstash over TCP " + rival);
    }

    private static String ours(int events, Path file) throws IOException, InterruptedException {
        try (LogRuntime runtime = Ourselves.intoFile(file)) {
            List<Process> children = new ArrayList<>();
            for (int i = 0; i < JVMS; i++) {
                children.add(runtime.start(Forks.jvm(FourJvmsMain.class, "logrich", "" + events, "0")));
            }
            long start = begin(children);
            long accepted = end(children);
            runtime.flush(Duration.ofMinutes(1));
            return answer(start, events, accepted, file);
        }
    }

    private static String logback(int events, Path file) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, JVMS, InetAddress.getLoopbackAddress());
                OutputStream out = Files.newOutputStream(file)) {
            List<Process> children = new ArrayList<>();
            List<Thread> receivers = new ArrayList<>();
            for (int i = 0; i < JVMS; i++) {
                children.add(Forks.jvm(FourJvmsMain.class, "logback", "" + events, "" + server.getLocalPort())
                        .start());
                Socket socket = server.accept();
                receivers.add(new Thread(() -> receive(socket, out), "receiver-" + i));
            }
            receivers.forEach(Thread::start);
            long start = begin(children);
            long accepted = end(children);
            for (Thread receiver : receivers) {
                receiver.join();
            }
            return answer(start, events, accepted, file);
        }
    }

    /** Whole lines into the file, one sender's at a time. */
    private static void receive(Socket socket, OutputStream out) {
        byte[] buffer = new byte[256 * 1024];
        try (socket;
                InputStream in = socket.getInputStream()) {
            int filled = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, filled, buffer.length - filled)) {
                filled += read;
                int lines = filled;
                while (lines > 0 && buffer[lines - 1] != '\n') {
                    lines--;
                }
                synchronized (out) {
                    out.write(buffer, 0, lines);
                }
                System.arraycopy(buffer, lines, buffer, 0, filled - lines);
                filled -= lines;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits until all are ready, then tells them to begin. */
    private static long begin(List<Process> children) throws IOException {
        for (Process child : children) {
            child.inputReader().readLine();
        }
        long start = System.nanoTime();
        for (Process child : children) {
            child.getOutputStream().write('\n');
            child.getOutputStream().flush();
        }
        return start;
    }

    /** Waits for the end of all; how many events they say were accepted. */
    private static long end(List<Process> children) throws IOException, InterruptedException {
        long accepted = 0;
        for (Process child : children) {
            accepted += Long.parseLong(child.inputReader().readLine());
            child.waitFor();
        }
        return accepted;
    }

    private static String answer(long start, int events, long accepted, Path file) throws IOException {
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Stream<String> lines = Files.lines(file)) {
            long written = lines.filter(line -> line.contains("compressed")).count();
            return String.format(
                    Locale.ROOT,
                    "%,.0f/s, refused %d, lost %d",
                    written / seconds,
                    (long) JVMS * events - accepted,
                    accepted - written);
        }
    }

    private static void child(String system, int events, int port) throws IOException {
        if (system.equals("logrich")) {
            try (LogRuntime runtime = LogRuntime.attach();
                    var scope = Ourselves.bind(runtime)) {
                Logger logger = runtime.get("bench");
                awaitBegin();
                int accepted = 0;
                for (int i = 0; i < events; i++) {
                    accepted += Ourselves.log(logger, i).accepted() ? 1 : 0;
                }
                System.out.println(accepted);
            }
        } else {
            Logback.intoSocket(port);
            Logback.bind();
            org.slf4j.Logger logger = Logback.logger("bench");
            awaitBegin();
            for (int i = 0; i < events; i++) {
                Logback.log(logger, i);
            }
            Logback.close();
            System.out.println(events);
        }
    }

    private static void awaitBegin() throws IOException {
        System.out.println("ready");
        System.in.read();
    }
}
