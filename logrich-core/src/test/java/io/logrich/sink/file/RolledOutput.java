package io.logrich.sink.file;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What a reader finds who knows nothing but the names: rolled files, sorted, and then the one that is written to. */
record RolledOutput(List<Path> files) {
    static RolledOutput of(Path path) throws IOException {
        String stem = path.getFileName().toString().replaceAll("\\.jsonl$", "");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(path.toAbsolutePath().getParent())) {
            all.filter(file -> file.getFileName().toString().matches(stem + "\\..+Z\\.jsonl(\\.gz)?"))
                    .sorted()
                    .forEach(files::add);
        }
        if (Files.exists(path)) {
            files.add(path);
        }
        return new RolledOutput(files);
    }

    List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        for (Path file : files) {
            messages.addAll(messagesOf(file));
        }
        return messages;
    }

    static List<String> messagesOf(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                throw new AssertionError(file + " ends in the middle of a line");
            }
            return text.lines()
                    .map(line -> String.valueOf(((Map<?, ?>) JsonReader.read(line)).get("message")))
                    .toList();
        }
    }
}
