package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.Utf8Buffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which templates are kept, and what they are taken apart into. */
class TemplatesTest {
    private final byte[] marks = new byte[128];
    private final Templates templates = new Templates(marks);

    @Test
    void one_that_comes_again_is_kept_and_one_that_comes_once_is_not() {
        assertThat(templates.of("a {}")).isNull();
        Template kept = templates.of("a {}");
        assertThat(kept).isNotNull();
        assertThat(templates.of(new String("a {}"))).isSameAs(kept);
    }

    @Test
    void texts_that_are_made_anew_for_each_message_take_no_room_from_those_that_come_again() {
        templates.of("chunk {}");
        Template kept = templates.of("chunk {}");
        for (int i = 0; i < 10_000; i++) {
            assertThat(templates.of("made anew " + i + " {}")).isNull();
        }
        assertThat(templates.of("chunk {}")).isSameAs(kept);
    }

    @Test
    void long_ones_and_those_with_a_backslash_before_a_place_are_not_kept() {
        for (int i = 0; i < 3; i++) {
            assertThat(templates.of("x".repeat(255) + "{}")).isNull();
            assertThat(templates.of("not a place: \\{}, a place: {}")).isNull();
        }
    }

    @Test
    void the_texts_between_the_places_are_what_was_written_and_bear_their_marks() {
        marks['='] = 4;
        marks['k'] = 1;
        templates.of("k{}é=😀{}{}!");
        Template template = Objects.requireNonNull(templates.of("k{}é=😀{}{}!"));
        Utf8Buffer out = new Utf8Buffer(64);
        for (Template.Piece piece = template.first; piece != null; piece = piece.next) {
            out.put(piece.text).ascii('|');
        }
        assertThat(out).hasToString("k|é=😀||!|");
        assertThat(template.places).isEqualTo(3);
        assertThat(template.seen).isEqualTo(5);
    }
}
