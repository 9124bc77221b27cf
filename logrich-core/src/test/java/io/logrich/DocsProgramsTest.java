package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in docs compile without a warning and print what is said below them. */
class DocsProgramsTest {
    private static final Pattern BLOCK = Pattern.compile(
            "(?ms)^```java\\n(.*?public class (\\w+).*?)^```$(?:\\s+prints(, in some order,)?\\s+^```text\\n(.*?)^```$)?");

    @TempDir
    Path scratch;

    private record Program(String document, String name, String source, boolean inOrder, String printed) {
        @Override
        public String toString() {
            return document + ": " + name;
        }
    }

    static Stream<Program> programs() throws Exception {
        try (Stream<Path> files = Files.list(docs())) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream()
                    .flatMap(DocsProgramsTest::programsOf);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void a_program_prints_what_is_said(Program program) throws Exception {
        Path source = Files.writeString(scratch.resolve(program.name + ".java"), program.source);
        String path = Path.of(LogRich.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        int problems = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint",
                        "-Xlint:-try",
                        "-Xlint:-classfile",
                        "-Werror",
                        "-cp",
                        path,
                        "-d",
                        scratch.toString(),
                        source.toString());
        assertThat(problems).isZero();

        Path out = scratch.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        path + java.io.File.pathSeparator + scratch,
                        program.name))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        String tools = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", tools, (before, first) -> first + java.io.File.pathSeparator + before);

        assertThat(builder.start().waitFor()).as(Files.readString(out)).isZero();
        var printed = assertThat(Files.readString(out).lines().map(DocsProgramsTest::likeness));
        List<String> said =
                program.printed.lines().map(DocsProgramsTest::likeness).toList();
        if (program.inOrder) {
            printed.containsExactlyElementsOf(said);
        } else {
            printed.containsExactlyInAnyOrderElementsOf(said);
        }
    }

    private static Stream<Program> programsOf(Path document) {
        try {
            return BLOCK.matcher(Files.readString(document))
                    .results()
                    .map(block -> new Program(
                            document.getFileName().toString(),
                            block.group(2),
                            block.group(1),
                            block.group(3) == null,
                            block.group(4) == null ? "" : block.group(4)));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** A line without what differs from one machine or run to the next. */
    private static String likeness(String line) {
        return line.replaceAll("(hostname|user_name)=\\S+", "$1=").replaceAll("\\d+", "0");
    }

    private static Path docs() {
        String told = System.getProperty("logrich.basedir");
        Path here = Path.of(told == null ? "" : told).toAbsolutePath().normalize();
        return (Files.isDirectory(here.resolve("logrich-core")) ? here : here.getParent()).resolve("docs");
    }
}
