import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoopGroup;
import java.lang.reflect.Constructor;
import java.net.ServerSocket;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.graylog2.configuration.TLSProtocolsConfiguration;
import org.graylog2.inputs.codecs.GelfChunkAggregator;
import org.graylog2.inputs.codecs.GelfCodec;
import org.graylog2.inputs.gelf.http.GELFHttpInput;
import org.graylog2.inputs.gelf.tcp.GELFTCPInput;
import org.graylog2.inputs.gelf.udp.GELFUDPInput;
import org.graylog2.inputs.transports.HttpTransport;
import org.graylog2.inputs.transports.NettyTransportConfiguration;
import org.graylog2.inputs.transports.TcpTransport;
import org.graylog2.inputs.transports.UdpTransport;
import org.graylog2.inputs.transports.netty.EventLoopGroupFactory;
import org.graylog2.plugin.LocalMetricRegistry;
import org.graylog2.plugin.MessageFactory;
import org.graylog2.plugin.configuration.Configuration;
import org.graylog2.plugin.inputs.MessageInput;
import org.graylog2.plugin.inputs.util.ThroughputCounter;
import org.graylog2.plugin.journal.RawMessage;

/**
 * Graylog's own inputs, without the rest of it: prints what its codec makes of each message, one JSON object a line, under
 * the name of the input that it came through, after an at sign: Graylog itself writes to the same stream. Arguments: certificate and key in PEM for the input within TLS.
 */
public final class MiniGraylog {
    private static final NettyTransportConfiguration NETTY = new NettyTransportConfiguration("nio", "jdk", 1);
    private static final EventLoopGroupFactory LOOPS = new EventLoopGroupFactory(NETTY);
    private static final EventLoopGroup LOOP = LOOPS.create(1, new MetricRegistry(), "loop");
    private static final TLSProtocolsConfiguration TLS = new TLSProtocolsConfiguration(Set.of("TLSv1.2", "TLSv1.3"));
    private static final GelfChunkAggregator CHUNKS =
            new GelfChunkAggregator(Executors.newSingleThreadScheduledExecutor(), new MetricRegistry());
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider()); // reads the key for TLS
        System.out.println("@ tcp " + tcp(Map.of()));
        System.out.println("@ tls " + tcp(Map.of("tls_enable", true, "tls_cert_file", arguments[0], "tls_key_file", arguments[1],
                "tls_key_password", "", "tls_client_auth", "disabled", "tls_client_auth_cert_file", "")));
        System.out.println("@ udp " + udp());
        System.out.println("@ http " + http(false));
        System.out.println("@ bulk " + http(true));
        System.out.println("@ ready");
        while (System.in.read() >= 0) {
            // until the test is over
        }
        System.exit(0);
    }

    private static Map<String, Object> settings(int port) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bind_address", "127.0.0.1");
        settings.put("port", port);
        settings.put("recv_buffer_size", 1 << 20);
        settings.put("number_worker_threads", 1);
        settings.put("use_null_delimiter", true);
        return settings;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int tcp(Map<String, Object> more) throws Exception {
        int port = freePort();
        Map<String, Object> settings = settings(port);
        settings.putAll(more);
        Configuration configuration = new Configuration(settings);
        TcpTransport.Factory transports = new TcpTransport.Factory() {
            public TcpTransport create(Configuration c) {
                return new TcpTransport(c, LOOP, LOOPS, NETTY, new ThroughputCounter(LOOP), new LocalMetricRegistry(), TLS);
            }

            public TcpTransport.Config getConfig() {
                return new TcpTransport.Config();
            }
        };
        String name = more.isEmpty() ? "tcp" : "tls";
        start(new GELFTCPInput(new MetricRegistry(), configuration, transports, CODECS, new LocalMetricRegistry(),
                new GELFTCPInput.Config(transports, CODECS), new GELFTCPInput.Descriptor(), null) {
            @Override
            public void processRawMessage(RawMessage message) {
                decode(name, message);
            }
        });
        return port;
    }

    private static int udp() throws Exception {
        int port = freePort();
        Configuration configuration = new Configuration(settings(port));
        UdpTransport.Factory transports = new UdpTransport.Factory() {
            public UdpTransport create(Configuration c) {
                return new UdpTransport(c, LOOPS, NETTY, new ThroughputCounter(LOOP), new LocalMetricRegistry());
            }

            public UdpTransport.Config getConfig() {
                return new UdpTransport.Config();
            }
        };
        start(new GELFUDPInput(new MetricRegistry(), configuration, transports, CODECS, new LocalMetricRegistry(),
                new GELFUDPInput.Config(transports, CODECS), new GELFUDPInput.Descriptor(), null) {
            @Override
            public void processRawMessage(RawMessage message) {
                decode("udp", message);
            }
        });
        return port;
    }

    private static int http(boolean bulk) throws Exception {
        int port = freePort();
        Map<String, Object> settings = settings(port);
        settings.put("enable_bulk_receiving", bulk);
        settings.put("enable_cors", true);
        HttpTransport.Factory transports = new HttpTransport.Factory() {
            public HttpTransport create(Configuration c) {
                return new HttpTransport(c, LOOP, LOOPS, NETTY, new ThroughputCounter(LOOP), new LocalMetricRegistry(), TLS, Set.of());
            }

            public HttpTransport.Config getConfig() {
                return new HttpTransport.Config();
            }
        };
        String name = bulk ? "bulk" : "http";
        start(new GELFHttpInput(new MetricRegistry(), new Configuration(settings), transports, CODECS, new LocalMetricRegistry(),
                new GELFHttpInput.Config(transports, CODECS), new GELFHttpInput.Descriptor(), null) {
            @Override
            public void processRawMessage(RawMessage message) {
                decode(name, message);
            }
        });
        return port;
    }

    private static void start(MessageInput input) throws Exception {
        input.setTitle("input");
        input.setPersistId("000000000000000000000000");
        input.checkConfiguration();
        input.initialize();
        input.launch(null, null);
    }

    private static final GelfCodec.Factory CODECS = new GelfCodec.Factory() {
        public GelfCodec create(Configuration configuration) {
            return new GelfCodec(configuration, CHUNKS, messages(), null);
        }

        public GelfCodec.Config getConfig() {
            return new GelfCodec.Config();
        }

        public GelfCodec.Descriptor getDescriptor() {
            return new GelfCodec.Descriptor();
        }
    };

    private static final GelfCodec CODEC = CODECS.create(new Configuration(Map.of()));

    private static MessageFactory messages() {
        try {
            Constructor<?> constructor =
                    Class.forName("org.graylog2.plugin.DefaultMessageFactory").getDeclaredConstructor();
            constructor.setAccessible(true);
            return (MessageFactory) constructor.newInstance();
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
    }

    private static void decode(String input, RawMessage raw) {
        try {
            Map<String, Object> fields = new TreeMap<>();
            CODEC.decodeSafe(raw).orElseThrow().getFields().forEach((name, value) ->
                    fields.put(name, value instanceof Number ? value : String.valueOf(value)));
            say(input + " " + JSON.writeValueAsString(fields));
        } catch (Exception refused) {
            say(input + " refused " + String.valueOf(refused).replace('\n', ' '));
        }
    }

    private static synchronized void say(String line) {
        System.out.println("@ " + line);
    }
}
