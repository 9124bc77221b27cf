package io.logrich.dump;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium of its own, driven over the DevTools protocol. For tests. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Chromium(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where there is one on this machine. */
    static Optional<Path> binary() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it; everything that it writes goes into that directory, which must be new. */
    static Chromium start(Path directory) throws IOException, InterruptedException {
        Path profile = directory.resolve("profile");
        Process process = new ProcessBuilder(
                        binary().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1440,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        Path file = profile.resolve("DevToolsActivePort");
        long start = System.nanoTime();
        while (!Files.exists(file) || Files.readString(file).lines().count() < 2) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IOException("Chromium does not start: " + Files.readString(directory.resolve("output")));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return new Chromium(process, Integer.parseInt(Files.readAllLines(file).get(0)));
    }

    /** Opens an empty tab, whose complaints are its own. */
    BrowserTab open() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        String answer =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Object socket = ((Map<?, ?>) JsonReader.read(answer)).get("webSocketDebuggerUrl");
        return BrowserTab.connect(client, URI.create(String.valueOf(socket)));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }
}
