package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.MalformedEventException;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.sink.EventBatch;
import java.util.List;

/** Events as a lane offers them to a sink. */
public final class SampleBatch implements EventBatch {
    private final List<SampleEvent> events;

    private SampleBatch(List<SampleEvent> events) {
        this.events = events;
    }

    public static SampleBatch of(SampleEvent... events) {
        return new SampleBatch(List.of(events));
    }

    /** One event with each of the messages. */
    public static SampleBatch ofMessages(String... messages) {
        return new SampleBatch(
                java.util.Arrays.stream(messages).map(SampleEvent::of).toList());
    }

    @Override
    public int size() {
        return events.size();
    }

    @Override
    public LogLevel level(int index) {
        return events.get(index).level();
    }

    @Override
    public EventView view(int index) {
        return events.get(index).view();
    }

    @Override
    public LogEvent event(int index) {
        try {
            return view(index).toEvent();
        } catch (MalformedEventException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
