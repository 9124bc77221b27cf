package io.logrich.sink.graylog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that never stops talking must not hold its lane. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndlessPeerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 Accepted\r\nContent-Length: 9223372036854775807\r\n\r\n|x",
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n|1\r\nx\r\n",
                "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n|t: t\r\n",
                "|HTTP/1.1 100 Continue\r\n\r\n",
            })
    void an_answer_without_end_is_given_up(String answer) {
        int again = answer.indexOf('|');
        Wire peer = new Talker(answer.substring(0, again), answer.substring(again + 1));

        assertThatThrownBy(() -> new HttpAnswers(peer).next(Long.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void a_peer_that_talks_has_not_closed_and_is_not_listened_to_for_ever() throws IOException {
        assertThat(StreamGelf.passOver(new Talker("", "x"), ByteBuffer.allocate(4096), 0))
                .isPositive();
    }

    /** Says something once, and something else for ever. */
    private static final class Talker implements Wire {
        private final byte[] again;
        private byte[] rest;
        private int at;

        Talker(String once, String again) {
            this.rest = once.getBytes(ISO_8859_1);
            this.again = again.getBytes(ISO_8859_1);
        }

        @Override
        public int read(ByteBuffer into, long deadline) {
            int start = into.position();
            while (into.hasRemaining()) {
                if (at == rest.length) {
                    rest = again;
                    at = 0;
                }
                into.put(rest[at++]);
            }
            return into.position() - start;
        }

        @Override
        public void write(ByteBuffer bytes, long deadline) {
            bytes.position(bytes.limit());
        }

        @Override
        public void probe(long deadline) {
            // it has not ended
        }

        @Override
        public long unacknowledged() {
            return 0;
        }

        @Override
        public int awaitMost(int written, long deadline) {
            return ALL;
        }

        @Override
        public String description() {
            return "a talker";
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }
}
