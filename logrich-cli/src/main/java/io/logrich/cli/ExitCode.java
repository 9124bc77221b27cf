package io.logrich.cli;

/** What the program's exit codes mean, besides those of the commands it runs. */
final class ExitCode {
    static final int OK = 0;
    /** Something failed that was asked for rightly. */
    static final int FAILED = 1;
    /** The command line cannot be understood or does not fit the situation. */
    static final int USAGE = 2;
    /** A command was found and cannot be executed; as a shell says it. */
    static final int NOT_EXECUTABLE = 126;
    /** A command was not found; as a shell says it. */
    static final int NOT_FOUND = 127;

    private ExitCode() {}
}
