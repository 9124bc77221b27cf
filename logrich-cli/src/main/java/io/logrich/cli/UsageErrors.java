package io.logrich.cli;

import io.logrich.render.SafeText;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Says in one line what is wrong with a command line; below it, where it helps, what could be meant. Stateless. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = String.valueOf(wrong.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        List<String> unknown = command.getUnmatchedArguments();
        if (wrong instanceof MissingParameterException && !unknown.isEmpty()) {
            what = "unknown option: '" + unknown.get(0) + "'"; // and whatever is missing besides
        }
        command.getErr().printf("%s: %s (see '%s --help')%n", name, SafeText.of(lowerFirst(what)), name);
        if (wrong instanceof UnclearTreeException unclear) {
            unclear.candidates().forEach(candidate -> command.getErr().println("  " + candidate));
        }
        return ExitCode.USAGE;
    }

    /** A sentence that continues after a colon; a first word in capitals stays. */
    private static String lowerFirst(String text) {
        boolean capitals = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || capitals ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
