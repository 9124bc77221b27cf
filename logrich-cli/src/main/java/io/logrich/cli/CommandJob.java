package io.logrich.cli;

import io.logrich.LogRuntime;
import io.logrich.ShutdownResult;
import io.logrich.capture.ProcessCapture;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One command from its start to the delivery of the last event of its tree. One thread only. */
final class CommandJob {
    private static final long LOOK_NANOS = 10_000_000;

    private final List<String> command;
    private final Map<String, String> fields;
    private final CaptureMode capture;
    private final boolean pty;
    private final Duration linger;
    private final DumpOptions dump;
    private final Leftover leftover;

    CommandJob(
            List<String> command,
            Map<String, String> fields,
            CaptureMode capture,
            boolean pty,
            Duration linger,
            DumpOptions dump,
            Leftover leftover) {
        this.command = List.copyOf(command);
        this.fields = Map.copyOf(fields);
        this.capture = capture;
        this.pty = pty;
        this.linger = linger;
        this.dump = dump;
        this.leftover = leftover;
    }

    /** What a command is called: the file name of its program. */
    static String nameOf(List<String> command) {
        String program = command.get(0);
        String name = program.substring(program.lastIndexOf('/') + 1);
        return name.isBlank() ? "command" : name;
    }

    /**
     * Runs the command, closes the runtime, and answers with the command's exit code.
     *
     * @param ownTree whether the tree is ours to collect, and not that of an outer {@code logrich run}
     */
    int run(LogRuntime runtime, boolean ownTree) throws IOException, InterruptedException {
        try (runtime;
                SignalRelay signals = SignalRelay.install()) {
            bind(runtime);
            Started started;
            try {
                started = start(runtime);
            } catch (IOException failed) {
                leftover.err().println("logrich run: " + StartFailure.describe(command.get(0), failed));
                return StartFailure.exitCode(command.get(0), failed);
            }
            if (pty) {
                signals.passOnSigint();
            }
            signals.passOnTo(pty ? PseudoTerminal.inside(started.process) : started.process.toHandle());
            await(runtime, started, ownTree);
            ShutdownResult result = runtime.shutdown(tree -> dump.write(tree, leftover.err()));
            leftover.undelivered(runtime, result);
            return started.process.exitValue();
        }
    }

    /** Makes the given fields part of what every event of the tree carries, this process's own included. */
    private void bind(LogRuntime runtime) {
        List<LogContext> stack = new ArrayList<>(runtime.binder().stack());
        ContextFields merged = ContextFields.of(stack.get(stack.size() - 1));
        fields.forEach(merged::set);
        stack.add(merged.build());
        runtime.binder().base(stack);
    }

    private record Started(Process process, @Nullable ProcessCapture output) {}

    private Started start(LogRuntime runtime) throws IOException {
        ProcessBuilder builder =
                pty ? PseudoTerminal.builder(command) : new ProcessBuilder(command).redirectInput(Redirect.INHERIT);
        String name = nameOf(command);
        if (capture == CaptureMode.OFF) {
            Process process = runtime.inherit(builder.inheritIO()).start();
            return new Started(runtime.watch(process, name), null);
        }
        ProcessCapture output = runtime.startCaptured(builder, name, c -> c.withTee(capture == CaptureMode.TEE));
        if (pty) {
            PseudoTerminal.feed(output.process());
        }
        return new Started(output.process(), output);
    }

    /** Waits for the command, its output, and in a tree of our own for the sinks and for processes it has left. */
    private void await(LogRuntime runtime, Started started, boolean ownTree) throws InterruptedException {
        started.process.waitFor();
        long start = System.nanoTime();
        boolean read = started.output == null || started.output.awaitEnd(linger);
        if (!ownTree) {
            return;
        }
        Draining draining = new Draining(runtime, runtime.spoolDirectory().orElse(null));
        draining.drain();
        while (runtime.livingMembers() > 0 && System.nanoTime() - start < linger.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        draining.drain();
        int living = runtime.livingMembers();
        if (living > 0) {
            leftover.living(runtime, living);
        } else if (!read) {
            leftover.unread();
        }
    }
}
