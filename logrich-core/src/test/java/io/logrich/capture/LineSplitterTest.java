package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();

    @Test
    void cuts_at_lf_and_crlf_and_keeps_a_cr_that_ends_nothing() {
        split(100, "a\nb\r\n\nc\rd\n");
        assertThat(lines).containsExactly("a", "b", "", "c\rd");
    }

    @Test
    void hands_out_the_last_line_although_it_does_not_end() {
        split(100, "a\nb");
        assertThat(lines).containsExactly("a", "b");
    }

    @Test
    void hands_out_nothing_after_a_last_line_that_ends() {
        split(100, "a\n");
        assertThat(lines).containsExactly("a");
    }

    @Test
    void keeps_a_line_of_exactly_the_longest_length_whole() {
        split(5, "12345\r\n12345\n");
        assertThat(lines).containsExactly("12345", "12345");
        assertThat(skipped).containsExactly(0L, 0L);
    }

    @Test
    void cuts_a_longer_line_marks_it_and_counts_the_rest() {
        split(5, "1234567\r\nnext\n");
        assertThat(lines).containsExactly("12345" + LineSplitter.MARK, "next");
        assertThat(skipped).containsExactly(2L, 0L);
    }

    @Test
    void cuts_between_characters() {
        split(5, "123ä€\n"); // ä takes 2 bytes, € 3
        assertThat(lines).containsExactly("123ä" + LineSplitter.MARK);
        assertThat(skipped).containsExactly(3L);
        lines.clear();
        split(4, "123ä\n");
        assertThat(lines).containsExactly("123" + LineSplitter.MARK);
    }

    @Test
    void counts_the_rest_of_an_endless_line_in_bounded_memory() {
        LineSplitter splitter = splitter(1000);
        byte[] zeros = new byte[1 << 16];
        for (int i = 0; i < 1 << 14; i++) {
            splitter.accept(zeros, 0, zeros.length);
        }
        splitter.finish();
        assertThat(lines).containsExactly("\0".repeat(1000) + LineSplitter.MARK);
        assertThat(skipped).containsExactly((1L << 30) - 1000);
    }

    @Test
    void replaces_what_is_no_utf8_and_keeps_nul() {
        LineSplitter splitter = splitter(100);
        splitter.accept(new byte[] {'a', (byte) 0xff, 0, (byte) 0xc3, '\n'}, 0, 5);
        assertThat(lines).containsExactly("a\ufffd\0\ufffd");
    }

    @Test
    void hands_out_what_has_begun_and_not_the_empty_end_that_follows() {
        LineSplitter splitter = splitter(100);
        accept(splitter, "name? ");
        assertThat(splitter.hasUnfinished()).isTrue();
        splitter.handOutUnfinished();
        assertThat(splitter.hasUnfinished()).isFalse();
        accept(splitter, "\r\n\nnext\n");
        assertThat(lines).containsExactly("name? ", "", "next");
    }

    @Test
    void hands_out_what_follows_a_line_that_was_shown_too_early() {
        LineSplitter splitter = splitter(100);
        accept(splitter, "10 %");
        splitter.handOutUnfinished();
        accept(splitter, " 20 %\n");
        assertThat(lines).containsExactly("10 %", " 20 %");
    }

    @Test
    void does_not_tear_a_character_when_it_hands_out_early() {
        LineSplitter splitter = splitter(100);
        byte[] euro = "x€".getBytes(StandardCharsets.UTF_8);
        splitter.accept(euro, 0, 3);
        splitter.handOutUnfinished();
        splitter.accept(euro, 3, 1);
        splitter.finish();
        assertThat(lines).containsExactly("x", "€");
    }

    @Property
    void gives_the_same_lines_however_the_bytes_arrive(
            @ForAll @Size(max = 20) List<@StringLength(max = 12) @CharRange(from = 'a', to = 'ɐ') String> given,
            @ForAll @IntRange(min = 1, max = 7) int step,
            @ForAll boolean crlf) {
        lines.clear();
        String end = crlf ? "\r\n" : "\n";
        byte[] bytes = (String.join(end, given) + end).getBytes(StandardCharsets.UTF_8);
        LineSplitter splitter = splitter(1000);
        for (int at = 0; at < bytes.length; at += step) {
            splitter.accept(bytes, at, Math.min(step, bytes.length - at));
        }
        splitter.finish();
        assertThat(lines).isEqualTo(given.isEmpty() ? List.of("") : given);
    }

    private void split(int maxBytes, String text) {
        LineSplitter splitter = splitter(maxBytes);
        accept(splitter, text);
        splitter.finish();
    }

    private LineSplitter splitter(int maxBytes) {
        return new LineSplitter(maxBytes, (line, left) -> {
            lines.add(line);
            skipped.add(left);
        });
    }

    private static void accept(LineSplitter splitter, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.accept(bytes, 0, bytes.length);
    }
}
