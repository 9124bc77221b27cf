package io.logrich.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logrich hello}: the shortest way to see that the program starts. */
@Command(name = "hello", description = "Greet, to see that the program starts.")
final class HelloCommand implements Runnable {
    static final String GREETING = "Hello World";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(GREETING);
    }
}
