package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RateSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The same again and again, with a clock turned by hand. */
class FolderTest {
    private static final LoggerName A = LoggerName.of("a");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final AtomicLong counted = new AtomicLong();
    private final List<String> said = new ArrayList<>();
    private final Folder folder = new Folder(Duration.ofSeconds(5), now::get, (logger, level, message, count) -> {
        synchronized (said) {
            said.add(logger.text() + " " + level + " " + message);
        }
        counted.addAndGet(count);
    });

    @Test
    void the_first_passes_and_the_next_one_that_differs_says_how_many_there_were() {
        assertThat(passes("x", LogLevel.INFO)).isTrue();
        assertThat(passes("x", LogLevel.INFO)).isFalse();
        assertThat(passes("x", LogLevel.INFO)).isFalse();
        assertThat(said).isEmpty();

        assertThat(passes("x", LogLevel.ERROR)).isTrue();
        assertThat(said).containsExactly("a INFO the last message was repeated 2 times: x");
        assertThat(passes("y", LogLevel.ERROR)).isTrue();
        assertThat(said).as("it came only once").hasSize(1);
    }

    @Test
    void parameters_make_no_difference_and_an_exception_is_never_folded() {
        assertThat(passes(call("n {}").parameters(1, 1, null, null))).isTrue();
        assertThat(passes(call("n {}").parameters(1, 2, null, null))).isFalse();
        assertThat(passes(call("n {}").thrown(new IllegalStateException()))).isTrue();
    }

    @Test
    void when_the_time_is_over_it_is_said_and_begins_anew() {
        passes("x", LogLevel.INFO);
        passes("x", LogLevel.INFO);
        now.addAndGet(4_999_999_999L);
        folder.sweep(false);
        assertThat(said).isEmpty();
        now.addAndGet(1);
        folder.sweep(false);
        folder.sweep(true);
        assertThat(said).containsExactly("a INFO the last message was repeated 1 times: x");
        assertThat(passes("x", LogLevel.INFO)).isTrue();
    }

    @RepeatedTest(20)
    void many_threads_together_lose_no_count() throws Exception {
        int passed = Together.count(n -> passes(n % 100 == 0 ? "other" : "x", LogLevel.INFO));
        folder.sweep(true);

        assertThat(passed + counted.get()).isEqualTo(4000);
    }

    @Test
    void in_a_pipeline_the_count_comes_as_an_event_and_secrets_stay_inside() {
        RateSettings fold = new RateSettings(0, Duration.ofSeconds(1), Duration.ofHours(1));
        try (PipelineFixture fixture = new PipelineFixture(PayloadLimits.DEFAULT, fold)) {
            for (int i = 0; i < 4; i++) {
                fixture.send(call -> call.message("password=hunter2"));
            }
            assertThat(fixture.send(call -> call.message("password=hunter2")).reason())
                    .isEqualTo("folded");
            fixture.pipeline.sweep(true);

            assertThat(fixture.read())
                    .extracting(LogEvent::message)
                    .containsExactly("password=***", "the last message was repeated 4 times: password=***");
            assertThat(fixture.monitor.snapshot().dropsByReason()).containsEntry("folded", 4L);
            assertThat(fixture.reportsAtLast()).isEmpty();
        }
    }

    private boolean passes(String message, LogLevel level) {
        return passes(LogCall.early(level, A).message(message));
    }

    private boolean passes(LogCall call) {
        return folder.judge(call) == Verdict.PASS;
    }

    private static LogCall call(String message) {
        return LogCall.early(LogLevel.INFO, A).message(message);
    }
}
