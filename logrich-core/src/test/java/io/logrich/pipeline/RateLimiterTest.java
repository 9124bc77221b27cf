package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.diagnostics.Loss;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.event.LogResult;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RateSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Too many events, with a clock turned by hand. */
class RateLimiterTest {
    private static final LoggerName A = LoggerName.of("a");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L); // a clock may well run over
    private final List<String> said = new ArrayList<>();
    private final Crier crier = (logger, level, message, count) -> said.add(logger.text() + " " + level + " " + count);

    @Test
    void the_window_slides() {
        RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(10), now::get, crier);
        long start = now.get();
        List<Boolean> passed = new ArrayList<>();
        for (double at : new double[] {0, 0, 1, 9.999, 10, 10, 10.5}) {
            now.set(start + (long) (at * 1e9));
            passed.add(passes(limiter, A, LogLevel.INFO));
        }

        assertThat(passed).containsExactly(true, true, false, false, true, true, false);
    }

    @Test
    void each_logger_and_level_has_a_limit_of_its_own() {
        RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(10), now::get, crier);

        assertThat(passes(limiter, A, LogLevel.INFO)).isTrue();
        assertThat(passes(limiter, A, LogLevel.ERROR)).isTrue();
        assertThat(passes(limiter, LoggerName.of("b"), LogLevel.INFO)).isTrue();
        assertThat(passes(limiter, LoggerName.of("a"), LogLevel.INFO))
                .as("another logger of that name")
                .isFalse();
    }

    @Test
    void what_was_kept_back_is_said_once_a_window_and_at_the_end() {
        RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(10), now::get, crier);
        for (int i = 0; i < 5; i++) {
            passes(limiter, A, LogLevel.INFO);
        }
        now.addAndGet(9_999_999_999L);
        limiter.sweep(false);
        assertThat(said).as("the window is not over").isEmpty();

        now.addAndGet(1);
        limiter.sweep(false);
        limiter.sweep(false);
        assertThat(said).containsExactly("a INFO 4");

        passes(limiter, A, LogLevel.INFO);
        passes(limiter, A, LogLevel.INFO);
        limiter.sweep(true);
        assertThat(said).containsExactly("a INFO 4", "a INFO 1");
    }

    @Test
    void more_loggers_than_can_be_told_apart_share_a_limit() {
        RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(10), now::get, crier);
        for (int i = 0; i < RateLimiter.MOST_LOGGERS; i++) {
            assertThat(passes(limiter, LoggerName.of("logger " + i), LogLevel.INFO))
                    .isTrue();
        }

        assertThat(passes(limiter, LoggerName.of("one more"), LogLevel.INFO)).isTrue();
        assertThat(passes(limiter, LoggerName.of("and another"), LogLevel.INFO)).isFalse();
        limiter.sweep(true);
        assertThat(said).containsExactly("logrich.others INFO 1");
    }

    @RepeatedTest(20)
    void many_threads_together_do_not_exceed_it() throws Exception {
        RateLimiter limiter = new RateLimiter(1000, Duration.ofSeconds(10), now::get, crier);
        int passed = Together.count(n -> passes(limiter, A, LogLevel.INFO));
        limiter.sweep(true);

        assertThat(passed).isEqualTo(1000);
        assertThat(said).containsExactly("a INFO 3000");
    }

    @Test
    void in_a_pipeline_it_answers_counts_and_tells() {
        RateSettings rate = new RateSettings(2, Duration.ofHours(1), null);
        try (PipelineFixture fixture = new PipelineFixture(PayloadLimits.DEFAULT, rate)) {
            List<LogResult> results = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                results.add(fixture.send(call -> call.message("x")));
            }
            fixture.pipeline.sweep(true);

            assertThat(results)
                    .extracting(LogResult::reason)
                    .containsExactly(null, null, "rate_limited", "rate_limited", "rate_limited");
            assertThat(results)
                    .allSatisfy(result -> assertThat(result.eventId()).hasSize(32));
            assertThat(fixture.monitor.snapshot().dropsByReason()).containsEntry(Loss.RATE_LIMITED.reason(), 3L);
            List<LogEvent> events = fixture.read();
            assertThat(events).hasSize(3);
            assertThat(events.get(2).message()).isEqualTo("3 events were kept back, over the rate of 2 in 3600.0 s");
            assertThat(events.get(2).extra()).containsEntry("count", 3L);
            assertThat(events.get(2).loggerName()).isEqualTo("test");
            assertThat(fixture.reportsAtLast())
                    .hasSize(3)
                    .allSatisfy(report ->
                            assertThat(report).startsWith("rate_limited").contains("logger=test", "level=INFO"));
        }
    }

    private static boolean passes(RateLimiter limiter, LoggerName logger, LogLevel level) {
        return limiter.judge(LogCall.early(level, logger)) == Verdict.PASS;
    }
}
