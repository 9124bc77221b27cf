package io.logrich.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in {@code docs/console.md} print what it says; its programs are the core's business. */
class ConsoleDocTest {
    private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java$.*?^```$\\s+prints\\s+^```text$.*?^```$");

    @TempDir
    Path scratch;

    @Test
    void its_commands_print_what_it_says() throws Exception {
        String commands = PROGRAM.matcher(Files.readString(page())).replaceAll("");
        Path page = Files.writeString(scratch.resolve("console.md"), commands);
        Shell shell = Shell.in(Files.createDirectory(scratch.resolve("shell")));

        Readme.read(page).verify(shell::run);
    }

    private static Path page() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        return Stream.of(here, here.getParent())
                .map(directory -> directory.resolve("docs/console.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
