package io.logrich.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command line that fits no tree or several. */
final class UnclearTreeException extends ParameterException {
    private static final long serialVersionUID = 1;

    private final List<String> candidates;

    UnclearTreeException(CommandLine command, String message, List<String> candidates) {
        super(command, message);
        this.candidates = List.copyOf(candidates);
    }

    /** The trees that could be meant, a line each. */
    List<String> candidates() {
        return candidates;
    }
}
