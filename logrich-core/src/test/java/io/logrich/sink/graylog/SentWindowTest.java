package io.logrich.sink.graylog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentWindowTest {
    private static final int MOST_BYTES = 100_000;

    private final SentWindow window = new SentWindow(MOST_BYTES, 1_000);

    @Test
    void what_a_connection_was_given_is_sent_again_when_it_is_lost() {
        add("before", 0);
        window.connected();
        add("a", 0);
        add("b", 0);

        window.lost(true);

        assertThat(resent()).containsExactly("a", "b");
        assertThat(window.hasUnsent()).isFalse();
    }

    @Test
    void what_is_too_old_beside_the_last_one_is_not() {
        window.connected();
        add("old", 0);
        add("a", 2_000);

        window.lost(true);

        assertThat(resent()).containsExactly("a");
    }

    @Test
    void the_oldest_make_room_for_what_comes() {
        window.connected();
        for (int i = 0; i < 10; i++) {
            add(i + "x".repeat(30_000), 0);
        }

        window.lost(true);

        assertThat(resent()).extracting(frame -> frame.substring(0, 1)).containsExactly("7", "8", "9");
        assertThat(window.size()).isEqualTo(3 * 30_002);
    }

    @Test
    void the_first_is_passed_over_when_four_connections_broke_that_were_given_it_first() {
        window.connected();
        add("first", 0);
        for (int i = 0; i < 3; i++) {
            assertThat(lose(true).get(0)).isEqualTo("first");
            add("more " + i, 0);
        }

        assertThat(lose(true).get(0)).isEqualTo("more 0");
        for (int i = 0; i < 3; i++) {
            assertThat(lose(true).get(0)).as("counted anew").isEqualTo("more 0");
        }
        assertThat(lose(true).get(0)).isEqualTo("more 1");
    }

    @Test
    void not_when_they_were_refused_nor_when_others_came_first() {
        window.connected();
        add("first", 0);
        for (int i = 0; i < 3; i++) {
            lose(true);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(lose(false).get(0)).isEqualTo("first");
        }

        window.connected();
        add("another", 0);
        for (int i = 0; i < 3; i++) {
            assertThat(lose(true).get(0)).isEqualTo("another");
        }
    }

    @Test
    void the_frame_is_still_the_same_when_the_memory_has_been_moved() {
        SentWindow roomy = new SentWindow(1 << 20, 1_000);
        byte[] past = "y".repeat(60_000).concat("\0").getBytes(UTF_8);
        byte[] large = "x".repeat(200_000).concat("\0").getBytes(UTF_8);
        roomy.add(past, past.length, 0);
        roomy.connected();
        roomy.add("first\0".getBytes(UTF_8), 6, 5_000); // what was there before is too old from then on
        for (int i = 0; i < 3; i++) {
            roomy.lost(true);
            roomy.connected();
            roomy.resent(roomy.unsentLength(10, MOST_BYTES));
        }
        roomy.add(large, large.length, 5_000);

        roomy.lost(true);

        assertThat(roomy.array()[roomy.unsentStart()])
                .as("it was first a fourth time")
                .isEqualTo((byte) 'x');
        assertThat(roomy.unsentLength(10, Integer.MAX_VALUE)).isEqualTo(large.length);
    }

    private void add(String frame, long now) {
        byte[] bytes = (frame + "\0").getBytes(UTF_8);
        window.add(bytes, bytes.length, now);
    }

    /** A connection is lost, and the next one is given what has to be sent again. */
    private List<String> lose(boolean mayHaveRead) {
        window.lost(mayHaveRead);
        window.connected();
        return resent();
    }

    private List<String> resent() {
        List<String> frames = new ArrayList<>();
        while (window.hasUnsent()) {
            int length = window.unsentLength(1, MOST_BYTES);
            frames.add(new String(window.array(), window.unsentStart(), length - 1, UTF_8));
            window.resent(length);
        }
        return frames;
    }
}
