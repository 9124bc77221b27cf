package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/console.md} name what the code knows, and nothing else. */
class ConsoleDocsTest {
    private static final Pattern CASE = Pattern.compile("case ((?:\"[^\"]+\"(?:, )?)+) ->");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void every_placeholder_is_in_the_table_and_every_one_there_exists() throws IOException {
        var known = new TreeSet<String>();
        for (String file : List.of("Placeholders", "TimePieces")) {
            String source = Files.readString(sources().resolve(file + ".java"));
            CASE.matcher(source)
                    .results()
                    .flatMap(label -> QUOTED.matcher(label.group(1)).results())
                    .forEach(name -> known.add(name.group(1)));
        }
        known.add(Placeholders.ALL_FIELDS);
        var documented = new TreeSet<String>();
        rows("Placeholder").forEach(row -> documented.addAll(codes(row.get(0))));

        assertThat(documented).allSatisfy(name -> LineTemplate.check("{" + name.replace("KEY", "k") + "}"));
        assertThat(documented).containsAll(known);
    }

    @Test
    void every_preset_is_there_with_its_template() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        LineTemplate.presets().forEach(name -> expected.put(name, LineTemplate.formatOf(name)));
        Map<String, String> documented = new TreeMap<>();
        rows("Preset")
                .forEach(row -> documented.put(
                        codes(row.get(0)).get(0), codes(row.get(1)).get(0)));

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void every_theme_is_there_with_its_styles() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        Theme.names().forEach(name -> expected.put(name, Theme.wordsOf(name)));
        Map<String, List<String>> documented = new TreeMap<>();
        rows("Theme")
                .forEach(row ->
                        documented.put(codes(row.get(0)).get(0), codes(String.join("", row.subList(1, row.size())))));

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void every_attribute_of_a_style_is_named() throws IOException {
        String page = page();

        assertThat(Style.attributeNames()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    /** The cells of the table whose first heading is that. */
    private static List<List<String>> rows(String heading) throws IOException {
        var rows = new ArrayList<List<String>>();
        String page = page();
        String table = page.substring(page.indexOf("\n| " + heading + " |") + 1);
        table.substring(0, table.indexOf("\n\n"))
                .lines()
                .skip(2)
                .forEach(line ->
                        rows.add(Stream.of(line.substring(2, line.length() - 2).split(" \\| "))
                                .toList()));
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(repository().resolve("docs/console.md"));
    }

    private static Path sources() {
        return repository().resolve("logrich-core/src/main/java/io/logrich/render");
    }

    private static Path repository() {
        String told = System.getProperty("logrich.basedir");
        Path here = Path.of(told == null ? "" : told).toAbsolutePath().normalize();
        return Files.isDirectory(here.resolve("logrich-core")) ? here : here.getParent();
    }
}
