package io.logrich.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.diagnostics.Loss;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogLevel;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What sinks did not get: counted at once, told in sentences. */
class LossesTest {
    private final SeverityMonitor monitor = new SeverityMonitor();
    private final Losses losses = new Losses(monitor);

    @Test
    void each_sink_gets_a_sentence_once() {
        losses.count("graylog", Loss.EVICTED, LogLevel.INFO, 35);
        losses.count("graylog", Loss.REJECTED, LogLevel.ERROR, 2);
        losses.count("file", Loss.EVICTED, LogLevel.INFO, 1);

        assertThat(losses.takeSummaries())
                .hasSize(2)
                .containsEntry("graylog", "37 events were not delivered to graylog: {INFO=35, ERROR=2}");
        assertThat(losses.takeSummaries()).isEmpty();
    }

    @Test
    void what_was_counted_too_early_is_told_less_and_never_as_less_than_nothing() {
        losses.count("file", Loss.EVICTED, LogLevel.INFO, 5);
        losses.count("file", Loss.EVICTED, LogLevel.INFO, -5);
        assertThat(losses.takeSummaries()).isEmpty();

        losses.count("file", Loss.EVICTED, LogLevel.INFO, 3);
        assertThat(losses.takeSummaries().get("file")).startsWith("3 events");
    }

    @RepeatedTest(50)
    void the_sentences_add_up_to_what_was_lost_while_they_are_taken() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        FutureTask<Long> telling = new FutureTask<>(() -> {
            long told = 0;
            while (!over.get()) {
                told += told();
            }
            return told + told();
        });
        new Thread(telling).start();
        Together.count(n -> {
            losses.count(n % 2 == 0 ? "file" : "graylog", Loss.EVICTED, LogLevel.INFO, 1);
            return true;
        });
        over.set(true);

        assertThat(telling.get()).isEqualTo(Together.ALL);
        assertThat(monitor.snapshot().lostByReason()).containsEntry("evicted", (long) Together.ALL);
    }

    private long told() {
        return losses.takeSummaries().values().stream()
                .mapToLong(sentence -> Long.parseLong(sentence.substring(0, sentence.indexOf(' '))))
                .sum();
    }
}
