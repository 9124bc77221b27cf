package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say about names is what the code says. */
class DocsTest {
    private static final Path REPOSITORY = repository();
    private static final Path DOCS = REPOSITORY.resolve("docs");

    private static final Pattern REPORT = Pattern.compile("\\b(report|tell|note)\\(\\s*\"([a-z_]+)\"");
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]* \\| (.*) \\|$");
    private static final Pattern PAYLOAD_KEY = Pattern.compile("(?<!= )`([a-z_]+)`");
    private static final Pattern VARIABLE = Pattern.compile("\"(LOG_[A-Z_]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.()]+)` \\| ([^|]*) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()#\\s]*)(?:#([^()\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void the_table_of_rooms_is_that_of_the_house_test() throws IOException {
        var documented = new TreeMap<String, Set<String>>();
        ROW.matcher(read(DOCS.resolve("rooms.md"))).results().forEach(row -> {
            String room = row.group(1).equals("(door)") ? "" : row.group(1);
            documented.put(room, row.group(2).equals("everything") ? Set.of("*") : names(CODE, row.group(2)));
        });

        assertThat(documented).isEqualTo(HouseTest.MAY_IMPORT);
    }

    @Test
    void every_diagnostics_message_is_documented_with_its_payload_and_no_other() throws IOException {
        var reported = new TreeMap<String, Set<String>>();
        for (String source : mainSources()) {
            REPORT.matcher(source)
                    .results()
                    .forEach(call -> reported.computeIfAbsent(call.group(2), name -> new TreeSet<>())
                            .addAll(payloadOf(call.group(1), argumentsAt(source, source.indexOf('(', call.start())))));
        }
        var documented = new TreeMap<String, Set<String>>();
        MESSAGE.matcher(read(DOCS.resolve("diagnostics.md")))
                .results()
                .forEach(row -> documented.put(row.group(1), new TreeSet<>(names(PAYLOAD_KEY, row.group(2)))));

        assertThat(reported).containsKeys("queue_dropped", "queue_worker_error", "diagnostics_dropped");
        assertThat(documented).isEqualTo(reported);
    }

    /** What stands between the brackets of a call, split at its own commas. */
    private static List<String> argumentsAt(String source, int bracket) {
        var arguments = new ArrayList<String>();
        int depth = 0;
        int start = bracket + 1;
        for (int at = bracket; ; at++) {
            char c = source.charAt(at);
            if (c == '"') {
                at = source.indexOf('"', at + 1);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                arguments.add(source.substring(start, at).strip());
                return arguments;
            } else if (c == ',' && depth == 1) {
                arguments.add(source.substring(start, at).strip());
                start = at + 1;
            }
        }
    }

    /** Notes of an event name the event, whatever else they say. */
    private static Set<String> payloadOf(String method, List<String> arguments) {
        var keys = new TreeSet<>(keysOf(arguments));
        if (method.equals("note")) {
            keys.addAll(Set.of("event_id", "logger"));
        }
        return keys;
    }

    private static Set<String> keysOf(List<String> arguments) {
        var keys = new TreeSet<String>();
        for (int i = 1; i < arguments.size(); i += 2) {
            if (arguments.get(i).startsWith("\"")) {
                keys.add(arguments.get(i).replace("\"", ""));
            }
        }
        return keys;
    }

    @Test
    void every_variable_is_documented() throws IOException {
        Set<String> variables = inMainSources(VARIABLE);

        assertThat(variables).contains("LOG_SERVICE", "LOG_TREE");
        assertThat(names(CODE, read(DOCS.resolve("settings.md")))).containsAll(variables);
    }

    @Test
    void links_between_documents_lead_somewhere() throws IOException {
        var dead = new TreeSet<String>();
        for (Path document : documents()) {
            LINK.matcher(read(document))
                    .results()
                    .filter(link -> !link.group(1).contains(":") && !leadsSomewhere(document, link))
                    .forEach(link -> dead.add(REPOSITORY.relativize(document) + ": " + link.group()));
        }

        assertThat(dead).as("links to files or headings that do not exist").isEmpty();
    }

    private static boolean leadsSomewhere(Path document, MatchResult link) {
        Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
        String anchor = link.group(2);
        if (anchor == null || !Files.exists(target)) {
            return Files.exists(target);
        }
        return names(HEADING, read(target)).stream().map(DocsTest::anchorOf).anyMatch(anchor::equals);
    }

    /** The anchor that a heading gets: lower case, no punctuation, hyphens for blanks. */
    private static String anchorOf(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static Set<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS);
                Stream<Path> top = Files.list(REPOSITORY);
                Stream<Path> examples = Files.list(REPOSITORY.resolve("examples"))) {
            Stream<Path> readmes =
                    examples.map(example -> example.resolve("README.md")).filter(Files::exists);
            return Stream.of(docs, top, readmes)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What the first group of the pattern finds in any src/main/java of the repository. */
    private static Set<String> inMainSources(Pattern pattern) throws IOException {
        var found = new TreeSet<String>();
        mainSources().forEach(source -> found.addAll(names(pattern, source)));
        return found;
    }

    private static List<String> mainSources() throws IOException {
        var contents = new ArrayList<String>();
        for (Path module : modules()) {
            try (Stream<Path> sources = Files.walk(module.resolve("src/main/java"))) {
                sources.filter(path -> path.toString().endsWith(".java")).forEach(source -> contents.add(read(source)));
            }
        }
        return contents;
    }

    private static Set<Path> modules() throws IOException {
        try (Stream<Path> children = Files.list(REPOSITORY)) {
            return children.filter(child -> Files.isDirectory(child.resolve("src/main/java")))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** As in {@link HouseTest}: Maven says where; an IDE starts in the repository or in the module. */
    private static Path repository() {
        String told = System.getProperty("logrich.basedir");
        Path here = Path.of(told == null ? "" : told).toAbsolutePath().normalize();
        return Files.isDirectory(here.resolve("logrich-core")) ? here : here.getParent();
    }
}
