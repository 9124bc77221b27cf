package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.logrich.render.SampleBatch;
import io.logrich.render.SampleEvent;
import io.logrich.settings.GraylogSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark's dissector of GELF is another judge of our datagrams: plain, compressed, and in chunks. */
@Tag("it")
class TsharkTest {
    private static final int PORT = 12_201;
    private static final int RAW_IP = 101;
    private static final int HEADERS = 28;

    @TempDir
    Path directory;

    @Test
    void it_puts_chunks_together_and_reads_what_was_logged() throws Exception {
        String tshark = installed();
        String noise = noise(20_000);
        List<byte[]> datagrams;
        try (UdpReceiver receiver = new UdpReceiver();
                GraylogSink sink = GraylogSink.open(GraylogSettings.of(receiver.endpoint())
                        .withTransport(GraylogSettings.Transport.UDP)
                        .withDelivery(d -> d.withGzip(false)));
                GraylogSink gzip = GraylogSink.open(
                        GraylogSettings.of(receiver.endpoint()).withTransport(GraylogSettings.Transport.UDP))) {
            sink.write(SampleBatch.of(SampleEvent.of("plain").extra("port", 8080L)));
            gzip.write(SampleBatch.of(SampleEvent.of("compressed ".repeat(50))));
            sink.write(SampleBatch.of(SampleEvent.of("in chunks").extra("noise", noise)));
            gzip.write(SampleBatch.of(SampleEvent.of("compressed, in chunks").extra("noise", noise)));
            receiver.receive(4);
            datagrams = receiver.datagrams();
        }
        Path capture = capture(datagrams);

        String read = run(tshark, "-r", capture.toString(), "-d", "udp.port==" + PORT + ",gelf", "-V", "-Y", "gelf");

        assertThat(read)
                .contains("plain", "compressed compressed", "in chunks", "compressed, in chunks")
                .contains("8080", noise.substring(0, 30))
                .doesNotContain("Malformed");
    }

    private Path capture(List<byte[]> datagrams) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(RAW_IP);
        for (byte[] datagram : datagrams) {
            int length = HEADERS + datagram.length;
            file.putInt(0).putInt(0).putInt(length).putInt(length);
            file.order(ByteOrder.BIG_ENDIAN);
            file.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
            file.put((byte) 64)
                    .put((byte) 17)
                    .putShort((short) 0)
                    .putInt(0x7f000001)
                    .putInt(0x7f000001);
            file.putShort((short) 40_000).putShort((short) PORT).putShort((short) (8 + datagram.length));
            file.putShort((short) 0).put(datagram);
            file.order(ByteOrder.LITTLE_ENDIAN);
        }
        byte[] bytes = new byte[file.flip().remaining()];
        file.get(bytes);
        return Files.write(directory.resolve("gelf.pcap"), bytes);
    }

    private String installed() throws Exception {
        if (!there() && "root".equals(System.getProperty("user.name"))) {
            run("sh", "-c", "DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends tshark");
        }
        if (!there()) {
            System.err.println("SKIPPED: there is no tshark: install the Debian package tshark");
            abort("there is no tshark");
        }
        return "tshark";
    }

    private static boolean there() {
        return Files.isExecutable(Path.of("/usr/bin/tshark"));
    }

    private String run(String... command) throws Exception {
        Path out = Files.createTempFile(directory, "out", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static String noise(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
