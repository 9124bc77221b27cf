package io.logrich.cli;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes signals on to the command instead of dying of them, so that what the command and its children still say is
 * collected. SIGTERM always; SIGINT unless there is a terminal, which sends it to the command as well. Thread-safe.
 */
final class SignalRelay implements AutoCloseable {
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/[0-9]+|tty.*|console)");

    private enum Kind {
        TERM,
        INT
    }

    private boolean terminal;
    private final Map<Kind, Object> former = new EnumMap<>(Kind.class);
    private final Set<Kind> early = EnumSet.noneOf(Kind.class);
    private final Thread atExit = new Thread(() -> relay(Kind.TERM), "logrich-signal");
    private @Nullable ProcessHandle target;

    private SignalRelay(boolean terminal) {
        this.terminal = terminal;
    }

    /** Begins to catch signals. */
    static SignalRelay install() {
        SignalRelay relay = new SignalRelay(isTerminal());
        for (Kind kind : Kind.values()) {
            relay.handle(kind);
        }
        // where signals cannot be handled they end this JVM, and the command should not outlive it unasked
        Runtime.getRuntime().addShutdownHook(relay.atExit);
        return relay;
    }

    /** Says who gets the signals, those included that have come already. */
    synchronized void passOnTo(ProcessHandle process) {
        target = process;
        early.forEach(this::relay);
        early.clear();
    }

    /** The command is not in the session of our terminal, which sends it no SIGINT then. */
    synchronized void passOnSigint() {
        terminal = false;
    }

    /** Ends the catching. */
    @Override
    public void close() {
        former.forEach(SignalRelay::restore);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // the hook finds the command ended
        }
    }

    private synchronized void relay(Kind kind) {
        ProcessHandle process = target;
        if (process == null) {
            early.add(kind);
        } else if (process.isAlive()) {
            if (kind == Kind.TERM) {
                process.destroy(); // that of Process would also close the streams we still read
            } else {
                send(kind, process.pid());
            }
        }
    }

    private synchronized void received(Kind kind) {
        if (kind == Kind.TERM || !terminal) {
            relay(kind);
        }
    }

    /** The JDK can send no other signals than SIGTERM and SIGKILL. */
    private static void send(Kind kind, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + kind + " " + pid).start();
        } catch (IOException noShell) {
            // then it does not get it
        }
    }

    /** By reflection, since javac warns of {@code sun.misc} and the warning cannot be turned off. */
    private void handle(Kind kind) {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    SignalRelay.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            received(kind);
                            return null;
                        }
                        return method.invoke(this, arguments);
                    });
            former.put(kind, set(kind, handler));
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            // another kind of JVM, or one that was told to leave signals alone: the hook remains
        }
    }

    private static void restore(Kind kind, Object handler) {
        try {
            set(kind, handler);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            // it could be set, so it can be set back
        }
    }

    private static Object set(Kind kind, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object number = signal.getConstructor(String.class).newInstance(kind.name());
        return signal.getMethod("handle", signal, handlerType).invoke(null, number, handler);
    }

    /** Whether our standard input is a terminal. */
    static boolean isTerminal() {
        try {
            String input = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return TERMINAL.matcher(input).matches();
        } catch (IOException | RuntimeException noSuchPlace) {
            return System.console() != null;
        }
    }
}
