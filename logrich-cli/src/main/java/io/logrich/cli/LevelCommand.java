package io.logrich.cli;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.render.SafeText;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeLevels;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logrich level}: changes from which level on the loggers of a whole tree log, while it runs. */
@Command(
        name = "level",
        sortOptions = false,
        description = {
            "Change from which level on loggers log, in every process of a tree while it runs.",
            "",
            "In force within a second, also for processes that are yet to start. A rule for com.acme is about com.acme"
                    + " and every logger whose name goes on with a dot or a $; of several the longest counts. Sinks that"
                    + " begin at a higher level than others keep it. Without rules it prints those that hold.",
            "",
        },
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  logrich level --pid 4711 com.acme=DEBUG           look closer at one part of a program",
            "  logrich level com.acme=DEBUG org.apache=WARNING   in the only tree that lives",
            "  logrich level com.acme=                           what is configured for it holds again",
            "  logrich level --reset                             the same for everything",
        })
final class LevelCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Mixin
    private final TreeChoice which = new TreeChoice();

    @Option(names = "--reset", description = "Take back every rule that was set so, before those given here are set.")
    private boolean reset;

    @Parameters(
            paramLabel = "RULE",
            arity = "0..*",
            description = "LOGGER=LEVEL, or LOGGER= to take back the rule for it, or LEVEL for all loggers.")
    private List<String> given = new ArrayList<>();

    LevelCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        TreeDirectory tree = which.tree(spec.commandLine(), environment);
        LevelRules before = reset ? LevelRules.NONE : TreeLevels.read(tree);
        LevelRules rules = before;
        for (String rule : given) {
            for (String part : rule.split(",", -1)) {
                rules = changed(rules, part);
            }
        }
        if (reset || !given.isEmpty()) {
            TreeLevels.write(tree, rules);
        }
        print(tree, rules);
        return ExitCode.OK;
    }

    private LevelRules changed(LevelRules rules, String rule) {
        try {
            int equals = rule.lastIndexOf('=');
            String name = rule.substring(0, Math.max(0, equals)).strip();
            String level = rule.substring(equals + 1).strip();
            if (equals == 0 || equals >= 0 && name.isEmpty()) {
                throw new IllegalArgumentException("a logger's name or 'root' must stand before the equals sign");
            }
            return rules.with(name, equals > 0 && level.isEmpty() ? null : LogLevel.of(level));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "RULE must be LOGGER=LEVEL, LOGGER= or LEVEL, was '" + rule + "': " + wrong.getMessage());
        }
    }

    private void print(TreeDirectory tree, LevelRules rules) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (rules.isEmpty()) {
            err.println("logrich level: nothing is set; what each process is configured with holds");
        } else {
            for (String rule : rules.toString().split(",")) {
                out.println(SafeText.of(rule));
            }
        }
        for (String note : LevelNotes.of(tree, rules)) {
            err.println("logrich level: " + SafeText.of(note));
        }
    }
}
