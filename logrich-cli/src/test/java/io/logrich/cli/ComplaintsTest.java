package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final StringWriter said = new StringWriter();
    private final Complaints complaints = new Complaints(new PrintWriter(said));

    @Test
    void each_trouble_is_said_once_for_each_sink() {
        for (int i = 0; i < 3; i++) {
            complaints.report("queue_worker_error", Map.of("event_id", i, "sink", "a", "exception", "disk\nfull"));
            complaints.report("queue_worker_error", Map.of("event_id", i, "sink", "b", "exception", "gone"));
            complaints.report("spool_unavailable", Map.of("error", "no space"));
        }
        assertThat(said.toString().lines())
                .containsExactly(
                        "logrich: queue_worker_error (a): disk full",
                        "logrich: queue_worker_error (b): gone",
                        "logrich: spool_unavailable: no space");
    }

    @Test
    void what_does_no_harm_is_not_said() {
        complaints.report("queue_worker_error", Map.of("sink", "a", "exception", "a write takes long"));
        complaints.report("message_truncated", Map.of("reason", "message"));
        assertThat(said.toString()).isEmpty();
    }
}
