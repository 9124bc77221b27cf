package io.logrich.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Takes entries at a socket as journald does, and keeps them as JSON lines: a program in Python, since Java has no such sockets. */
final class JournaldInPython implements AutoCloseable {
    private static final String PROGRAM = """
            import json, os, socket, struct, sys
            listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            listening.bind(sys.argv[1])
            with open(sys.argv[2], "w") as out:
                while True:
                    entry, files, _, _ = socket.recv_fds(listening, 1 << 22, 1)
                    if files:
                        entry = os.pread(files[0], 1 << 24, 0)
                        os.close(files[0])
                    fields, at = {}, 0
                    while at < len(entry):
                        end = entry.index(b"\\n", at)
                        size = struct.unpack("<Q", entry[end + 1:end + 9])[0]
                        fields[entry[at:end].decode()] = entry[end + 9:end + 9 + size].decode()
                        at = end + 10 + size
                    if fields:
                        out.write(json.dumps(fields) + "\\n")
                        out.flush()
            """;

    private final Process process;
    private final Path socket;
    private final Path entries;

    private JournaldInPython(Process process, Path socket, Path entries) {
        this.process = process;
        this.socket = socket;
        this.entries = entries;
    }

    /** Listens at a socket in that directory; skips the test, loudly, where there is no Python. */
    static JournaldInPython in(Path directory) throws IOException {
        Path socket = directory.resolve("journald");
        Path entries = directory.resolve("entries");
        Process process;
        try {
            process = new ProcessBuilder("python3", "-c", PROGRAM, socket.toString(), entries.toString())
                    .inheritIO()
                    .start();
        } catch (IOException none) {
            System.err.println("SKIPPED: there is no python3");
            Assumptions.abort("there is no python3");
            throw none;
        }
        Program.await("the socket", () -> Files.exists(entries));
        return new JournaldInPython(process, socket, entries);
    }

    Path socket() {
        return socket;
    }

    /** The entries, once there are so many; values are text. */
    List<Map<String, Object>> entries(int count) throws IOException {
        Program.await(count + " entries", () -> {
            try (var lines = Files.lines(entries)) {
                return lines.count() >= count;
            } catch (IOException unreadable) {
                return false;
            }
        });
        return Jsonl.events(entries);
    }

    void signal(String name) throws Exception {
        Program.signal(process.pid(), name);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
