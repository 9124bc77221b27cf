package io.logrich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.sink.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordingSinkTest extends SinkContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RecordingSink recording = new RecordingSink();

    @Override
    protected Sink open() {
        return recording;
    }

    @Override
    protected List<String> delivered() {
        return recording.messages();
    }

    @Override
    protected boolean breakDestination() {
        recording.failAlways(new IOException("as told"));
        return true;
    }

    @Test
    void it_fails_as_often_as_it_was_told() throws IOException {
        recording.fail(2, new IOException("as told"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> recording.write(Events.batch("a"))).hasMessage("as told");
        }
        assertThat(recording.write(Events.batch("b"))).isEqualTo(1);
        assertThat(recording.messages()).containsExactly("b");
        assertThat(recording.writes()).isEqualTo(3);
    }

    @Test
    void it_takes_no_more_than_it_was_told() throws IOException {
        recording.takeAtMost(2);
        assertThat(recording.write(Events.batch("a", "b", "c"))).isEqualTo(2);
        assertThat(recording.heal().write(Events.batch("c"))).isEqualTo(1);
        assertThat(recording.messages()).containsExactly("a", "b", "c");
    }

    @Test
    void it_blocks_until_it_is_released() throws Exception {
        recording.block();
        var writing = CompletableFuture.supplyAsync(() -> {
            try {
                return recording.write(Events.batch("late"));
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
        assertThat(recording.awaitBlocked(PATIENCE)).isTrue();
        assertThat(recording.messages()).isEmpty();
        recording.release();
        assertThat(recording.awaitEvents(1, PATIENCE)).isTrue();
        assertThat(writing.get()).isEqualTo(1);
    }

    @Test
    void waiting_for_what_does_not_come_ends() throws InterruptedException {
        assertThat(recording.awaitEvents(1, Duration.ofMillis(20))).isFalse();
    }
}
