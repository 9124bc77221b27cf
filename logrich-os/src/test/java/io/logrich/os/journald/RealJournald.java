package io.logrich.os.journald;

import static org.junit.jupiter.api.Assumptions.abort;

import io.logrich.text.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A systemd-journald of this test alone, in a mount namespace with a {@code /run} of its own, so that nothing of the
 * machine's journal is touched. Needs root; the Debian package systemd is installed if it is missing.
 */
final class RealJournald implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Path scratch;
    private final Process keeper;
    private Process journald;
    private BufferedReader supervised;
    private String pid;

    private RealJournald(Path scratch, Process keeper) {
        this.scratch = scratch;
        this.keeper = keeper;
    }

    /** Makes the namespace; skips the test, loudly, where that cannot be. */
    static RealJournald inNamespace(Path scratch) throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) {
            skip("a journald of its own needs root");
        }
        if (binary() == null) {
            run(scratch, "sh", "-c", "apt-get -qq update; apt-get -qq install --yes --no-install-recommends systemd");
        }
        if (binary() == null) {
            skip("there is no systemd-journald: install the Debian package systemd");
        }
        Process keeper = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        resource(scratch, "keeper.sh").toString())
                .redirectErrorStream(true)
                .start();
        String said =
                new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"ready".equals(said)) {
            skip("no mount namespace can be made here: " + said);
        }
        return new RealJournald(scratch, keeper);
    }

    private static void skip(String why) {
        System.err.println("SKIPPED: " + why);
        abort(why);
    }

    private static String binary() {
        for (String place : List.of("/lib/systemd/systemd-journald", "/usr/lib/systemd/systemd-journald")) {
            if (Files.isExecutable(Path.of(place)) && Files.isExecutable(Path.of("/usr/bin/journalctl"))) {
                return place;
            }
        }
        return null;
    }

    /** Starts it alone: it makes its sockets itself, and they go with it. */
    void start() throws Exception {
        journald = inside(binary()).start();
        pid = String.valueOf(journald.pid());
        awaitSocket(true);
    }

    /** Starts it as systemd does: with sockets that outlive it, and again whenever it ends. */
    void startSupervised() throws Exception {
        journald = inside("python3", resource(scratch, "supervisor.py").toString(), binary())
                .redirectErrorStream(false)
                .start();
        supervised = new BufferedReader(new InputStreamReader(journald.getInputStream(), StandardCharsets.UTF_8));
        pid = supervised.readLine();
        awaitSocket(true);
    }

    /** Makes it stand still. */
    void halt() throws Exception {
        run(scratch, "kill", "-STOP", pid);
    }

    /** Lets it work on. */
    void goOn() throws Exception {
        run(scratch, "kill", "-CONT", pid);
    }

    /** Ends it in good order, as {@code systemctl restart} does; its supervisor starts it again. */
    void restart() throws Exception {
        run(scratch, "kill", "-TERM", pid);
        pid = supervised.readLine();
    }

    /** Kills it. If it is alone, its socket has gone with it; otherwise it is started again. */
    void kill() throws Exception {
        run(scratch, "kill", "-KILL", pid);
        if (supervised == null) {
            journald.waitFor();
            Files.deleteIfExists(socket());
        } else {
            pid = supervised.readLine();
        }
    }

    /** Where it takes entries, as this process, outside, sees it. */
    Path socket() {
        return Path.of("/proc/" + keeper.pid() + "/root/run/systemd/journal/socket");
    }

    /** What journalctl shows of the entries of a service, in order; values are bytes. */
    List<Map<String, List<byte[]>>> entries(String service) throws Exception {
        run(scratch, command("journalctl", "--sync"));
        Path out = run(scratch, command("journalctl", "-o", "json", "--all", "--no-pager", "SERVICE=" + service));
        List<Map<String, List<byte[]>>> entries = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            Map<String, List<byte[]>> entry = new LinkedHashMap<>();
            ((Map<?, ?>) JsonReader.read(line)).forEach((name, value) -> entry.put((String) name, valuesOf(value)));
            entries.add(entry);
        }
        return entries;
    }

    /** The output of a command inside. */
    String shell(String command) throws Exception {
        return Files.readString(run(scratch, command("sh", "-c", command)));
    }

    /** Text is text, other bytes are a list of numbers, several values are a list of either. */
    private static List<byte[]> valuesOf(Object value) {
        if (value instanceof List<?> list && !list.isEmpty() && !(list.get(0) instanceof Long)) {
            List<byte[]> values = new ArrayList<>();
            list.forEach(one -> values.addAll(valuesOf(one)));
            return values;
        } else if (value instanceof List<?> numbers) {
            byte[] bytes = new byte[numbers.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = ((Long) numbers.get(i)).byteValue();
            }
            return List.of(bytes);
        }
        return List.of(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    private void awaitSocket(boolean there) throws Exception {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (Files.exists(socket()) != there) {
            if (System.nanoTime() - until > 0 || !journald.isAlive()) {
                throw new IOException("journald does not start");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private ProcessBuilder inside(String... command) {
        return new ProcessBuilder(command(command)).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private String[] command(String... command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--mount=/proc/" + keeper.pid() + "/ns/mnt"));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    private static Path run(Path scratch, String... command) throws Exception {
        Path out = Files.createTempFile(scratch, "out", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(List.of(command) + ": " + Files.readString(out));
        }
        return out;
    }

    private static Path resource(Path scratch, String name) throws IOException {
        Path copy = scratch.resolve(name);
        try (InputStream in = RealJournald.class.getResourceAsStream(name)) {
            Files.write(copy, in.readAllBytes());
        }
        return copy;
    }

    @Override
    public void close() throws Exception {
        if (journald != null) {
            journald.destroy(); // the supervisor ends what it has started
            journald.waitFor(5, TimeUnit.SECONDS);
            journald.destroyForcibly().waitFor();
        }
        keeper.destroyForcibly().waitFor();
    }
}
