package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.event.LogEvent;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RateSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads in one pipeline: what one says gets into no event of another. */
class PipelineTest {
    @RepeatedTest(50)
    void each_event_is_what_its_caller_said() throws Exception {
        try (PipelineFixture fixture = new PipelineFixture(PayloadLimits.DEFAULT, RateSettings.DEFAULT, 1 << 21)) {
            int accepted = Together.count(n -> {
                String thread = Thread.currentThread().getName();
                return fixture.send(call -> call.message("number {} of {} in template " + n % 7)
                                .parameters(2, n, thread, null)
                                .field("number", n)
                                .field("thread", thread)
                                .field("key" + n % 5, "value " + n))
                        .accepted();
            });

            assertThat(accepted).isEqualTo(Together.ALL);
            List<LogEvent> events = fixture.read();
            Set<String> different = new HashSet<>();
            for (LogEvent event : events) {
                long n = (Long) event.extra().get("number");
                assertThat(event.message())
                        .isEqualTo("number " + n + " of " + event.threadName() + " in template " + n % 7);
                assertThat(event.extra())
                        .containsEntry("thread", event.threadName())
                        .containsEntry("key" + n % 5, "value " + n)
                        .hasSize(3);
                different.add(event.message());
            }
            assertThat(different).hasSize(Together.ALL);
            assertThat(fixture.monitor.snapshot().totalEvents()).isEqualTo(Together.ALL);
        }
    }
}
