package io.logrich.sink.graylog;

import io.logrich.text.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** HTTP as told by a test, on connections of a {@link FaultyReceiver}. Thread-safe. */
final class HttpReceiver {
    /** What becomes of a request. */
    @FunctionalInterface
    interface Manner {
        /** The whole answer, or "" for none, after which the connection ends. */
        String answer(Map<String, String> headers, String body) throws IOException;
    }

    static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, String>> heads = Collections.synchronizedList(new ArrayList<>());
    private volatile Manner manner = (headers, body) -> ACCEPTED;

    HttpReceiver manner(Manner next) {
        manner = next;
        return this;
    }

    /** For {@link FaultyReceiver#manner}. */
    void serve(Socket socket, FaultyReceiver receiver) throws IOException {
        serve(socket, socket.getInputStream());
    }

    void serve(Socket socket, InputStream in) throws IOException {
        while (true) {
            Map<String, String> headers = new TreeMap<>();
            String line = line(in);
            if (line.isEmpty()) {
                return;
            }
            headers.put("", line);
            for (line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            byte[] content = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            if ("gzip".equals(headers.get("content-encoding"))) {
                content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
            }
            String body = new String(content, StandardCharsets.UTF_8);
            String answer = manner.answer(headers, body);
            if (answer.startsWith("HTTP/1.1 2")) {
                heads.add(headers);
                bodies.add(body);
            }
            if (answer.isEmpty()) {
                return;
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.contains("Connection: close")) {
                return;
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** The bodies of the requests that were accepted. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Their headers by name in lower case, the first line under "". */
    List<Map<String, String>> heads() {
        return List.copyOf(heads);
    }

    /** The messages in them. */
    List<String> texts() {
        return bodies().stream()
                .flatMap(String::lines)
                .map(line -> String.valueOf(((Map<?, ?>) JsonReader.read(line)).get("short_message")))
                .toList();
    }
}
