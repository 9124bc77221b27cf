package io.logrich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract finds what is wrong with a sink, and says it with the right test. */
class BrokenSinkTest {
    @Test
    void a_sink_that_keeps_the_view_fails() {
        assertThat(failuresOf(BrokenSinks.KeepsTheView.class)).contains("nothing_of_a_batch_is_kept_after_the_write");
    }

    @Test
    void a_sink_that_breaks_lines_fails_with_those_alone() {
        assertThat(failuresOf(BrokenSinks.BreaksLines.class))
                .containsExactlyInAnyOrder("line_ends_of_every_kind_arrive_as_one_event", "an_empty_message_arrives");
    }

    @Test
    void a_sink_that_answers_too_much_fails() {
        assertThat(failuresOf(BrokenSinks.AnswersTooMuch.class)).contains("one_event_arrives");
    }

    @Test
    void a_sink_that_takes_nothing_fails_and_does_not_hang() {
        assertThat(failuresOf(BrokenSinks.TakesNothing.class)).contains("one_event_arrives");
    }

    @Test
    void a_sink_that_writes_twice_fails() {
        assertThat(failuresOf(BrokenSinks.WritesTwice.class)).contains("a_batch_arrives_whole_and_in_order");
    }

    @Test
    void a_sink_that_notices_late_what_has_become_of_its_destination_fails() {
        assertThat(failuresOf(BrokenSinks.NoticesLate.class))
                .containsExactly("single_events_are_refused_by_a_destination_that_has_failed_since_the_last");
    }

    @Test
    void a_sink_that_does_what_it_should_does_not_fail() {
        assertThat(failuresOf(RecordingSinkTest.class)).isEmpty();
    }

    private static Set<String> failuresOf(Class<? extends SinkContract> contract) {
        Set<String> failed = new TreeSet<>();
        int[] run = new int[1];
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (test.getSource().orElse(null) instanceof MethodSource method) {
                                    run[0]++;
                                    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                                        failed.add(method.getMethodName());
                                    }
                                }
                            }
                        });
        assertThat(run[0]).isGreaterThan(20);
        return failed;
    }
}
