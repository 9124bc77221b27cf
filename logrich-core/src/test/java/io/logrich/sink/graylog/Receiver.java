package io.logrich.sink.graylog;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A server for GELF that keeps the messages it gets, and can be gone for a while. */
public interface Receiver extends AutoCloseable {
    /** As settings want it. */
    String endpoint();

    /** The texts of all messages that this machine had for it when it was asked. */
    List<String> texts() throws IOException;

    /** Is gone: nobody listens, and connections end. */
    void leave() throws IOException;

    /** Is there again, at the same port. */
    void comeBack() throws IOException;

    @Override
    void close() throws IOException;

    static List<String> texts(List<String> messages) {
        return messages.stream()
                .map(message -> String.valueOf(((Map<?, ?>) JsonReader.read(message)).get("short_message")))
                .toList();
    }
}
