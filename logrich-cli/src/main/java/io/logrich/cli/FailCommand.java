package io.logrich.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logrich fail}: fails on purpose, to see what a failure looks like. */
@Command(name = "fail", description = "Fail on purpose, to see what a failure looks like. Exit code 1.")
final class FailCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--traceback", description = "Show the stack trace.")
    private boolean traceback;

    @Override
    public Integer call() {
        IllegalStateException failure = new IllegalStateException("I should fail");
        if (traceback) {
            failure.printStackTrace(spec.commandLine().getErr());
        } else {
            spec.commandLine().getErr().println("IllegalStateException: " + failure.getMessage());
        }
        return ExitCode.FAILED;
    }
}
