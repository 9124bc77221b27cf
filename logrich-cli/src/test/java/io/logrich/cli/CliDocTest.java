package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/cli.md} names every command and every option of the program, and no other, and its examples are true. */
class CliDocTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]*)\\n(.*?)(?=^## |\\z)");
    private static final Pattern COMMAND = Pattern.compile("`logrich ([a-z]+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*`) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ALSO = Pattern.compile("(?s)Also (.*?)\\.\\n");
    private static final Pattern GROUP = Pattern.compile("\\(#([a-z-]+)\\)");

    @TempDir
    Path scratch;

    @Test
    void names_every_command_with_all_its_options_and_no_other() throws IOException {
        Map<String, String> sections = sections();
        var documented = new TreeMap<String, Set<String>>();
        sections.forEach((heading, text) -> {
            var command = COMMAND.matcher(heading);
            if (command.matches()) {
                documented.put(command.group(1), optionsOf(text, sections));
            }
        });

        assertThat(documented).isEqualTo(optionsOfProgram());
    }

    @Test
    void its_examples_print_what_it_says() throws Exception {
        Shell shell = Shell.in(scratch);
        Readme.read(page()).verify(shell::run);
    }

    private static Map<String, Set<String>> optionsOfProgram() {
        var options = new TreeMap<String, Set<String>>();
        CommandLine program = Commands.program(Map.of());
        program.getSubcommands().forEach((name, command) -> options.put(name, optionsOf(command.getCommandSpec())));
        return options;
    }

    private static Set<String> optionsOf(CommandSpec command) {
        var names = new TreeSet<String>();
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.hidden()) {
                names.addAll(List.of(option.names()));
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                names.remove(option.longestName());
                names.add(option.longestName() + label);
            }
        }
        command.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .forEach(names::add);
        return names;
    }

    private static Set<String> optionsOf(String section, Map<String, String> sections) {
        var names = new TreeSet<String>();
        ROW.matcher(section)
                .results()
                .map(MatchResult::group)
                .forEach(row -> CODE.matcher(row).results().forEach(code -> names.add(code.group(1))));
        ALSO.matcher(section)
                .results()
                .flatMap(also -> GROUP.matcher(also.group(1)).results())
                .forEach(group -> names.addAll(optionsOf(sections.get(group.group(1)), Map.of())));
        return names;
    }

    /** The sections by what a link to them is called, or, those of commands, by their heading. */
    private static Map<String, String> sections() throws IOException {
        var sections = new LinkedHashMap<String, String>();
        SECTION.matcher(Files.readString(page())).results().forEach(section -> {
            String heading = section.group(1);
            String anchor =
                    heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z -]", "").replace(' ', '-');
            sections.put(COMMAND.matcher(heading).matches() ? heading : anchor, section.group(2));
        });
        return sections;
    }

    private static Path page() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        return Stream.of(here, here.getParent())
                .map(directory -> directory.resolve("docs/cli.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
