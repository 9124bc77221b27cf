package io.logrich.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a pseudo-terminal, which the JDK cannot make: {@code script} of util-linux does. Its standard error is its
 * standard output then. Our own terminal stays as it is: {@code script} gets what is typed through a pipe, or it would switch
 * the terminal that our console writes to. Stateless.
 */
final class PseudoTerminal {
    private static final String SCRIPT = "script";
    private static final long LOOK_NANOS = 1_000_000;
    private static final int MOST_LOOKS = 1000;
    private static final int BUFFER_BYTES = 8 * 1024;

    private PseudoTerminal() {}

    /** Why there can be none here, null if there can. */
    static @Nullable String trouble(Map<String, String> environment) {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return "--pty works on Linux only";
        }
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        for (String directory : path.split(":")) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, SCRIPT))) {
                return null;
            }
        }
        return "--pty needs the program 'script' (util-linux), which is not in the PATH";
    }

    /** What starts a command in a pseudo-terminal. */
    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder();
        Map<String, String> environment = builder.environment();
        String shell = environment.put("SHELL", "/bin/sh"); // script has it read the line, whatever the user likes
        String restored = shell == null ? "unset SHELL" : "SHELL=" + quoted(shell);
        String line =
                restored + "; [ \"$(stty size)\" = '0 0' ] && stty rows \"${LINES:-24}\" cols \"${COLUMNS:-80}\"; exec "
                        + command.stream().map(PseudoTerminal::quoted).collect(Collectors.joining(" "));
        String terminal = environment.get("TERM");
        if (terminal == null || terminal.equals("dumb")) {
            environment.put("TERM", "xterm-256color");
        }
        return builder.command(SCRIPT, "-q", "-e", "-f", "-E", "never", "-c", line, "/dev/null")
                .redirectInput(SignalRelay.isTerminal() ? Redirect.PIPE : Redirect.INHERIT);
    }

    /** Hands what is typed at our terminal to the command, if it does not read it by itself. */
    static void feed(Process process) {
        if (SignalRelay.isTerminal()) {
            Thread feeder = new Thread(() -> pump(System.in, process.getOutputStream()), "logrich-stdin");
            feeder.setDaemon(true);
            feeder.start();
        }
    }

    /** The command's own process, for signals; that of {@code script} if it cannot be seen. */
    static ProcessHandle inside(Process process) {
        for (int i = 0; i < MOST_LOOKS && process.isAlive(); i++) {
            Optional<ProcessHandle> child = process.children().findFirst();
            if (child.isPresent()) {
                return child.get();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return process.toHandle();
    }

    private static void pump(InputStream from, OutputStream to) {
        byte[] bytes = new byte[BUFFER_BYTES];
        try (to) {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                to.write(bytes, 0, count);
                to.flush();
            }
        } catch (IOException ended) {
            // the command reads no more
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
