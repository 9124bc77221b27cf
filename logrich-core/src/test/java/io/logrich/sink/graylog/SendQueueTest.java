package io.logrich.sink.graylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's table of connections. */
class SendQueueTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path directory;

    @Test
    void it_says_what_waits_and_whether_the_connection_is_there() throws Exception {
        Path table = directory.resolve("tcp");
        Files.writeString(table, HEAD + line(0x1000, 0x2000, 1, 0) + line(0x1234, 0xabcd, 1, 0x4711));
        try (SendQueue queue = Objects.requireNonNull(SendQueue.in(table, 0x1234, 0xabcd))) {
            assertThat(queue.isKnown()).isTrue();
            assertThat(queue.unacknowledged()).isEqualTo(0x4711);

            Files.writeString(table, HEAD + line(0x1234, 0xabcd, 8, 0));
            assertThat(queue.unacknowledged())
                    .as("the peer has closed its half")
                    .isZero();

            Files.writeString(table, HEAD + line(0x1234, 0xabcd, 6, 0));
            assertThat(queue.unacknowledged()).as("it waits for its end").isEqualTo(SendQueue.GONE);

            Files.writeString(table, HEAD);
            assertThat(queue.unacknowledged()).isEqualTo(SendQueue.GONE);
        }
        assertThat(SendQueue.in(table, 0x1234, 0xabcd)).as("not there").isNull();
    }

    @Test
    void the_connection_is_found_wherever_it_is_in_a_long_table() throws Exception {
        Path table = directory.resolve("tcp");
        for (int before : new int[] {0, 1, 10, 50, 60, 500, 5000}) {
            StringBuilder content = new StringBuilder(HEAD);
            for (int i = 0; i < before; i++) {
                content.append(line(0x1000, i, 1, 1));
            }
            content.append(line(0x1234, 0xabcd, 1, 0x4711));
            Files.writeString(table, content);
            try (SendQueue queue = Objects.requireNonNull(SendQueue.in(table, 0x1234, 0xabcd))) {
                assertThat(queue.unacknowledged()).as("behind %d", before).isEqualTo(0x4711);
            }
        }
    }

    /** As Linux writes it: 149 characters and a line end. */
    private static String line(int local, int remote, int state, int waiting) {
        return String.format(
                "%-149s%n",
                String.format(
                        "%4d: 0100007F:%04X 0100007F:%04X %02X %08X:00000000 00:00000000 00000000  1000        0 20432 1",
                        0, local, remote, state, waiting));
    }
}
