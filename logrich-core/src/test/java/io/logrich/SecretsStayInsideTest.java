package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.DumpFormat;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.graylog.UdpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * No secret leaves the process in any form: not in the bytes of the spool, not through a sink, a dump, the diagnostics, to
 * a child. Each secret is planted in every place of an event where text can stand, in every shape that is known.
 */
class SecretsStayInsideTest {
    static final List<String> SHAPES = List.of(
            "password=%s",
            "{\"token\": \"%s\"}",
            "db_secret: %s",
            "https://ada:%s@db.example.com/x",
            "Authorization: Bearer %s",
            "got Basic %s back",
            "-----BEGIN EC PRIVATE KEY-----\n%s\n-----END EC PRIVATE KEY-----");

    @TempDir
    Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final UdpReceiver graylog = new UdpReceiver();

    @AfterEach
    void end() {
        graylog.close();
    }

    @ParameterizedTest
    @FieldSource("SHAPES")
    void a_planted_secret_is_found_nowhere(String shape) throws IOException {
        String secret = "S3cr3t" + Long.toHexString(new Random().nextLong()) + "Xy";
        String planted = shape.formatted(secret);
        Path spool = directory.resolve("spool");
        ProcessBuilder child = new ProcessBuilder("unused");
        LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("svc", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(spool)
                .spoolPlace(SpoolSettings.Place.FILE)
                .spoolBytes(1 << 20)
                .treeLogBytes(1 << 20)
                .file(directory.resolve("log.jsonl"), FileSettings.Format.JSONL, LogLevel.TRACE)
                .file(directory.resolve("log.txt"), FileSettings.Format.TEXT, LogLevel.TRACE)
                .sink(graylog(Map.of("plain", planted, "Token", secret, planted, "x")))
                .sink(new CustomSink("failing", LogLevel.ERROR, batch -> {
                    throw new IOException("cannot reach " + planted);
                }))
                .diagnosticHook((name, payload) -> heard.add(name + payload))
                .queueStopTimeout(Duration.ofMillis(500))
                .build());
        try (var scope = runtime.binder()
                .bind(
                        "user_id",
                        planted,
                        "request_id",
                        "r",
                        "token",
                        secret,
                        "deep",
                        Map.of("list", List.of(planted)))) {
            Logger log = runtime.get("test");
            log.info(planted);
            log.info("with {}", planted);
            log.info("{} {} {}", 1, planted, Map.of("password", secret));
            log.warning("too many {}", 1, planted);
            log.atInfo()
                    .with("plain", planted)
                    .with("Password", secret)
                    .with("secret", List.of(secret, Map.of("x", secret)))
                    .with("map", Map.of("a", Map.of("token", secret, "b", List.of(planted))))
                    .with("object", new StringBuilder(planted))
                    .with("long", "x".repeat(500) + " " + planted)
                    .log("fields");
            log.exception("failed", new IllegalStateException(planted, new RuntimeException(planted)));
            log.error("for the failing sink");
            Thread talker = new Thread(() -> log.info("from a thread"), planted);
            talker.start();
            talker.join();
            runtime.inherit(child);
            heard.add(runtime.binder().serialize());
            heard.add(runtime.dump(DumpFormat.JSON, DumpFilter.ALL));
            heard.add(runtime.dump(DumpFormat.TEXT, DumpFilter.ALL));
            runtime.flush(Duration.ofSeconds(5));
            heard.addAll(graylog.messages());
            assertThat(heard).as("something was sent").anyMatch(text -> text.contains("\"_Token\":\"***\""));
            assertNowhere(secret, child);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            runtime.close();
        }
        assertNowhere(secret, child);
        assertThat(Files.readString(directory.resolve("log.jsonl")))
                .as("something was written")
                .contains("***");
    }

    @Test
    void the_sink_of_a_member_masks_what_its_parent_says_is_secret() throws IOException {
        ProcessBuilder child = new ProcessBuilder("unused");
        RuntimeConfig.Builder quiet = RuntimeConfig.builder("svc", "test").consoleStream(ConsoleSettings.Stream.NONE);
        try (LogRuntime parent = LogRuntime.openRoot(quiet.build().toBuilder()
                        .spoolDirectory(directory.resolve("spool"))
                        .scrubPattern("card", "\\d{4}")
                        .build());
                LogRuntime member = Opening.open(
                        quiet.sink(graylog(Map.of("card", "4711", "cards", "4711")))
                                .build(),
                        parent.inherit(child).environment())) {
            member.get("test").info("paid");
            member.flush(Duration.ofSeconds(20));
        }

        assertThat(graylog.messages())
                .singleElement()
                .satisfies(message -> assertThat(message).contains("\"_card\":\"***\"", "\"_cards\":\"4711\""));
    }

    private GraylogSettings graylog(Map<String, String> fields) {
        return GraylogSettings.of(graylog.endpoint())
                .withTransport(GraylogSettings.Transport.UDP)
                .withDelivery(d -> d.withGzip(false).withDatagramBytes(8192))
                .withLevel(LogLevel.TRACE)
                .withFields(fields);
    }

    private void assertNowhere(String secret, ProcessBuilder child) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(bytesOf(file)).as(file.toString()).doesNotContain(secret));
        assertThat(heard).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(secret));
        assertThat(child.environment().toString()).doesNotContain(secret);
    }

    private static String bytesOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
