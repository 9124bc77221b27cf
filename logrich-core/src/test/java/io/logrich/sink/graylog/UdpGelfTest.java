package io.logrich.sink.graylog;

import static io.logrich.sink.graylog.StreamGelfTest.numbered;
import static io.logrich.sink.graylog.StreamGelfTest.offer;
import static io.logrich.sink.graylog.StreamGelfTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.settings.GraylogSettings;
import io.logrich.text.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GELF over UDP: chunks, sizes, and nobody there. */
class UdpGelfTest {
    private final UdpReceiver receiver = new UdpReceiver();
    private final GraylogSettings settings =
            GraylogSettings.of(receiver.endpoint()).withTransport(GraylogSettings.Transport.UDP);
    private final GraylogSink sink = GraylogSink.open(settings);

    @AfterEach
    void end() {
        sink.close();
        receiver.close();
    }

    @Test
    void an_event_that_fits_is_one_datagram_without_anything_behind_it() throws IOException {
        write(sink, "a", "b");

        assertThat(receiver.receive(2))
                .allSatisfy(message -> assertThat(message).endsWith("}"));
        assertThat(receiver.texts(2)).containsExactly("a", "b");
        assertThat(receiver.sizes()).hasSize(2);
    }

    @Test
    void what_is_longer_goes_in_chunks_none_of_which_is_larger_than_it_may_be() throws IOException {
        String[] messages = new String[50];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = noise(i, 20_000);
        }
        write(sink, messages);

        assertThat(receiver.texts(50)).containsExactly(messages);
        assertThat(receiver.sizes()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(1420));
        assertThat(receiver.ids())
                .as("no two messages have one")
                .doesNotHaveDuplicates()
                .hasSize(50);
    }

    @Test
    void what_can_be_compressed_is_one_datagram_though_it_is_long() throws IOException {
        write(sink, "x".repeat(100_000));

        assertThat(receiver.texts(1)).containsExactly("x".repeat(100_000));
        assertThat(receiver.sizes()).hasSize(1);
    }

    @Test
    void without_gzip_it_is_plain() throws IOException {
        try (GraylogSink plain =
                GraylogSink.open(settings.withDelivery(d -> d.withGzip(false).withDatagramBytes(8192)))) {
            write(plain, "x".repeat(30_000));
        }

        assertThat(receiver.texts(1)).containsExactly("x".repeat(30_000));
        assertThat(receiver.sizes()).hasSize(4).contains(8192);
    }

    @Test
    void no_message_has_more_than_128_chunks_the_longest_texts_are_shortened() throws IOException {
        SampleEvent event = SampleEvent.of("short")
                .extra("small", "kept")
                .extra("noise", noise(1, 30_000))
                .excInfo(noise(2, 400_000) + "Caused by: me");
        assertThat(sink.write(SampleBatch.of(event))).isEqualTo(1);

        Map<?, ?> fields = (Map<?, ?>) JsonReader.read(receiver.receive(1).get(0));
        assertThat(receiver.mostChunks()).isBetween(64, 128);
        assertThat(fields.get("short_message")).isEqualTo("short");
        assertThat(fields.get("_small")).isEqualTo("kept");
        assertThat(fields.get("_noise")).as("not the longest").isEqualTo(noise(1, 30_000));
        assertThat(String.valueOf(fields.get("full_message")))
                .startsWith("short\n")
                .endsWith("Caused by: me");
        assertThat((Long) fields.get("_truncated")).isPositive();
    }

    @Test
    void nobody_there_is_an_io_exception_and_what_was_not_taken_arrives_later() throws IOException {
        write(sink, "before");
        receiver.receive(1);
        receiver.whileGone(() -> {
            assertThatThrownBy(() -> {
                        sink.write(SampleBatch.ofMessages("into the void")); // nobody can know that
                        sink.write(SampleBatch.ofMessages("event 0"));
                    })
                    .isInstanceOf(IOException.class);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> sink.write(SampleBatch.ofMessages("event 0", "event 1")))
                        .isInstanceOf(IOException.class);
            }
        });
        offer(sink, numbered(0, 20));

        assertThat(receiver.texts(21)).startsWith("before").containsSubsequence(numbered(0, 20));
    }

    @Test
    void the_next_endpoint_takes_over() throws IOException {
        try (UdpReceiver other = new UdpReceiver();
                GraylogSink both = GraylogSink.open(GraylogSettings.of(receiver.endpoint() + "," + other.endpoint())
                        .withTransport(GraylogSettings.Transport.UDP))) {
            receiver.whileGone(() -> offer(both, numbered(0, 10)));

            assertThat(other.texts(10)).containsAll(numbered(0, 10));
        }
    }

    private static String noise(int seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }
}
