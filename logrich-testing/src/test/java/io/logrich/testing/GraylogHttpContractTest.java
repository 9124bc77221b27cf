package io.logrich.testing;

import io.logrich.settings.GraylogSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.graylog.GraylogSink;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** GELF over HTTP keeps the contract, except that a message that nobody can see is said to be none. */
final class GraylogHttpContractTest extends SinkContract {
    private final GelfReceiver receiver;

    GraylogHttpContractTest() throws IOException {
        receiver = new GelfReceiver(true);
    }

    @Override
    protected Sink open() {
        return GraylogSink.open(GraylogSettings.of(receiver.endpoint())
                .withTransport(GraylogSettings.Transport.HTTP)
                .withDelivery(d -> d.withMaxMessageBytes(4 << 20)));
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
        return receiver.leave();
    }

    @Override
    protected boolean mendDestination() throws IOException {
        return receiver.comeBack();
    }

    @AfterEach
    void end() throws IOException {
        receiver.close();
    }
}
