package io.logrich.testing;

import io.logrich.codec.EventView;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.GraylogSettings.Transport;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.sink.graylog.GraylogSink;
import io.logrich.sink.graylog.Receiver;
import io.logrich.sink.graylog.TestIdentity;
import io.logrich.sink.graylog.UdpReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** GELF keeps the contract on every transport, except that a message that nobody can see is said to be none. */
@ParameterizedClass
@EnumSource(Transport.class)
final class GraylogContractTest extends SinkContract {
    private static final TestIdentity AUTHORITY = TestIdentity.authority("an authority");
    private static final TestIdentity SERVER = AUTHORITY.issue("127.0.0.1");

    @TempDir
    Path directory;

    private final Transport transport;
    private final Receiver receiver;

    GraylogContractTest(Transport transport) throws IOException {
        this.transport = transport;
        receiver = transport == Transport.UDP
                ? new UdpReceiver()
                : new GelfReceiver(transport.isHttp(), transport.isSecure() ? SERVER.server(AUTHORITY) : null);
    }

    @Override
    protected Sink open() throws IOException {
        Path ca = AUTHORITY.certificateFile(directory);
        Sink sink = GraylogSink.open(GraylogSettings.of(receiver.endpoint())
                .withTransport(transport)
                .withTls(t -> t.withCaFile(ca))
                .withDelivery(d -> d.withMaxMessageBytes(4 << 20)));
        return knowsWhatArrived() ? sink : new Sip(sink, receiver);
    }

    @Override
    protected boolean knowsWhatArrived() {
        return transport != Transport.UDP;
    }

    @Override
    protected List<String> delivered() throws IOException {
        return receiver.texts();
    }

    @Override
    protected String shown(String message) {
        return message.isBlank() ? "(no message)" : message;
    }

    @Override
    protected boolean breakDestination() throws IOException {
        receiver.leave();
        return true;
    }

    @Override
    protected boolean mendDestination() throws IOException {
        receiver.comeBack();
        return true;
    }

    @AfterEach
    void end() throws IOException {
        receiver.close();
    }

    /** Offers a sink no more datagrams at once than a socket holds for a receiver, which looks after each offer. */
    private record Sip(Sink sink, Receiver receiver) implements Sink {
        private static final int MOST = 100;

        @Override
        public int write(EventBatch batch) throws IOException {
            int taken = sink.write(batch.size() > MOST ? new First(batch, MOST) : batch);
            receiver.texts();
            return taken;
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }

    private record First(EventBatch batch, int size) implements EventBatch {
        @Override
        public LogLevel level(int index) {
            return batch.level(index);
        }

        @Override
        public EventView view(int index) {
            return batch.view(index);
        }

        @Override
        public LogEvent event(int index) {
            return batch.event(index);
        }
    }
}
