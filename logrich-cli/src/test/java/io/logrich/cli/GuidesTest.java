package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.Loss;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides for containers, Graylog and operations: their commands do what is said, and their names are those of the program. */
class GuidesTest {
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\| ([^|]*) \\| (?:page|ticket) \\|");
    private static final Pattern LOSS_ROW = Pattern.compile("(?m)^\\| ((?:`[A-Z_]+`(?:, )?)+) \\|");
    private static final Pattern VARIABLE = Pattern.compile("\\bLOG_[A-Z_]+\\b");
    private static final Pattern WORDS = Pattern.compile("\\[(\"[^\\]]*\")\\]");
    private static final Pattern IN_SHELL = Pattern.compile("exec java -jar \\S+logrich-cli\\.jar (.*)");

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"capture.md", "containers.md", "graylog.md", "operations.md"})
    void its_commands_print_what_it_says(String guide) throws Exception {
        Shell shell = Shell.in(scratch);
        Readme.read(docs().resolve(guide)).commands().verify(shell::run);
    }

    @Test
    void the_commands_in_descriptions_of_containers_are_understood() throws IOException {
        List<List<String>> commands = WORDS.matcher(read("containers.md"))
                .results()
                .map(GuidesTest::words)
                .map(GuidesTest::argumentsOfProgram)
                .toList();

        assertThat(commands).hasSize(3).allSatisfy(arguments -> {
            var parsed = Commands.program(Map.of()).parseArgs(arguments.toArray(String[]::new));
            assertThat(parsed.hasSubcommand()).as("%s", arguments).isTrue();
        });
    }

    @Test
    void variables_and_messages_are_those_that_there_are() throws IOException {
        Set<String> settings = namesIn(read("settings.md"), CODE);
        for (String guide : List.of("containers.md", "operations.md", "subprocesses.md")) {
            Set<String> variables = VARIABLE.matcher(read(guide))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            assertThat(settings).as(guide).containsAll(variables);
        }
        Set<String> alerts = TABLE_ROW
                .matcher(read("operations.md"))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(alerts).hasSizeGreaterThan(15);
        assertThat(namesIn(read("diagnostics.md"), CODE)).containsAll(alerts);
    }

    @Test
    void every_loss_is_explained_and_no_other() throws IOException {
        Set<String> explained = LOSS_ROW.matcher(read("operations.md"))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());

        assertThat(explained)
                .isEqualTo(Arrays.stream(Loss.values()).map(Loss::name).collect(Collectors.toSet()));
    }

    private static List<String> words(MatchResult list) {
        return ((List<?>) JsonReader.read("[" + list.group(1) + "]"))
                .stream().map(String::valueOf).toList();
    }

    /** What the program gets of a container's command: the words after its jar, also inside a shell. */
    private static List<String> argumentsOfProgram(List<String> command) {
        var inShell = IN_SHELL.matcher(command.get(command.size() - 1));
        if (inShell.find()) {
            return List.of(inShell.group(1).split(" "));
        }
        int jar = command.indexOf("/opt/logrich/logrich-cli.jar");
        return command.subList(jar + 1, command.size());
    }

    private static Set<String> namesIn(String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .flatMap(code -> Stream.of(code.group(1).split("=")))
                .collect(Collectors.toSet());
    }

    private static String read(String document) throws IOException {
        return Files.readString(docs().resolve(document));
    }

    private static Path docs() {
        return CleanCopy.repository().resolve("docs");
    }
}
