package io.logrich.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logrich completion}: what a shell needs to complete our command lines. */
@Command(
        name = "completion",
        description = {"Print what a shell needs to complete the command lines of this program.", ""},
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  source <(logrich completion bash)    in this shell; in ~/.bashrc for all",
            "  logrich completion bash > /etc/bash_completion.d/logrich",
            "  source <(logrich completion zsh)     in ~/.zshrc",
        })
final class CompletionCommand implements Runnable {
    /** The shells for which there is one. */
    private enum Shell {
        BASH,
        ZSH
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Shell shell;

    @Override
    public void run() {
        CommandLine program = Commands.program(Map.of());
        program.getSubcommands().values().forEach(command -> inLowerCase(command.getCommandSpec()));
        String script = AutoComplete.bash("logrich", program);
        if (shell == Shell.ZSH) {
            script = "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + script;
        }
        spec.commandLine().getOut().print(script);
    }

    /** Values are understood in any case; shells propose them as the help writes them. */
    private static void inLowerCase(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            Object[] values = option.type().isEnum()
                    ? option.type().getEnumConstants()
                    : option.type().isArray()
                                    && option.type().getComponentType().isEnum()
                            ? option.type().getComponentType().getEnumConstants()
                            : new Object[0];
            if (values.length > 0) {
                command.remove(option);
                command.addOption(OptionSpec.builder(option)
                        .completionCandidates(lower(values))
                        .build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
            if (parameter.type().isEnum()) {
                command.remove(parameter);
                command.addPositional(PositionalParamSpec.builder(parameter)
                        .completionCandidates(lower(parameter.type().getEnumConstants()))
                        .build());
            }
        }
    }

    private static List<String> lower(Object[] values) {
        return Arrays.stream(values)
                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                .toList();
    }
}
