package io.logrich.cli;

import io.logrich.render.SafeText;
import io.logrich.settings.SettingsException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command failed. A setting that cannot be used is wrong usage. Stateless. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().printf("%s: %s%n", name, SafeText.of(describe(failure)));
        return failure instanceof SettingsException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** What went wrong, for people: a file's name alone is no reason. */
    static String describe(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + failure.getClass().getSimpleName().replace("Exception", "");
        }
        return message == null ? failure.getClass().getName() : message.replaceAll("\\s*\\R\\s*", " ");
    }
}
