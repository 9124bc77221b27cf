package io.logrich.sink.graylog;

import static io.logrich.sink.graylog.StreamGelfTest.awaitQuietly;
import static io.logrich.sink.graylog.StreamGelfTest.numbered;
import static io.logrich.sink.graylog.StreamGelfTest.offer;
import static io.logrich.sink.graylog.StreamGelfTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleBatch;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GELF within TLS: who is spoken to, and what becomes of events when the connection does not hold. */
class TlsGelfTest {
    private static final TestIdentity AUTHORITY = TestIdentity.authority("an authority");
    private static final TestIdentity SERVER = AUTHORITY.issue("127.0.0.1");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void events_arrive_at_a_server_of_the_authority_that_is_trusted(String protocol) throws IOException {
        try (FaultyReceiver receiver = new FaultyReceiver(SERVER.server(AUTHORITY), false, protocol);
                GraylogSink sink = GraylogSink.open(settings(receiver))) {
            write(sink, "a", "b");
            offer(sink, numbered(0, 2000));
            write(sink, "x".repeat(100_000), "last");

            receiver.await(() -> receiver.texts(0).contains("last"));
            assertThat(receiver.texts(0))
                    .startsWith("a", "b")
                    .containsSubsequence(numbered(0, 2000))
                    .hasSize(2004);
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(GraylogSink.check(settings(receiver)))
                    .contains("127.0.0.1")
                    .contains(protocol);
        }
    }

    @Test
    void a_server_with_another_name_is_refused() throws IOException {
        TestIdentity other = AUTHORITY.issue("graylog.example.com");
        try (FaultyReceiver receiver = new FaultyReceiver(other.server(AUTHORITY), false)) {
            refuses(receiver, "No subject alternative names matching IP address 127.0.0.1");
            try (GraylogSink careless =
                    GraylogSink.open(settings(receiver).withTls(t -> t.withInsecureSkipHostnameVerification(true)))) {
                write(careless, "to anybody of that authority");
                assertThat(receiver.texts(1)).containsExactly("to anybody of that authority");
            }
        }
    }

    @Test
    void one_whose_certificate_is_over_is_refused() throws IOException {
        TestIdentity old = AUTHORITY.issueExpired("127.0.0.1");
        try (FaultyReceiver receiver = new FaultyReceiver(old.server(AUTHORITY), false)) {
            refuses(receiver, "validity check failed");
        }
    }

    @Test
    void one_of_another_authority_is_refused() throws IOException {
        TestIdentity stranger = TestIdentity.authority("another").issue("127.0.0.1");
        try (FaultyReceiver receiver = new FaultyReceiver(stranger.server(AUTHORITY), false)) {
            refuses(receiver, "PKIX path");
            try (GraylogSink careless =
                    GraylogSink.open(settings(receiver).withTls(t -> t.withInsecureSkipHostnameVerification(true)))) {
                assertThatThrownBy(() -> careless.write(SampleBatch.ofMessages("a")))
                        .as("the switch is about the name alone")
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("PKIX path");
            }
        }
    }

    private void refuses(FaultyReceiver receiver, String why) {
        try (GraylogSink sink = GraylogSink.open(settings(receiver))) {
            assertThatThrownBy(() -> sink.write(SampleBatch.ofMessages("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(why);
        }
        assertThat(receiver.texts(0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void a_server_that_wants_a_certificate_gets_ours_and_takes_no_event_without(String protocol) throws IOException {
        TestIdentity client = AUTHORITY.issue("a client");
        try (FaultyReceiver receiver = new FaultyReceiver(SERVER.server(AUTHORITY), true, protocol);
                GraylogSink nobody = GraylogSink.open(settings(receiver), () -> 0); // waits for what the server says
                GraylogSink somebody = GraylogSink.open(settings(receiver)
                        .withTls(t -> t.withCertificateFile(pem(() -> client.certificateFile(directory)))
                                .withKeyFile(pem(() -> client.keyFile(directory)))))) {
            assertThatThrownBy(() -> nobody.write(SampleBatch.ofMessages("a"))).isInstanceOf(IOException.class);
            write(somebody, "b");

            assertThat(receiver.texts(1)).containsExactly("b");
        }
    }

    @Test
    void one_that_refuses_our_certificate_after_it_was_given_events_has_read_none_of_them() throws IOException {
        Semaphore decide = new Semaphore(0);
        AtomicInteger refusals = new AtomicInteger();
        TestIdentity client = AUTHORITY.issue("a client");
        SSLContext hesitant = SERVER.server(new Hesitant(decide, refusals, 6));
        try (FaultyReceiver receiver = new FaultyReceiver(hesitant, true, "TLSv1.3");
                GraylogSink sink = GraylogSink.open(settings(receiver)
                        .withTls(t -> t.withCertificateFile(pem(() -> client.certificateFile(directory)))
                                .withKeyFile(pem(() -> client.keyFile(directory)))))) {
            write(sink, "event 0", "event 1"); // a handshake of TLS 1.3 is over for a client before the server decides
            for (int round = 0; round < 6; round++) {
                int connections = receiver.connections();
                decide.release();
                receiver.await(() -> receiver.openConnections() == 0);
                write(sink, "more " + round);
                assertThat(receiver.connections()).isEqualTo(connections + 1);
            }
            decide.release();

            receiver.await(() -> receiver.texts(0).contains("more 5"));
            assertThat(refusals).hasValue(6);
            assertThat(receiver.texts(0))
                    .startsWith("event 0", "event 1", "more 0", "more 1", "more 2", "more 3", "more 4", "more 5");
        }
    }

    /** Decides when told to, and refuses so many clients. */
    private static final class Hesitant extends X509ExtendedTrustManager {
        private final Semaphore decide;
        private final AtomicInteger refusals;
        private final int most;

        Hesitant(Semaphore decide, AtomicInteger refusals, int most) {
            this.decide = decide;
            this.refusals = refusals;
            this.most = most;
        }

        private void decide() throws CertificateException {
            decide.acquireUninterruptibly();
            if (refusals.get() < most) {
                refusals.incrementAndGet();
                throw new CertificateException("refused");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            decide();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            decide();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            decide();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void a_server_that_never_shakes_hands_costs_the_deadline_and_no_more() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                GraylogSink sink = GraylogSink.open(GraylogSettings.of("127.0.0.1:" + silent.getLocalPort())
                        .withTransport(GraylogSettings.Transport.TLS)
                        .withDelivery(d -> d.withHandshakeTimeout(Duration.ofMillis(100))))) {
            assertThatThrownBy(() -> sink.write(SampleBatch.ofMessages("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not finish the handshake in time");
        }
    }

    @Test
    void what_was_in_the_air_when_a_connection_broke_is_sent_again() throws IOException {
        CountDownLatch broken = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (FaultyReceiver receiver = new FaultyReceiver(SERVER.server(AUTHORITY), false);
                GraylogSink sink = GraylogSink.open(settings(receiver))) {
            receiver.manner((socket, self) -> {
                if (first.getAndSet(false)) {
                    socket.getInputStream().readNBytes(10);
                    awaitQuietly(broken);
                    socket.setSoLinger(true, 0);
                } else {
                    FaultyReceiver.READS.serve(socket, self);
                }
            });
            offer(sink, numbered(0, 100));
            broken.countDown();
            receiver.await(() -> receiver.connections() > 0 && receiver.openConnections() == 0);
            offer(sink, List.of("after"));

            receiver.await(() -> receiver.texts(0).contains("after"));
            assertThat(receiver.texts(0)).containsSubsequence(numbered(0, 100));
        }
    }

    @Test
    void files_that_are_none_are_refused_at_once() throws IOException {
        Path rubbish = Files.writeString(directory.resolve("rubbish"), "no certificate");
        GraylogSettings base = GraylogSettings.of("127.0.0.1:1").withTransport(GraylogSettings.Transport.TLS);
        Path certificate = AUTHORITY.certificateFile(directory);

        assertThatThrownBy(() -> GraylogSink.open(base.withTls(t -> t.withCaFile(rubbish))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("caFile must be a file with certificates in PEM")
                .hasMessageContaining(rubbish.toString());
        assertThatThrownBy(() -> GraylogSink.open(base.withTls(t -> t.withCaFile(directory.resolve("none")))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("caFile must be a file");
        assertThatThrownBy(() -> GraylogSink.open(
                        base.withTls(t -> t.withCertificateFile(certificate).withKeyFile(rubbish))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("keyFile must be a file with a private key")
                .hasMessageNotContaining("no certificate");
    }

    private GraylogSettings settings(FaultyReceiver receiver) {
        return GraylogSettings.of(receiver.endpoint())
                .withTransport(GraylogSettings.Transport.TLS)
                .withTls(t -> t.withCaFile(pem(() -> AUTHORITY.certificateFile(directory))));
    }

    private static Path pem(Pem file) {
        try {
            return file.write();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private interface Pem {
        Path write() throws IOException;
    }
}
