package io.logrich.slf4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A broker of one node, its own controller: {@code kafka.Kafka} as it is, in a JVM of its own with our provider on its class
 * path. One user.
 */
final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

    private final int port;
    private final Process process;

    private KafkaBroker(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Formats its storage and starts it, both as children of that tree. */
    static KafkaBroker start(Tree tree, Path directory, String levels) throws Exception {
        int port = freePort();
        int controller = freePort();
        Path settings = Files.write(
                directory.resolve("server.properties"),
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                        "controller.listener.names=CONTROLLER",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "log.dirs=" + directory.resolve("data"),
                        "auto.create.topics.enable=false",
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        "log.cleaner.dedupe.buffer.size=2097152"));
        Process format = tree.start(
                program(levels, "kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER, "--config", settings));
        String output = new String(format.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (format.waitFor() != 0) {
            throw new IOException("not formatted: " + output);
        }
        return new KafkaBroker(port, tree.start(program(levels, "kafka.Kafka", settings)));
    }

    private static ProcessBuilder program(String levels, String main, Object... arguments) {
        ProcessBuilder program =
                Tree.java(Tree.ownHome(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), main, arguments);
        program.environment().put("LOG_LEVELS", levels);
        return program;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    Process process() {
        return process;
    }

    /** Ends it as an administrator would, and answers with what it has printed. */
    String stop() throws Exception {
        process.toHandle().destroy(); // and not its streams
        try (BufferedReader output = process.inputReader()) {
            String printed = output.lines().collect(Collectors.joining("\n"));
            process.waitFor();
            return printed;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
