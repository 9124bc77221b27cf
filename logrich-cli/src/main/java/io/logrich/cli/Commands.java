package io.logrich.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** All commands by name, in the order of the help. Only the one that is asked for is made: a start must be quick. */
final class Commands {
    private static final Map<String, Function<Map<String, String>, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunCommand::new);
        ALL.put("collect", CollectCommand::new);
        ALL.put("dump", DumpCommand::new);
        ALL.put("tail", TailCommand::new);
        ALL.put("ps", PsCommand::new);
        ALL.put("level", LevelCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("logdemo", LogDemoCommand::new);
        ALL.put("completion", environment -> new CompletionCommand());
        ALL.put("man", environment -> new ManCommand());
        ALL.put("info", environment -> new InfoCommand());
        ALL.put("hello", environment -> new HelloCommand());
        ALL.put("fail", environment -> new FailCommand());
    }

    private Commands() {}

    /** The program as it is needed for these arguments: with all commands, unless the first argument names one. */
    static CommandLine program(Map<String, String> environment, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        CommandLine program = new CommandLine(new RootCommand());
        ALL.forEach((name, command) -> {
            if (name.equals(first) || !ALL.containsKey(first)) {
                program.addSubcommand(name, command(command.apply(environment), name));
            }
        });
        return program.setExpandAtFiles(false) // an argument of the command that begins with @ is the command's
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new Failures());
    }

    private static CommandLine command(Object command, String name) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        return line.setStopAtPositional(name.equals("run"));
    }
}
