package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogDelivery;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.GraylogTls;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.RollSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector leaves for the one that follows it. */
class DeclarationTest {
    private static final String NAMES = "\"service\":\"s\",\"environment\":\"e\",\"tree_log_bytes\":65536";
    private static final String QUEUE =
            "\"queue\":{\"maxsize\":1,\"lane_stall_after_ms\":1,\"failure_reset_after_ms\":1}";

    private static final LogContext OWN = ContextFields.empty()
            .set("service", "s\ud83d\udc1e")
            .set("environment", "e\"")
            .set("job_id", "j")
            .build();

    @TempDir
    Path directory;

    private TreeDirectory tree;

    @BeforeEach
    void a_tree() throws IOException {
        tree = TreeDirectory.at(directory.resolve("tree"));
    }

    @Test
    void it_reads_as_written() throws IOException {
        RuntimeConfig config = RuntimeConfig.builder("unscrubbed", "unscrubbed")
                .consoleStream(ConsoleSettings.Stream.STDOUT)
                .consoleLevel(LogLevel.ERROR)
                .consoleFormatPreset("full")
                .console(c -> c.withTemplate("{message}")
                        .withStyles(Map.of(LogLevel.INFO, "bold red"))
                        .withOwnPackages(List.of("com.acme")))
                .forceColor(true)
                .file(directory.resolve("a \"file\""), FileSettings.Format.JSONL, LogLevel.DEBUG)
                .sink(new CustomSink("mine", LogLevel.INFO, EventBatch::size))
                .sink(GraylogSettings.of("[::1]:12201,b:2")
                        .withName("second")
                        .withTransport(GraylogSettings.Transport.TLS)
                        .withLevel(LogLevel.ERROR)
                        .withFields(Map.of("facility", "a\"b"))
                        .withTls(tls -> new GraylogTls(
                                directory.resolve("ca"),
                                directory.resolve("certificate"),
                                directory.resolve("key"),
                                true))
                        .withDelivery(d -> new GraylogDelivery(
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                4,
                                Duration.ofMillis(5),
                                false,
                                600,
                                7000,
                                "/8",
                                true,
                                9)))
                .sink(new FileSettings(directory.resolve("b"), FileSettings.Format.TEXT, LogLevel.WARNING)
                        .withRollSize(1L << 33)
                        .withRollEvery(RollSettings.Period.WEEK)
                        .withRoll(roll -> roll.withZone(ZoneId.of("Asia/Kathmandu")))
                        .withKeep(7)
                        .withKeepSize(1L << 40)
                        .withGzip(true))
                .sink(JournaldSettings.DEFAULT
                        .withSocket(Path.of("/run/systemd/journal.mine/socket"))
                        .withLevel(LogLevel.ERROR)
                        .withServiceField("APP"))
                .queueMaxsize(77)
                .queueStopTimeout(Duration.ofMillis(1234))
                .laneStallAfter(Duration.ofMillis(55))
                .failureResetAfter(Duration.ofSeconds(7))
                .scrubPattern("pin", "[0-9]{4}")
                .treeLogBytes(1 << 20)
                .enableRingBuffer(false)
                .build();

        Declaration.leave(config, OWN, tree.asTemporary(true));
        Declaration read = Declaration.read(tree);

        assertThat(read.temporary()).isTrue();
        assertThat(read.parked()).containsExactly("mine");
        RuntimeConfig again = read.config();
        assertThat(again.service()).as("secrets masked").isEqualTo(OWN.service());
        assertThat(again.environment()).isEqualTo(OWN.environment());
        assertThat(again.console()).isEqualTo(config.console());
        assertThat(again.sinks())
                .containsExactlyInAnyOrder(
                        config.sinks().get(0),
                        config.sinks().get(2),
                        config.sinks().get(3),
                        config.sinks().get(4));
        assertThat(again.queue().maxsize()).isEqualTo(77);
        assertThat(again.queue().stopTimeout()).isEqualTo(Duration.ofMillis(1234));
        assertThat(again.queue().laneStallAfter()).isEqualTo(Duration.ofMillis(55));
        assertThat(again.queue().failureResetAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(again.scrubPatterns().get("pin")).hasToString("[0-9]{4}");
        assertThat(again.spool().treeLogBytes()).isEqualTo(1 << 20);
        assertThat(again.spool().directory()).isNull();
        assertThat(again.dump().enabled()).isFalse();
        assertThat(again.treeLog()).isTrue();
        assertThat(Files.getPosixFilePermissions(tree.settings())).hasSize(2);
    }

    @Test
    void who_waits_for_ever_is_followed_by_one_who_does_too() throws IOException {
        Declaration.leave(RuntimeConfig.builder("s", "e").queueStopTimeout(null).build(), OWN, tree);

        Declaration read = Declaration.read(tree);

        assertThat(read.config().queue().stopTimeout()).isNull();
        assertThat(read.temporary()).isFalse();
    }

    @Test
    void where_nobody_could_open_a_sink_nothing_is_left() throws IOException {
        Declaration.leave(RuntimeConfig.builder("s", "e").build(), OWN, tree);
        assertThat(tree.settings()).exists();

        RuntimeConfig own = RuntimeConfig.builder("s", "e")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .sink(new CustomSink("mine", LogLevel.INFO, EventBatch::size))
                .build();
        Declaration.leave(own, OWN, tree);

        assertThat(tree.settings()).doesNotExist();
        assertThatThrownBy(() -> Declaration.read(tree)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\":2," + NAMES + "," + QUEUE + "}",
                "{\"version\":1," + QUEUE + "}",
                "{\"version\":1," + NAMES + "}",
                "{\"version\":1," + NAMES + ",\"queue\":{\"maxsize\":99999999999}}",
                "{\"version\":1," + NAMES + "," + QUEUE + ",\"files\":[{\"path\":7}]}",
                "{\"version\":1," + NAMES + "," + QUEUE
                        + ",\"files\":[{\"path\":\"\\u0000\",\"format\":\"jsonl\",\"level\":\"INFO\"}]}",
                "{\"version\":1," + NAMES + "," + QUEUE + ",\"graylog\":[{\"name\":\"g\"}]}",
                "{\"version\":1," + NAMES + "," + QUEUE + ",\"console\":{\"stream\":\"sideways\"}}",
                "{\"version\":1," + NAMES + "," + QUEUE + ",\"scrub_patterns\":{\"a\":\"(\"}}",
            })
    void what_is_damaged_or_newer_is_refused(String text) throws IOException {
        SecureFiles.write(tree.settings(), text);

        assertThatThrownBy(() -> Declaration.read(tree)).isInstanceOf(IOException.class);
    }

    @Test
    void what_it_does_not_say_is_not_there() throws IOException {
        SecureFiles.write(tree.settings(), "{\"version\":1," + NAMES + "," + QUEUE + ",\"later\":true}");

        Declaration read = Declaration.read(tree);

        assertThat(read.config().console().stream()).isEqualTo(ConsoleSettings.Stream.NONE);
        assertThat(read.config().sinks()).isEmpty();
    }
}
