package io.logrich.sink.graylog;

import io.logrich.codec.EventView;
import io.logrich.sink.EventBatch;
import io.logrich.text.Utf8Buffer;
import java.util.Arrays;

/**
 * Frames that a connection was given and that are not known to have arrived, and behind them those that it is to be given
 * next. Their events do not count as taken, so their lane offers them again, and they are told by their numbers. One thread
 * only.
 */
final class OnTheWay {
    private static final int FIRST_FRAMES = 256;

    private final Utf8Buffer frames = new Utf8Buffer(64 * 1024);
    private int[] ends = new int[FIRST_FRAMES];
    private long[] numbers = new long[3 * 16]; // of the first `sent` frames' events: sequence, time, run
    private int count;
    private int sent;
    private boolean arrived;

    /** Goes back to what was given, as far as the batch begins with just that; how many of its events are on their way. */
    int begin(EventBatch batch, int mostIdleBytes) {
        cut(sent);
        int same = 0;
        while (same < Math.min(sent, batch.size()) && isOf(batch.view(same), same)) {
            same++;
        }
        if (same < Math.min(sent, batch.size())) {
            forget(); // the lane has given them up
        }
        if (sent == 0) {
            frames.shrinkTo(mostIdleBytes);
        }
        return Math.min(sent, same);
    }

    /** Where the next frame is to be written; {@link #framed} ends it. */
    Utf8Buffer frames() {
        return frames;
    }

    /** A frame has been written. */
    void framed() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = frames.size();
    }

    /** Where the bytes begin that no connection has been given. */
    int newStart() {
        return endOf(sent);
    }

    /** How many frames there are. */
    int count() {
        return count;
    }

    /** How many of the first frames end so many bytes before the last one's end, at least. */
    int countBefore(int bytes) {
        int end = frames.size() - bytes;
        int first = count;
        while (first > 0 && ends[first - 1] > end) {
            first--;
        }
        return first;
    }

    /** Where the first frames end. */
    int endOf(int first) {
        return first == 0 ? 0 : ends[first - 1];
    }

    /** All of it has been given to a connection, and so many of the first have been settled; the others remain. */
    void settle(int first, EventBatch batch) {
        int end = endOf(first);
        byte[] bytes = frames.array();
        System.arraycopy(bytes, end, bytes, 0, frames.size() - end);
        frames.size(frames.size() - end);
        for (int i = first; i < count; i++) {
            ends[i - first] = ends[i] - end;
        }
        boolean asBefore = batch.size() < count; // those beyond have been on their way, and are not in the batch
        count -= first;
        sent = count;
        arrived &= sent > 0;
        if (asBefore) {
            System.arraycopy(numbers, 3 * first, numbers, 0, 3 * count);
            return;
        }
        if (numbers.length < 3 * count) {
            numbers = new long[3 * count];
        }
        for (int i = 0; i < count; i++) {
            EventView event = batch.view(first + i);
            numbers[3 * i] = event.sequence();
            numbers[3 * i + 1] = event.timeMicros();
            numbers[3 * i + 2] = event.runLow();
        }
    }

    /** Everything that was given to a connection has arrived; whether that is news of something. */
    boolean allArrived() {
        boolean news = sent > 0 && !arrived;
        arrived |= news;
        return news;
    }

    /** Whether it is known that what was given to a connection has arrived. */
    boolean haveArrived() {
        return arrived;
    }

    /** The connection is lost: what may not have arrived has to be offered again. */
    void lost() {
        if (!arrived) {
            forget();
        }
    }

    /** Nothing is on its way any more. */
    void forget() {
        sent = 0;
        arrived = false;
        cut(0);
    }

    private void cut(int first) {
        count = first;
        frames.size(endOf(first));
    }

    private boolean isOf(EventView event, int frame) {
        return numbers[3 * frame] == event.sequence()
                && numbers[3 * frame + 1] == event.timeMicros()
                && numbers[3 * frame + 2] == event.runLow();
    }
}
