package io.logrich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.logrich.event.LogLevel;
import io.logrich.sink.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every sink must do. Who writes one extends this class in a test, says how the sink is opened and what has arrived
 * at its destination, and inherits the tests.
 *
 * <pre>{@code
 * final class MySinkTest extends SinkContract {
 *     protected Sink open() { return new MySink(server.address()); }
 *     protected List<String> delivered() { return server.messages(); }
 * }
 * }</pre>
 */
public abstract class SinkContract {
    /** A sink may answer 0 for a while, but not for ever. */
    private static final int MOST_EMPTY_ANSWERS = 1000;

    private static final int MEBIBYTE = 1 << 20;

    private Sink sink = batch -> 0;

    /** For the test of one sink. */
    protected SinkContract() {}

    /** Opens the sink, to an empty destination. Called once for each test. */
    protected abstract Sink open() throws IOException;

    /** The messages that have arrived at the destination, in order; called after a flush or the close. */
    protected abstract List<String> delivered() throws IOException;

    /** How a message looks at the destination; override it where the sink escapes or cuts what is dangerous. */
    protected String shown(String message) {
        return message;
    }

    /** Makes the destination fail, where a test can do that; the tests that need it are skipped otherwise. */
    protected boolean breakDestination() throws IOException {
        return false;
    }

    /** Makes a destination that was broken well again, where a test can do that. */
    protected boolean mendDestination() throws IOException {
        return false;
    }

    /**
     * Whether the sink finds out what has arrived. One that cannot, since it sends datagrams, says false: one event that it
     * takes after its destination has failed may be lost then, and no more than one.
     */
    protected boolean knowsWhatArrived() {
        return true;
    }

    @BeforeEach
    final void open_the_sink() throws IOException {
        sink = open();
    }

    @AfterEach
    final void close_the_sink() throws IOException {
        sink.close();
    }

    @Test
    final void one_event_arrives() throws IOException {
        arrives("only one");
    }

    @Test
    final void a_batch_arrives_whole_and_in_order() throws IOException {
        arrives(numbered(0, 1000));
    }

    @Test
    final void batches_arrive_in_the_order_in_which_they_were_written() throws IOException {
        for (int i = 0; i < 100; i += 10) {
            write(Events.batch(numbered(i, i + 10)));
        }
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf(numbered(0, 100)));
    }

    @Test
    final void events_of_every_level_arrive() throws IOException {
        Events[] events = Arrays.stream(LogLevel.values())
                .map(level -> Events.of("level " + level).level(level))
                .toArray(Events[]::new);
        write(Events.batch(events));
        sink.flush();
        assertThat(delivered()).hasSize(LogLevel.COUNT);
    }

    @Test
    final void control_characters_arrive_as_one_event_and_leave_the_next_alone() throws IOException {
        arrives("before", "a\u0000b\u0007c\u001b[2Jd\u007fe\u009bf", "after");
    }

    @Test
    final void line_ends_of_every_kind_arrive_as_one_event() throws IOException {
        arrives("before", "one\ntwo\r\nthree\rfour\u0085five\u2028six\u2029seven\n", "\n", "after");
    }

    @Test
    final void lone_surrogates_arrive_as_one_event() throws IOException {
        arrives("before", "high \ud83d, low \udc1e, pair \ud83d\udc1e, turned \udc1e\ud83d", "after");
    }

    @Test
    final void text_that_looks_like_syntax_arrives_as_text() throws IOException {
        arrives("before", "\"},{\"message\":\"forged\"}", "%s %n {} ${x} <b>&amp;</b> \\n \\u0041", "'; --", "after");
    }

    @Test
    final void a_message_of_a_mebibyte_arrives() throws IOException {
        arrives("before", "x".repeat(MEBIBYTE), "ж".repeat(MEBIBYTE / 2), "after");
    }

    @Test
    final void an_empty_message_arrives() throws IOException {
        arrives("before", "", "after");
    }

    @Test
    final void events_without_fields_of_their_own_arrive_as_well_as_those_with_many() throws IOException {
        Events many = Events.of("many");
        for (int i = 0; i < 100; i++) {
            many.extra("key " + i, "value\n" + i);
        }
        many.extra("null", null).extra("map", java.util.Map.of("deep", List.of(1, 2.5, true)));
        write(Events.batch(Events.of("none"), many, Events.of("none again")));
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf("none", "many", "none again"));
    }

    @Test
    final void an_exception_and_a_stack_arrive_with_their_event() throws IOException {
        String trace = "java.lang.IllegalStateException: a\nb\n\tat x.Y.z(Y.java:1)\nCaused by: java.io.IOException\n";
        write(Events.batch(
                Events.of("failed").level(LogLevel.ERROR).excInfo(trace),
                Events.of("both").excInfo(trace).stackInfo("\tat a.B.c(B.java:2)\n"),
                Events.of("empty").excInfo("").stackInfo(""),
                Events.of("after")));
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf("failed", "both", "empty", "after"));
    }

    @Test
    final void nothing_of_a_batch_is_kept_after_the_write() throws IOException {
        String[] messages = numbered(0, 50);
        for (String message : messages) {
            EncodedBatch batch = Events.batch(message);
            write(batch);
            batch.overwrite();
        }
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf(messages));
    }

    @Test
    final void the_rest_of_a_batch_is_not_touched_by_what_was_taken() throws IOException {
        EncodedBatch batch = Events.batch(numbered(0, 100));
        write(batch.from(40));
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf(numbered(40, 100)));
    }

    @Test
    final void a_flush_without_anything_to_flush_does_nothing() throws IOException {
        sink.flush();
        sink.flush();
        assertThat(delivered()).isEmpty();
    }

    @Test
    final void it_goes_on_after_a_flush() throws IOException {
        write(Events.batch("first"));
        sink.flush();
        sink.flush();
        write(Events.batch("second"));
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf("first", "second"));
    }

    @Test
    final void what_was_taken_has_arrived_after_the_close_too() throws IOException {
        write(Events.batch("first", "second"));
        sink.close();
        assertThat(delivered()).isEqualTo(shownOf("first", "second"));
    }

    @Test
    final void a_second_close_does_nothing() throws IOException {
        write(Events.batch("only one"));
        sink.close();
        sink.close();
        assertThat(delivered()).isEqualTo(shownOf("only one"));
    }

    @Test
    final void it_can_be_closed_without_ever_being_written_to() throws IOException {
        sink.close();
        assertThat(delivered()).isEmpty();
    }

    @Test
    final void a_failing_destination_is_an_io_exception_and_nothing_else() throws IOException {
        assumeTrue(breakDestination(), "this test cannot make the destination fail");
        EncodedBatch batch = Events.batch(numbered(0, 10));
        try {
            for (int i = 0; i < MOST_EMPTY_ANSWERS; i++) {
                assertThat(sink.write(batch))
                        .as("events taken for a broken destination")
                        .isZero();
            }
        } catch (IOException expected) {
            // nothing else is caught
        }
        closeOrFail();
    }

    @Test
    final void what_was_refused_arrives_once_when_the_destination_is_well_again() throws IOException {
        arrives("before");
        assumeTrue(breakDestination(), "this test cannot make the destination fail");
        for (int i = 0; i < 3; i++) {
            assertThat(takenBy(Events.batch(numbered(0, 100))))
                    .as("events taken for a broken destination")
                    .isZero();
        }
        assumeTrue(mendDestination(), "this test cannot make the destination well again");
        write(Events.batch(numbered(0, 100)));
        sink.flush();
        List<String> expected = shownOf("before");
        expected.addAll(shownOf(numbered(0, 100)));
        assertThat(delivered()).isEqualTo(expected);
    }

    @Test
    final void single_events_are_refused_by_a_destination_that_has_failed_since_the_last() throws IOException {
        arrives("before");
        assumeTrue(breakDestination(), "this test cannot make the destination fail");
        int taken = 0;
        for (int i = 0; i < 5; i++) {
            taken += takenBy(Events.batch("refused"));
        }
        assertThat(taken).as("events taken for a broken destination").isLessThanOrEqualTo(knowsWhatArrived() ? 0 : 1);
        assumeTrue(mendDestination(), "this test cannot make the destination well again");
        arrivesAfter("before", "after");
    }

    private int takenBy(EncodedBatch batch) {
        try {
            return sink.write(batch);
        } catch (IOException broken) {
            return 0;
        }
    }

    @Test
    final void it_can_be_closed_after_a_failure() throws IOException {
        assumeTrue(breakDestination(), "this test cannot make the destination fail");
        try {
            sink.write(Events.batch("lost"));
        } catch (IOException expected) {
            // what matters is what comes after it
        }
        closeOrFail();
        closeOrFail();
    }

    /** A sink whose destination is broken may say so when it is closed, but in no other way than this. */
    private void closeOrFail() {
        try {
            sink.close();
        } catch (IOException allowed) {
            sink = batch -> 0;
        }
    }

    private void arrives(String... messages) throws IOException {
        write(Events.batch(messages));
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf(messages));
    }

    private void arrivesAfter(String before, String message) throws IOException {
        write(Events.batch(message));
        sink.flush();
        assertThat(delivered()).isEqualTo(shownOf(before, message));
    }

    /** Offers a batch as a lane does: what was not taken again, until all is. */
    private void write(EncodedBatch batch) throws IOException {
        EncodedBatch rest = batch;
        int empty = 0;
        while (rest.size() > 0) {
            int taken = sink.write(rest);
            assertThat(taken).as("the answer of write").isBetween(0, rest.size());
            empty = taken == 0 ? empty + 1 : 0;
            assertThat(empty).as("writes in a row that took nothing").isLessThan(MOST_EMPTY_ANSWERS);
            rest = rest.from(taken);
        }
    }

    /** In a list of its own, which may be changed. */
    private List<String> shownOf(String... messages) {
        List<String> shown = new ArrayList<>();
        for (String message : messages) {
            shown.add(shown(Events.of(message).toEvent().message())); // as UTF-8 can hold it
        }
        return shown;
    }

    private static String[] numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "event " + i).toArray(String[]::new);
    }
}
