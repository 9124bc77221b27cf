package io.logrich.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LongLinesTest {
    private static final String MARK = "    … ";
    private static final String RED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";

    @Test
    void a_line_that_just_fits_is_left_alone_and_one_more_byte_breaks_it() {
        assertThat(broken("x".repeat(255) + "\n", 256)).isEqualTo("x".repeat(255) + "\n");

        List<String> pieces = broken("x".repeat(256) + "\n", 256).lines().toList();
        assertThat(pieces).hasSize(2);
        assertThat(pieces.get(1)).startsWith(MARK + "x");
        assertThat(String.join("", pieces).replace(MARK, "")).isEqualTo("x".repeat(256));
    }

    @Test
    void only_the_long_one_of_several_lines_is_broken() {
        String lines = broken("before\n" + "y".repeat(300) + "\n\nafter\n", 256);

        assertThat(lines).startsWith("before\nyyy").endsWith("y\n\nafter\n");
        assertThat(lines.lines()).hasSize(5);
    }

    @Test
    void what_was_there_before_is_left_alone() {
        Utf8Buffer out = new Utf8Buffer(64).ascii("z".repeat(600)).ascii('\n');
        int start = out.size();
        out.ascii("x".repeat(300)).ascii('\n');

        new LongLines(256).breakFrom(out, start);

        assertThat(out.toString()).startsWith("z".repeat(600) + "\nx").contains("\n" + MARK + "x");
    }

    @Test
    void a_piece_has_the_colour_that_the_line_had_there_and_lets_it_go() {
        List<String> pieces = broken(RED + "x".repeat(300) + RESET + "y".repeat(300) + "\n", 256)
                .lines()
                .toList();

        assertThat(pieces.get(0)).startsWith(RED + "x").endsWith("x" + RESET);
        assertThat(pieces.get(1))
                .startsWith(RED + MARK + "x")
                .contains("x" + RESET + "y")
                .endsWith("y");
        assertThat(pieces.get(2)).startsWith(MARK + "y").endsWith("y");
    }

    @Property(tries = 300)
    void pieces_are_short_whole_characters_and_together_the_line(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 5) Integer> choices,
            @ForAll @IntRange(min = 256, max = 300) int longest) {
        StringBuilder line = new StringBuilder();
        for (int choice : choices) {
            line.append(List.of("a", "ä", "世", "🐞", RED, RESET).get(choice));
        }

        String broken = broken(line + "\n", longest);

        assertThat(broken).doesNotContain("\ufffd").endsWith("\n");
        assertThat(broken.lines())
                .allSatisfy(piece ->
                        assertThat(piece.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(longest));
        assertThat(broken.replaceAll("\u001b\\[\\d+m|\n|" + MARK, ""))
                .isEqualTo(line.toString().replaceAll("\u001b\\[\\d+m", ""));
    }

    private static String broken(String lines, int longest) {
        Utf8Buffer out = new Utf8Buffer(64);
        out.text(lines);
        new LongLines(longest).breakFrom(out, 0);
        return out.toString();
    }
}
