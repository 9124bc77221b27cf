package io.logrich.sink.graylog;

import static io.logrich.sink.graylog.StreamGelfTest.awaitQuietly;
import static io.logrich.sink.graylog.StreamGelfTest.numbered;
import static io.logrich.sink.graylog.StreamGelfTest.offer;
import static io.logrich.sink.graylog.StreamGelfTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleBatch;
import io.logrich.settings.GraylogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GELF over HTTP, to servers that do not behave. */
class HttpGelfTest {
    private final HttpReceiver http = new HttpReceiver();
    private final FaultyReceiver receiver = new FaultyReceiver().manner(http::serve);
    private final GraylogSettings settings =
            GraylogSettings.of(receiver.endpoint()).withTransport(GraylogSettings.Transport.HTTP);
    private final GraylogSink sink = GraylogSink.open(settings);

    @AfterEach
    void end() throws IOException {
        sink.close();
        receiver.close();
    }

    @Test
    void each_event_is_a_request_on_one_connection_and_its_body_ends_with_a_newline() throws IOException {
        offer(sink, numbered(0, 100));
        write(sink, "x".repeat(5000));

        assertThat(http.texts()).startsWith("event 0").hasSize(101).containsSubsequence(numbered(0, 100));
        assertThat(http.bodies())
                .allSatisfy(body -> assertThat(body).startsWith("{").endsWith("}\n"));
        assertThat(http.heads().get(0))
                .containsEntry("", "POST /gelf HTTP/1.1")
                .containsEntry("host", receiver.endpoint())
                .containsEntry("content-type", "application/json");
        assertThat(http.heads().get(100)).containsEntry("content-encoding", "gzip");
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void several_requests_may_wait_for_their_answers() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        http.manner((headers, body) -> requests.incrementAndGet() % 50 == 0 ? "" : HttpReceiver.ACCEPTED);
        try (GraylogSink impatient = GraylogSink.open(settings.withDelivery(d -> d.withHttpPipeline(32)))) {
            offer(impatient, numbered(0, 500));
        }

        assertThat(http.texts()).containsAll(numbered(0, 500));
        assertThat(http.texts().stream().distinct().toList()).isEqualTo(numbered(0, 500));
    }

    @Test
    void without_gzip_bodies_are_plain() throws IOException {
        try (GraylogSink plain =
                GraylogSink.open(settings.withDelivery(d -> d.withGzip(false).withHttpPath("/other?x=1")))) {
            write(plain, "x".repeat(5000));
        }

        assertThat(http.heads().get(0))
                .containsEntry("", "POST /other?x=1 HTTP/1.1")
                .doesNotContainKey("content-encoding");
    }

    @Test
    void in_bulk_many_events_are_one_request() throws IOException {
        try (GraylogSink bulk = GraylogSink.open(settings.withDelivery(d -> d.withHttpBulk(true)))) {
            offer(bulk, numbered(0, 1000));
        }

        assertThat(http.texts()).isEqualTo(numbered(0, 1000));
        assertThat(http.bodies())
                .hasSizeLessThan(20)
                .allSatisfy(body -> assertThat(body.length()).isLessThanOrEqualTo(HttpGelf.MAX_MESSAGE_BYTES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: t\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 202 Accepted\nContent-Length: 0\n\n",
            })
    void answers_of_every_form_are_understood_and_the_next_begins_where_they_end(String answer) throws IOException {
        http.manner((headers, body) -> answer);

        offer(sink, numbered(0, 40));
        offer(sink, numbered(40, 80));

        receiver.await(() -> true);
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 202 Accepted\r\nConnection: close\r\n\r\n",
            })
    void a_server_that_closes_after_each_answer_gets_everything_once_it_was_accepted(String answer) throws IOException {
        http.manner((headers, body) -> answer);

        offer(sink, numbered(0, 40));

        assertThat(http.texts()).containsAll(numbered(0, 40));
    }

    @Test
    void one_that_closes_without_an_answer_is_asked_again() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        http.manner((headers, body) -> requests.incrementAndGet() % 3 == 0 ? "" : HttpReceiver.ACCEPTED);

        offer(sink, numbered(0, 60));

        assertThat(http.texts()).containsAll(numbered(0, 60));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void what_may_pass_is_an_io_exception_that_says_what_was_answered(int status) throws IOException {
        http.manner((headers, body) -> answer(status));

        assertThatThrownBy(() -> sink.write(SampleBatch.ofMessages("a", "b")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answers " + status + " to POST /gelf");

        http.manner((headers, body) -> HttpReceiver.ACCEPTED);
        offer(sink, List.of("a", "b"));
        assertThat(http.texts()).containsExactly("a", "b");
    }

    @Test
    void an_event_that_is_refused_for_itself_is_told_from_the_others() throws IOException {
        http.manner((headers, body) -> body.contains("poison") ? answer(400) : HttpReceiver.ACCEPTED);

        try (GraylogSink timeless = GraylogSink.open(settings, () -> 0)) { // its turn does not end before the poison
            assertThat(timeless.write(SampleBatch.ofMessages("a", "b", "poison", "c")))
                    .isEqualTo(2);
            assertThatThrownBy(() -> timeless.write(SampleBatch.ofMessages("poison", "c")))
                    .as("the lane gives such an event up")
                    .isInstanceOf(IllegalArgumentException.class);
            write(timeless, "c");
        }
        assertThat(http.texts()).endsWith("c").startsWith("a", "b");
    }

    @Test
    void what_is_too_large_for_the_server_is_shortened_until_it_is_not() throws IOException {
        http.manner((headers, body) -> body.length() > 20_000 ? answer(413) : HttpReceiver.ACCEPTED);

        offer(sink, List.of("x".repeat(50_000)));

        assertThat(http.bodies()).hasSize(1);
        assertThat(http.bodies().get(0)).contains("\"_truncated\":").hasSizeBetween(8_000, 20_000);
    }

    @Test
    void one_that_never_answers_costs_the_deadline_and_takes_nothing() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        http.manner((headers, body) -> {
            awaitQuietly(end);
            return "";
        });
        try (GraylogSink hasty =
                GraylogSink.open(settings.withDelivery(d -> d.withWriteTimeout(Duration.ofMillis(100))))) {
            assertThatThrownBy(() -> hasty.write(SampleBatch.ofMessages("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not answer in time");
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-x\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"})
    void what_is_no_http_is_said(String answer) throws IOException {
        http.manner((headers, body) -> answer);

        assertThatThrownBy(() -> sink.write(SampleBatch.ofMessages("a"))).isInstanceOf(IOException.class);
    }

    @Test
    void a_connection_that_was_closed_while_nothing_was_sent_loses_nothing() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(sink, "event " + i);
            receiver.leave();
            receiver.comeBack();
        }

        assertThat(http.texts()).isEqualTo(numbered(0, 10));
    }

    @Test
    void https_is_the_same_within_tls(@TempDir Path directory) throws IOException {
        TestIdentity authority = TestIdentity.authority("an authority");
        Path ca = authority.certificateFile(directory);
        try (FaultyReceiver secure =
                        new FaultyReceiver(authority.issue("127.0.0.1").server(authority), false).manner(http::serve);
                GraylogSink https = GraylogSink.open(GraylogSettings.of(secure.endpoint())
                        .withTransport(GraylogSettings.Transport.HTTPS)
                        .withTls(t -> t.withCaFile(ca)))) {
            offer(https, numbered(0, 200));

            assertThat(http.texts()).isEqualTo(numbered(0, 200));
            assertThat(secure.connections()).isEqualTo(1);
        }
    }

    private static String answer(int status) {
        return "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n";
    }
}
