package io.logrich.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a command could not be started, as a shell would say it. Stateless. */
final class StartFailure {
    private static final Pattern ERROR = Pattern.compile("error[=: ]+(\\d+)(?:,| \\()?\\s*([^)]*)");
    private static final String NO_SUCH_FILE = "2";

    private StartFailure() {}

    /** One line for people. */
    static String describe(String program, IOException failure) {
        Matcher error = ERROR.matcher(String.valueOf(failure.getMessage()));
        String why = error.find() ? error.group(2).strip() : Failures.describe(failure);
        return "cannot start '" + program + "': " + why;
    }

    /** 127 if there is no such program, 126 if there is one that cannot be executed. */
    static int exitCode(String program, IOException failure) {
        Matcher error = ERROR.matcher(String.valueOf(failure.getMessage()));
        boolean missing = error.find() && error.group(1).equals(NO_SUCH_FILE);
        return missing && !isThere(program) ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE;
    }

    /** A script whose interpreter is missing gives the same error as a missing script. */
    private static boolean isThere(String program) {
        return program.indexOf('/') >= 0 && Files.exists(Path.of(program));
    }
}
