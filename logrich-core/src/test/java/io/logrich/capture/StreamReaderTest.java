package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With a clock that only waiting moves. */
class StreamReaderTest {
    private static final long MILLI = 1_000_000;

    private final List<String> lines = new ArrayList<>();
    private final Script script = new Script();
    private long now;

    @Test
    void shows_a_question_after_200_ms_of_silence() {
        script.at(0, "name? ").at(1000, "\nthanks\n");
        read(null);
        assertThat(lines).containsExactly("200 name? ", "1000 thanks");
    }

    @Test
    void does_not_show_a_line_that_goes_on_in_time() {
        script.at(0, "slow").at(190, "ly").at(380, " done\n");
        read(null);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("38[0-5] slowly done"); // it looks every 5 ms
    }

    @Test
    void does_not_wait_for_a_program_that_has_ended() {
        script.at(0, "last words");
        script.dies = 0;
        read(null);
        assertThat(lines).containsExactly("0 last words");
    }

    @Test
    void does_not_wait_while_there_is_no_line_begun() {
        script.at(0, "one\n").at(500, "two\n");
        read(null);
        assertThat(script.parks).isZero();
        assertThat(lines).containsExactly("0 one", "500 two");
    }

    @Test
    void passes_every_byte_on_unchanged() {
        ByteArrayOutputStream tee = new ByteArrayOutputStream();
        script.at(0, "a\r\nb\0").at(10, "c");
        read(tee);
        assertThat(tee.toString(StandardCharsets.UTF_8)).isEqualTo("a\r\nb\0c");
    }

    @Test
    void goes_on_when_nobody_takes_what_it_passes_on() {
        script.at(0, "one\n").at(10, "two\n");
        read(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertThat(lines).containsExactly("0 one", "10 two");
    }

    private void read(@Nullable OutputStream tee) {
        LineSplitter splitter = new LineSplitter(1000, (line, skipped) -> lines.add(now / MILLI + " " + line));
        new StreamReader(
                        script,
                        splitter,
                        () -> now < script.dies,
                        tee,
                        new StreamReader.Time(
                                () -> now,
                                nanos -> {
                                    script.parks++;
                                    now += nanos;
                                },
                                200 * MILLI))
                .run();
    }

    /** A stream on which something arrives at given times; reading blocks, which moves the clock. */
    private final class Script extends InputStream {
        private final Deque<Long> times = new ArrayDeque<>();
        private final Deque<byte[]> chunks = new ArrayDeque<>();
        private long dies = Long.MAX_VALUE;
        private int parks;

        Script at(long milli, String text) {
            times.add(milli * MILLI);
            chunks.add(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (chunks.isEmpty()) {
                return -1;
            }
            now = Math.max(now, times.remove());
            byte[] chunk = chunks.remove();
            System.arraycopy(chunk, 0, target, offset, chunk.length);
            return chunk.length;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int available() {
            return !times.isEmpty() && times.peek() <= now ? chunks.element().length : 0;
        }
    }
}
