package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.settings.LocationSettings;
import io.logrich.settings.PayloadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierTest {
    private static final String CONTEXT =
            "{\"version\":1,\"stack\":[{\"service\":\"s\ud83d\udc1e\",\"environment\":\"e\"," + "\"job_id\":\"j\"}]}";
    private static final String GOOD = "\"context\":\"{\\\"version\\\":1,\\\"stack\\\":[]}\"";
    private static final String ID = "01936d2a-1111-7222-8333-444455556666";

    @TempDir
    Path directory;

    private TreeDirectory tree;

    @BeforeEach
    void a_tree() throws IOException {
        tree = TreeDirectory.at(directory.resolve("tree"));
    }

    @Test
    void it_reads_as_written() throws IOException {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        patterns.put("pass\"word\n", Pattern.compile("^\\d+\\s*\"$"));
        patterns.put("token", Pattern.compile(".+"));
        PayloadLimits limits = new PayloadLimits(false, 1, 2, 3, 4, 5, 6, 7, 8);
        Carrier written = new Carrier(
                CONTEXT,
                LogLevel.WARNING,
                LogLevel.ERROR,
                LevelRules.parse("com.acme=DEBUG,INFO"),
                limits,
                patterns,
                new LocationSettings(LogLevel.ERROR));
        String id = written.write(tree);
        Carrier read = Carrier.read(tree, id);
        assertThat(read.context()).isEqualTo(written.context());
        assertThat(read.gate()).isEqualTo(LogLevel.WARNING);
        assertThat(read.sinks()).isEqualTo(LogLevel.ERROR);
        assertThat(read.levels()).isEqualTo(written.levels());
        assertThat(read.limits()).isEqualTo(limits);
        assertThat(read.location()).isEqualTo(written.location());
        assertThat(read.scrubPatterns().keySet()).isEqualTo(patterns.keySet());
        assertThat(read.scrubPatterns().get("pass\"word\n").pattern()).isEqualTo("^\\d+\\s*\"$");
    }

    @Test
    void the_same_is_written_once_and_of_many_those_wanted_longest_ago_go() throws IOException {
        String first = carrier(0).write(tree);
        assertThat(carrier(0).write(tree)).isEqualTo(first);
        assertThat(Carrier.read(tree, first).location()).isEqualTo(LocationSettings.UNSAID);
        assertThat(Carrier.read(tree, carrier(1).write(tree)).location()).isEqualTo(new LocationSettings(null));
        for (int i = 1; i <= Carrier.MOST + 5; i++) {
            String id = carrier(i).write(tree);
            Files.setLastModifiedTime(tree.carrier(id), FileTime.fromMillis(1000L * i));
        }
        Carrier.trim(tree);
        try (var left = Files.list(tree.carriers())) {
            assertThat(left.count()).isEqualTo(Carrier.MOST);
        }
        assertThat(Carrier.read(tree, first)).as("wanted last").isNotNull();
        assertThatThrownBy(() -> Carrier.read(tree, carrier(1).write(TreeDirectory.at(directory.resolve("other")))))
                .isInstanceOf(IOException.class);
    }

    private static Carrier carrier(int number) {
        return new Carrier(
                CONTEXT,
                LogLevel.INFO,
                LogLevel.INFO,
                LevelRules.NONE,
                PayloadLimits.DEFAULT,
                Map.of("key" + number, Pattern.compile("x")),
                number == 0 ? LocationSettings.UNSAID : new LocationSettings(null));
    }

    @Test
    void what_it_does_not_say_is_as_usual() throws IOException {
        Carrier read = read("{\"version\":1," + GOOD + ",\"gate\":\"INFO\",\"limits\":{\"extra_max_keys\":\"many\"}}");
        assertThat(read.sinks()).isEqualTo(LogLevel.INFO);
        assertThat(read.levels().isEmpty()).isTrue();
        assertThat(read.limits()).isEqualTo(PayloadLimits.DEFAULT);
        assertThat(read.scrubPatterns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"version\":2," + GOOD + ",\"gate\":\"INFO\"}",
                "{\"version\":\"1\"," + GOOD + ",\"gate\":\"INFO\"}",
                "{\"version\":1," + GOOD + "}",
                "{\"version\":1," + GOOD + ",\"gate\":\"LOUD\"}",
                "{\"version\":1," + GOOD + ",\"gate\":\"INFO\",\"scrub_patterns\":{\"a\":\"(\"}}",
                "{\"version\":1," + GOOD + ",\"gate\":\"INFO\",\"limits\":{\"message_max_chars\":0}}",
                "{\"version\":1," + GOOD + ",\"gate\":\"INFO\",\"limits\":{\"message_max_chars\":99999999999}}",
                "{\"version\":1," + GOOD + ",\"gate\":\"INFO\"} and more",
                "{\"version\":1," + GOOD + ",\"gate\":\"INFO\",\"caller_location\":\"here\"}",
                "{\"version\":1,\"gate\":\"INFO\"}",
                "{\"version\":1,\"context\":\"\",\"gate\":\"INFO\"}",
                "{\"version\":1,\"context\":\"{\\\"version\\\":1,\\\"stack\\\":[{}]}\",\"gate\":\"INFO\"}"
            })
    void what_is_no_carrier_is_an_io_exception(String content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(IOException.class);
    }

    @Test
    void one_that_is_nested_without_end_is_an_io_exception() {
        assertThatThrownBy(() -> read("{\"version\":1,\"context\":" + "[".repeat(500_000)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../lease", "../../etc/passwd", "/etc/passwd", "1-1-1-1-1/../../lease", "\u0000"})
    void a_name_that_points_elsewhere_is_refused(String id) throws IOException {
        Files.createFile(tree.lease());
        assertThatThrownBy(() -> Carrier.read(tree, id)).isInstanceOf(IOException.class);
    }

    @Test
    void none_of_that_name_is_an_io_exception() {
        assertThatThrownBy(() -> Carrier.read(tree, UUID.randomUUID().toString()))
                .isInstanceOf(IOException.class);
    }

    private Carrier read(String content) throws IOException {
        SecureFiles.write(tree.newCarrier(ID), content);
        return Carrier.read(tree, ID);
    }
}
