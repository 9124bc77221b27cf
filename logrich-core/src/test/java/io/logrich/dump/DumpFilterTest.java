package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DumpFilterTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void shows_everything_until_told_otherwise() {
        assertThat(accepts(DumpFilter.ALL, event().level(LogLevel.TRACE))).isTrue();
    }

    @Test
    void shows_a_level_and_those_above() {
        DumpFilter filter = DumpFilter.ALL.withMinimum(LogLevel.WARNING);

        assertThat(accepts(filter, event().level(LogLevel.INFO))).isFalse();
        assertThat(accepts(filter, event().level(LogLevel.WARNING))).isTrue();
        assertThat(accepts(filter, event().level(LogLevel.CRITICAL))).isTrue();
    }

    @Test
    void shows_a_level_and_those_below() {
        DumpFilter filter = DumpFilter.ALL.withMaximum(LogLevel.INFO);

        assertThat(accepts(filter, event().level(LogLevel.TRACE))).isTrue();
        assertThat(accepts(filter, event().level(LogLevel.INFO))).isTrue();
        assertThat(accepts(filter, event().level(LogLevel.WARNING))).isFalse();
    }

    @Test
    void shows_exactly_some_levels() {
        DumpFilter filter = DumpFilter.ALL.withLevels(LogLevel.INFO, LogLevel.ERROR);

        assertThat(accepts(filter, event().level(LogLevel.INFO))).isTrue();
        assertThat(accepts(filter, event().level(LogLevel.WARNING))).isFalse();
        assertThat(accepts(filter, event().level(LogLevel.ERROR))).isTrue();
        assertThat(accepts(filter, event().level(LogLevel.CRITICAL))).isFalse();
    }

    @Test
    void shows_loggers_and_those_below_them() {
        DumpFilter filter = DumpFilter.ALL.withLogger("app", "org.häuser");

        assertThat(accepts(filter, event().logger("app"))).isTrue();
        assertThat(accepts(filter, event().logger("app.mod"))).isTrue();
        assertThat(accepts(filter, event().logger("app$Inner"))).isTrue();
        assertThat(accepts(filter, event().logger("org.häuser.eins"))).isTrue();
        assertThat(accepts(filter, event().logger("apple"))).isFalse();
        assertThat(accepts(filter, event().logger("ap"))).isFalse();
        assertThat(accepts(filter, event().logger("org"))).isFalse();
    }

    @Test
    void shows_a_window_of_time_with_its_beginning_and_without_its_end() {
        DumpFilter filter = DumpFilter.ALL
                .withSince(Instant.parse("2026-11-23T20:50:14Z"))
                .withUntil(Instant.parse("2026-11-23T20:50:15Z"));

        assertThat(accepts(filter, event().at("2026-11-23T20:50:13.999999Z"))).isFalse();
        assertThat(accepts(filter, event().at("2026-11-23T20:50:14Z"))).isTrue();
        assertThat(accepts(filter, event().at("2026-11-23T20:50:14.999999Z"))).isTrue();
        assertThat(accepts(filter, event().at("2026-11-23T20:50:15Z"))).isFalse();
        assertThat(accepts(DumpFilter.ALL.withSince(Instant.MIN).withUntil(Instant.MAX), event()))
                .isTrue();
    }

    @Test
    void shows_what_is_not_older() {
        DumpFilter filter = DumpFilter.ALL.withLast(Duration.ofMinutes(10));

        assertThat(accepts(filter, event().at(Instant.now().toString()))).isTrue();
        assertThat(accepts(filter, event().at(Instant.now().minusSeconds(601).toString())))
                .isFalse();
        assertThat(accepts(filter, event().at(Instant.now().minusSeconds(500).toString())))
                .isTrue();
    }

    @Test
    void finds_text_in_message_exception_and_stack_in_any_case() {
        DumpFilter filter = DumpFilter.ALL.withText("ÖFEN");

        assertThat(accepts(filter, SampleEvent.of("zwei öfen"))).isTrue();
        assertThat(accepts(filter, event().excInfo("Too many Öfen"))).isTrue();
        assertThat(accepts(filter, event().stackInfo("at öfen"))).isTrue();
        assertThat(accepts(filter, event().logger("öfen").extra("öfen", "öfen")))
                .isFalse();
    }

    @Test
    void finds_expressions_in_message_exception_and_stack() {
        DumpFilter filter = DumpFilter.ALL.withText(Pattern.compile("^job \\d+$", Pattern.MULTILINE));

        assertThat(accepts(filter, SampleEvent.of("job 12"))).isTrue();
        assertThat(accepts(filter, SampleEvent.of("first\njob 12\nlast"))).isTrue();
        assertThat(accepts(filter, event().excInfo("job 1"))).isTrue();
        assertThat(accepts(filter, SampleEvent.of("job x"))).isFalse();
    }

    @Test
    void an_expression_that_never_ends_is_stopped() {
        SampleEvent event = SampleEvent.of("a".repeat(5000) + "!");
        DumpFilter forever = DumpFilter.ALL.withText(Pattern.compile("(a+)+$"));
        DumpFilter deep = DumpFilter.ALL.withText(Pattern.compile("(a|b)*c"));

        assertThat(accepts(forever, event)).isFalse();
        assertThatThrownBy(() -> forever.judge(event.view())).isInstanceOf(TooMuchWork.class);
        assertThat(accepts(deep, SampleEvent.of("a".repeat(60_000)))).isFalse();
        assertThat(accepts(
                        DumpFilter.ALL.withExtra("k", FieldMatch.regex(Pattern.compile("(a+)+$"))),
                        event.extra("k", "a".repeat(5000) + "!")))
                .isFalse();
    }

    @Test
    void shows_one_run_or_all_but_some() {
        DumpFilter filter = DumpFilter.ALL.withRun(SampleEvent.RUN);
        DumpFilter others = DumpFilter.ALL.withoutRuns(Set.of(SampleEvent.RUN));
        UUID low = new UUID(SampleEvent.RUN.getMostSignificantBits(), 1);
        UUID high = new UUID(1, SampleEvent.RUN.getLeastSignificantBits());

        assertThat(accepts(filter, event())).isTrue();
        assertThat(accepts(filter, event().run(low))).isFalse();
        assertThat(accepts(filter, event().run(high))).isFalse();
        assertThat(accepts(others, event())).isFalse();
        assertThat(accepts(others, event().run(low))).isTrue();
    }

    @Test
    void shows_one_process() {
        DumpFilter filter = DumpFilter.ALL.withPid(4711);

        assertThat(accepts(filter, event().context("process_id", 4711))).isTrue();
        assertThat(accepts(filter, event().context("process_id", 4712))).isFalse();
        assertThat(accepts(filter, event())).as("unknown process").isFalse();
        assertThat(accepts(filter, event().damagedContext())).isFalse();
    }

    @Test
    void shows_a_process_and_its_descendants() {
        DumpFilter filter = DumpFilter.ALL.withLineage(2);

        assertThat(accepts(filter, event().context("process_id", 2))).isTrue();
        assertThat(accepts(filter, event().context("process_id", 3).context("process_id_chain", List.of(1L, 2L, 3L))))
                .isTrue();
        assertThat(accepts(filter, event().context("process_id", 1).context("process_id_chain", List.of(1L))))
                .isFalse();
        assertThat(accepts(filter, event().context("process_id", 22).context("process_id_chain", List.of(1L, 22L))))
                .isFalse();
    }

    @Test
    void shows_one_trace() {
        DumpFilter filter = DumpFilter.ALL.withTrace(TRACE);

        assertThat(accepts(filter, event().context("trace_id", TRACE))).isTrue();
        assertThat(accepts(filter, event().context("trace_id", TRACE.replace('0', '1'))))
                .isFalse();
        assertThat(accepts(filter, event())).isFalse();
    }

    @Test
    void different_keys_must_all_match_and_one_match_of_a_key_is_enough() {
        DumpFilter filter = DumpFilter.ALL
                .withContext("job_id", FieldMatch.exact("job"), FieldMatch.exact("other"))
                .withContextExtra("tenant", FieldMatch.contains("cm"))
                .withExtra("chunk", FieldMatch.exact(3));
        SampleEvent event = event().extra("before", 3).extra("chunk", 3).context("extra", Map.of("tenant", "acme"));

        assertThat(accepts(filter, event)).isTrue();
        assertThat(accepts(filter, event.context("job_id", "other"))).isTrue();
        assertThat(accepts(filter, event.context("job_id", "third"))).isFalse();
        event.context("job_id", "job");
        assertThat(accepts(filter, event)).isTrue();
        assertThat(accepts(filter, event.extra("chunk", 4))).isFalse();
        event.extra("chunk", 3);
        assertThat(accepts(filter, event.context("extra", Map.of("tenant", "x"))))
                .isFalse();
        assertThat(accepts(filter, event.context("extra", Map.of()))).isFalse();
    }

    @Test
    void a_field_that_is_not_there_is_null() {
        DumpFilter none = DumpFilter.ALL
                .withContext("user_id", FieldMatch.exact(null))
                .withContextExtra("k", FieldMatch.exact(null))
                .withExtra("k", FieldMatch.exact(null));

        assertThat(accepts(none, event())).isTrue();
        assertThat(accepts(none, event().extra("k", null))).isTrue();
        assertThat(accepts(none, event().extra("k", 1))).isFalse();
        assertThat(accepts(none, event().context("user_id", "u"))).isFalse();
    }

    @Test
    void a_context_field_that_does_not_exist_is_refused_with_those_that_do() {
        assertThatThrownBy(() -> DumpFilter.ALL.withContext("getClass", FieldMatch.exact(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Unknown context field: 'getClass', must be one of service, environment, job_id");
    }

    @Test
    void every_condition_must_hold() {
        DumpFilter filter =
                DumpFilter.ALL.withPid(1).withMinimum(LogLevel.ERROR).withRun(SampleEvent.RUN);
        SampleEvent event = event().context("process_id", 1).level(LogLevel.ERROR);

        assertThat(accepts(filter, event)).isTrue();
        assertThat(accepts(filter.withPid(2), event)).isFalse();
        assertThat(accepts(filter, event.level(LogLevel.INFO))).isFalse();
    }

    @Test
    void what_cannot_be_read_does_not_pass_a_condition_about_it() {
        assertThat(accepts(
                        DumpFilter.ALL.withExtra("k", FieldMatch.exact(null)),
                        event().extra("x", "y").damagedExtra()))
                .isFalse();
        assertThat(accepts(
                        DumpFilter.ALL.withMinimum(LogLevel.TRACE),
                        event().extra("x", "y").damagedExtra()))
                .isTrue();
    }

    @Test
    void has_room_for_at_least_one_event() {
        assertThatThrownBy(() -> DumpFilter.ALL.withNewest(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SampleEvent event() {
        return SampleEvent.of("m");
    }

    private static boolean accepts(DumpFilter filter, SampleEvent event) {
        return filter.accepts(event.view());
    }
}
