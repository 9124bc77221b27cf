package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A document whose code blocks are true: programs compile, commands run, and what is said to be printed is printed. */
final class Readme {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern MAIN_CLASS = Pattern.compile("public class (\\w+)");
    private static final String THIS_BUILD = "mvn -B verify\n";
    private static final String DRAWING = "┌";

    private record Block(String language, String text) {}

    private final List<Block> blocks;

    private Readme(List<Block> blocks) {
        this.blocks = blocks;
    }

    static Readme read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new Readme(blocks);
    }

    /** The commands alone, each with what it prints; programs and descriptions are for others to verify. */
    Readme commands() {
        List<Block> commands = new ArrayList<>();
        boolean ofCommand = false;
        for (Block block : blocks) {
            ofCommand = block.language.equals("sh") || ofCommand && block.language.equals("text");
            if (ofCommand) {
                commands.add(block);
            }
        }
        return new Readme(commands);
    }

    /** Runs a script and answers what it printed. */
    @FunctionalInterface
    interface Runner {
        Outcome run(String script) throws Exception;
    }

    /** Runs every block, of which there are commands and what they print, also on the error stream. */
    void verify(Runner shell) throws Exception {
        assertThat(blocks).extracting(Block::language).containsOnly("sh", "text");
        String printed = "";
        for (Block block : blocks) {
            if (block.language.equals("sh")) {
                Outcome outcome = shell.run("set -e\n" + block.text);
                assertThat(outcome.exitCode()).as(block.text + outcome.err()).isZero();
                printed = outcome.out() + outcome.err();
            } else {
                assertPrinted(block.text, printed);
            }
        }
    }

    /** Runs every block in the copy; a block of text is what the block before it prints. */
    void verify(CleanCopy copy, Path scratch) throws Exception {
        assertThat(blocks).extracting(Block::language).contains("sh", "java", "text");
        String printed = "";
        for (Block block : blocks) {
            switch (block.language) {
                case "sh" -> printed = block.text.equals(THIS_BUILD) ? "" : run(copy, block.text);
                case "java" -> printed = compileAndRun(copy, block.text, scratch);
                case "text" -> {
                    if (!block.text.contains(DRAWING)) {
                        assertPrinted(block.text, printed);
                    }
                }
                default -> throw new AssertionError("a block in " + block.language + " that nobody verifies");
            }
        }
    }

    private static String run(CleanCopy copy, String script) throws Exception {
        Outcome outcome = copy.shell("set -e\n" + script);
        assertThat(outcome.exitCode()).as(script + outcome.err()).isZero();
        assertThat(outcome.err()).as(script).isEmpty();
        return outcome.out();
    }

    private static String compileAndRun(CleanCopy copy, String program, Path scratch) throws Exception {
        Matcher main = MAIN_CLASS.matcher(program);
        assertThat(main.find()).as("a public class in " + program).isTrue();
        Path source = Files.writeString(scratch.resolve(main.group(1) + ".java"), program);
        String jar = "'" + copy.root() + "/logrich-cli/target/lib/logrich-core.jar'";
        Outcome outcome = copy.shell(
                scratch,
                "set -e\n\"$JAVA_HOME/bin/javac\" -Xlint -Xlint:-try -Werror -cp " + jar + " -d classes '"
                        + source.getFileName() + "'\n\"$JAVA_HOME/bin/java\" -cp " + jar + ":classes "
                        + main.group(1) + " 2>&1");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        return outcome.out();
    }

    private static void assertPrinted(String said, String printed) {
        Set<String> lines = printed.lines().map(Readme::likeness).collect(Collectors.toSet());
        assertThat(said.lines().filter(line -> !line.equals("…")))
                .as("what the document says is printed, in:%n%s", printed)
                .allSatisfy(line -> assertThat(lines).contains(likeness(line)));
    }

    /**
     * A line without what differs from one machine or run to the next: names, ids and numbers, and the call in which a kill
     * may have hit its process.
     */
    private static String likeness(String line) {
        return line.replaceAll(", never finished 1\\b", "")
                .replaceAll("(hostname|user_name)=\\S+", "$1=")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{32}\\b", "ID")
                .replaceAll("\\d+(\\.\\d+)?", "0");
    }
}
