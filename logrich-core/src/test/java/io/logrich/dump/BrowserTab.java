package io.logrich.dump;

import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A tab of a {@link Chromium}: runs scripts, presses keys, and remembers what the page complained about. For tests. */
final class BrowserTab implements AutoCloseable, WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 120;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Long, CompletableFuture<Map<?, ?>>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private @Nullable WebSocket socket;

    private BrowserTab() {}

    static BrowserTab connect(HttpClient client, URI uri) throws IOException {
        BrowserTab tab = new BrowserTab();
        tab.socket = client.newWebSocketBuilder().buildAsync(uri, tab).join();
        tab.call("Page.enable", Map.of());
        tab.call("Runtime.enable", Map.of());
        tab.call("Log.enable", Map.of());
        return tab;
    }

    /** What the console, the security policy and exceptions have said. */
    List<String> complaints() {
        return complaints;
    }

    /** Opens a file and waits until its script has taken all events. */
    void show(Path file, int events) throws IOException {
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        await("document.documentElement.dataset.loaded === '" + events + "'");
    }

    /** Prefers a colour scheme, as the system would. */
    void prefer(String scheme) throws IOException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The value of an expression, which may be a promise. */
    @Nullable
    Object evaluate(String expression) throws IOException {
        Map<?, ?> answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.get("exceptionDetails") != null) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return ((Map<?, ?>) java.util.Objects.requireNonNull(answer.get("result"))).get("value");
    }

    /** Waits until an expression is true. */
    void await(String expression) throws IOException {
        evaluate("new Promise(done => { const look = () => { let is = false; try { is = " + expression
                + "; } catch { } if (is) done(true); else setTimeout(look, 10); }; look(); })");
    }

    /** Types text where the focus is. */
    void type(String text) throws IOException {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses and releases a key that is no character. */
    void press(String key) throws IOException {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", codeOf(key)));
        }
    }

    /** Moves the mouse from one place to another with the button held. */
    void drag(double fromX, double toX, double y) throws IOException {
        mouse("mousePressed", fromX, y);
        mouse("mouseMoved", (fromX + toX) / 2, y);
        mouse("mouseMoved", toX, y);
        mouse("mouseReleased", toX, y);
    }

    private void mouse(String type, double x, double y) throws IOException {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** Takes a picture. */
    void screenshot(Path file) throws IOException {
        Object data = call("Page.captureScreenshot", Map.of("format", "png")).get("data");
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    Map<?, ?> call(String method, Map<String, ?> parameters) throws IOException {
        long number = numbers.incrementAndGet();
        CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        Utf8Buffer json = new Utf8Buffer(256);
        new JsonWriter(json).value(Map.of("id", number, "method", method, "params", parameters));
        try {
            java.util.Objects.requireNonNull(socket)
                    .sendText(json.toString(), true)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IOException(method + ": " + failed, failed);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            take((Map<?, ?>) java.util.Objects.requireNonNull(JsonReader.read(message.toString())));
            message.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void take(Map<?, ?> json) {
        if (json.get("id") instanceof Long number) {
            CompletableFuture<Map<?, ?>> answer = waiting.remove(number);
            if (answer != null && json.get("result") instanceof Map<?, ?> result) {
                answer.complete(result);
            } else if (answer != null) {
                answer.completeExceptionally(new IOException(String.valueOf(json.get("error"))));
            }
            return;
        }
        String method = String.valueOf(json.get("method"));
        if (method.equals("Runtime.consoleAPICalled")
                || method.equals("Runtime.exceptionThrown")
                || method.equals("Log.entryAdded")
                || method.equals("Page.javascriptDialogOpening")) {
            complaints.add(method + ": " + json.get("params"));
        }
    }

    @Override
    public void close() throws IOException {
        call("Page.close", Map.of());
        java.util.Objects.requireNonNull(socket).abort();
    }

    private static int codeOf(String key) {
        return switch (key) {
            case "Enter" -> 13;
            case "Escape" -> 27;
            case "PageUp" -> 33;
            case "PageDown" -> 34;
            case "End" -> 35;
            case "Home" -> 36;
            case "ArrowLeft" -> 37;
            case "ArrowUp" -> 38;
            case "ArrowRight" -> 39;
            case "ArrowDown" -> 40;
            default -> 0;
        };
    }
}
