package io.logrich.os.journald;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import io.logrich.LogRich;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When native code is loaded, and what the VM says about it. */
@EnabledOnOs(OS.LINUX)
class NativeAccessTest {
    private static final String GRANT = "--enable-native-access=ALL-UNNAMED";

    @TempDir
    Path directory;

    private FakeJournald journald;

    private record Outcome(String said, List<String> classes) {}

    @BeforeEach
    void listen() throws IOException {
        journald = new FakeJournald(directory.resolve("socket"));
    }

    @AfterEach
    void close() {
        journald.close();
    }

    @Test
    void nothing_of_jna_is_loaded_unless_the_journal_is_asked_for() throws Exception {
        Outcome without = run(Map.of(), onClassPath());
        assertThat(without.said).isEqualTo("true\n");
        assertThat(without.classes).hasSizeGreaterThan(100).noneMatch(name -> name.startsWith("com.sun.jna."));

        Outcome with = run(asked(), onClassPath(GRANT));
        assertThat(with.said).isEqualTo("true\n");
        assertThat(with.classes).contains("com.sun.jna.Native");
        assertThat(journald.messages()).containsExactly("only one");
    }

    @Test
    void the_vm_warns_from_java_24_on_unless_it_is_told_that_this_is_wanted() throws Exception {
        assertThat(run(asked(), onClassPath(GRANT)).said).isEqualTo("true\n");
        String said = run(asked(), onClassPath()).said;
        if (Runtime.version().feature() < 24) {
            assertThat(said).isEqualTo("true\n");
        } else {
            assertThat(said).contains("WARNING: A restricted method in java.lang.System has been called");
        }
    }

    @Test
    void it_works_on_the_module_path_too() throws Exception {
        List<String> options = List.of(
                "--enable-native-access=com.sun.jna",
                "--module-path",
                path(LogRich.class, JournaldProvider.class, Native.class),
                "--add-modules",
                "io.logrich.os",
                "--patch-module",
                "io.logrich.os=" + path(OneEvent.class),
                "--add-reads",
                "io.logrich.os=ALL-UNNAMED",
                "--add-exports",
                "io.logrich.os/io.logrich.os.journald=ALL-UNNAMED",
                "-m",
                "io.logrich.os/" + OneEvent.class.getName());
        assertThat(run(asked(), options).said).isEqualTo("true\n");
        assertThat(journald.messages()).containsExactly("only one");
    }

    private Map<String, String> asked() {
        return Map.of(
                "LOG_ENABLE_JOURNALD",
                "true",
                "LOG_JOURNALD_SOCKET",
                journald.path().toString());
    }

    private static List<String> onClassPath(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(
                "-cp",
                path(LogRich.class, JournaldProvider.class, Native.class, OneEvent.class),
                OneEvent.class.getName()));
        return all;
    }

    /** The class path or module path on which these types are. */
    static String path(Class<?>... types) throws Exception {
        List<String> places = new ArrayList<>();
        for (Class<?> type : types) {
            places.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private Outcome run(Map<String, String> variables, List<String> options) throws Exception {
        Path loaded = Files.createTempFile(directory, "loaded", "");
        Path out = Files.createTempFile(directory, "out", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + loaded + ":none"));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        builder.environment().putAll(variables);
        int code = builder.start().waitFor();
        String said = Files.readString(out);
        assertThat(code).as(said).isZero();
        try (Stream<String> lines = Files.lines(loaded)) {
            return new Outcome(said, lines.map(line -> line.split(" ")[0]).collect(Collectors.toList()));
        }
    }
}
