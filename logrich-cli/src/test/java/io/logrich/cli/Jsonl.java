package io.logrich.cli;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The events in a file of JSON lines. */
final class Jsonl {
    private Jsonl() {}

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> events(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> (Map<String, Object>) JsonReader.read(line))
                    .toList();
        }
    }

    static List<String> messages(Path file, Predicate<Map<String, Object>> wanted) throws IOException {
        return events(file).stream()
                .filter(wanted)
                .map(event -> String.valueOf(event.get("message")))
                .toList();
    }

    /** Whether the event is about the tree itself. */
    static boolean isOfTree(Map<String, Object> event) {
        return event.get("logger_name").equals("logrich.tree");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> context(Map<String, Object> event) {
        return (Map<String, Object>) event.get("context");
    }

    @SuppressWarnings("unchecked")
    static List<Long> chain(Map<String, Object> event) {
        return (List<Long>) context(event).get("process_id_chain");
    }
}
