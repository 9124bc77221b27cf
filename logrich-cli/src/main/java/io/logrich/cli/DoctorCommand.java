package io.logrich.cli;

import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logrich doctor}: looks whether logging would work here, and says what to do if not. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Look whether logging would work here: settings, the place for trees and its space, limits, terminal and"
                    + " colours and why, trees that need help, and the sinks that are named. Leaves nothing behind.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Exit code: 0 if all is well, 1 if something is worth knowing (warn), 2 if something does not work (fail).",
            "",
            "Examples:",
            "  logrich doctor                          before the first run, or when something is strange",
            "  logrich doctor --file /var/log/x.jsonl  whether that file could be written",
            "  logrich doctor --json",
        })
final class DoctorCommand implements Callable<Integer> {
    private static final long VERSION = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Map<String, String> environment;

    @Mixin
    private final SinkOptions sinks = new SinkOptions();

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        RuntimeConfig config = settings(findings);
        examine("system", new SystemExamination(), findings);
        examine("spool", new SpoolExamination(environment, config.spool()), findings);
        examine("terminal", new TerminalExamination(environment, config.console()), findings);
        examine("trees", new TreesExamination(environment), findings);
        examine("sink", new SinksExamination(config.sinks()), findings);
        int worst = findings.stream()
                .mapToInt(finding -> finding.verdict().ordinal())
                .max()
                .orElse(0);
        print(findings, Finding.Verdict.values()[worst]);
        return worst;
    }

    /** The settings as the environment makes them; the defaults where it cannot be understood. */
    private RuntimeConfig settings(List<Finding> findings) {
        long given = environment.keySet().stream()
                .filter(name -> name.startsWith("LOG_"))
                .count();
        try {
            RuntimeConfig config = settings(environment);
            findings.add(Finding.ok("settings", given + " variables LOG_* are set, and can be used"));
            return config;
        } catch (SettingsException wrong) {
            findings.add(Finding.fail("settings", String.valueOf(wrong.getMessage()), "change or unset that variable"));
            return settings(Map.of());
        }
    }

    private RuntimeConfig settings(Map<String, String> variables) {
        RuntimeConfig.Builder config = RuntimeConfig.builder("doctor", "local");
        sinks.applyTo(config, variables);
        return config.build();
    }

    private static void examine(String about, Examination examination, List<Finding> findings) {
        try {
            findings.addAll(examination.look());
        } catch (Exception failed) {
            findings.add(Finding.fail(about, "could not be looked at: " + Failures.describe(failed), ""));
        }
    }

    private void print(List<Finding> findings, Finding.Verdict worst) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("version", VERSION);
            map.put("verdict", worst.name().toLowerCase(Locale.ROOT));
            map.put("findings", findings.stream().map(Finding::map).toList());
            out.println(new JsonWriter(new Utf8Buffer(1024)).value(map).out());
        } else {
            findings.forEach(finding -> out.println(finding.text()));
        }
    }
}
