package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DumpFilterTest {
    @Test
    void shows_everything_until_told_otherwise() {
        assertThat(DumpFilter.ALL.accepts(
                        SampleEvent.of("m").level(LogLevel.TRACE).view()))
                .isTrue();
    }

    @Test
    void shows_a_level_and_those_above() {
        DumpFilter filter = DumpFilter.ALL.withMinimum(LogLevel.WARNING);

        assertThat(filter.accepts(SampleEvent.of("m").level(LogLevel.INFO).view()))
                .isFalse();
        assertThat(filter.accepts(SampleEvent.of("m").level(LogLevel.WARNING).view()))
                .isTrue();
        assertThat(filter.accepts(SampleEvent.of("m").level(LogLevel.CRITICAL).view()))
                .isTrue();
    }

    @Test
    void shows_one_run() {
        DumpFilter filter = DumpFilter.ALL.withRun(SampleEvent.RUN);
        UUID low = new UUID(SampleEvent.RUN.getMostSignificantBits(), 1);
        UUID high = new UUID(1, SampleEvent.RUN.getLeastSignificantBits());

        assertThat(filter.accepts(SampleEvent.of("m").view())).isTrue();
        assertThat(filter.accepts(SampleEvent.of("m").run(low).view())).isFalse();
        assertThat(filter.accepts(SampleEvent.of("m").run(high).view())).isFalse();
    }

    @Test
    void shows_one_process() {
        DumpFilter filter = DumpFilter.ALL.withPid(4711);

        assertThat(filter.accepts(
                        SampleEvent.of("m").context("process_id", 4711).view()))
                .isTrue();
        assertThat(filter.accepts(
                        SampleEvent.of("m").context("process_id", 4712).view()))
                .isFalse();
        assertThat(filter.accepts(SampleEvent.of("m").view()))
                .as("unknown process")
                .isFalse();
        assertThat(filter.accepts(SampleEvent.of("m").damagedContext().view())).isFalse();
    }

    @Test
    void every_condition_must_hold() {
        DumpFilter filter =
                DumpFilter.ALL.withPid(1).withMinimum(LogLevel.ERROR).withRun(SampleEvent.RUN);
        SampleEvent event = SampleEvent.of("m").context("process_id", 1).level(LogLevel.ERROR);

        assertThat(filter.accepts(event.view())).isTrue();
        assertThat(filter.withPid(2).accepts(event.view())).isFalse();
        assertThat(filter.accepts(event.level(LogLevel.INFO).view())).isFalse();
    }
}
