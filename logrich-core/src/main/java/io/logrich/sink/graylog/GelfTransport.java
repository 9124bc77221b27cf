package io.logrich.sink.graylog;

import io.logrich.sink.EventBatch;
import java.io.Closeable;
import java.io.IOException;

/** A way to Graylog. One thread only. */
interface GelfTransport extends Closeable {
    /** Sends events, from the first on; the same contract as that of a sink's write. */
    int send(EventBatch batch) throws IOException;

    @Override
    void close();
}
