package io.logrich.render;

import io.logrich.codec.EventJson;
import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.codec.MalformedEventException;
import io.logrich.text.JsonWriter;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;

/**
 * An event as one JSON object on one line that every reader accepts, whatever bytes the event was made of: bytes that
 * are no UTF-8 become U+FFFD, and an event whose fields cannot be read keeps what can be. One thread only.
 */
public final class JsonLine {
    private final EventJson json;
    private final Utf8Buffer time = new Utf8Buffer(40);

    /** Writes where the last event was written, which is where the next one goes. */
    private JsonWriter writer = new JsonWriter(time);

    private JsonLine(EventJson json) {
        this.json = json;
    }

    /** Without nulls and empty containers, for files. */
    public static JsonLine compact() {
        return new JsonLine(EventJson.compact());
    }

    /** With nulls and the level in every form, for dumps. */
    public static JsonLine full() {
        return new JsonLine(EventJson.full());
    }

    /** Adds the object, without a line end. */
    public void write(EventView event, Utf8Buffer out) {
        int start = out.size();
        try {
            json.write(event, into(out));
        } catch (MalformedEventException damaged) {
            out.size(start);
            remains(event, String.valueOf(damaged.getMessage()), into(out));
        }
        Utf8.repair(out, start);
    }

    private JsonWriter into(Utf8Buffer out) {
        if (writer.out() != out) {
            writer = new JsonWriter(out);
        }
        return writer.restart();
    }

    private void remains(EventView event, String damage, JsonWriter out) {
        out.open('{').key("event_id").string(event.eventId().toString());
        time.clear();
        Timestamps.isoUtc(time, event.timeMicros());
        out.key("timestamp").string(time.array(), 0, time.size());
        part(out, "logger_name", event, Part.LOGGER);
        out.key("level").string(event.level().lowerName());
        part(out, "message", event, Part.MESSAGE);
        out.key("extra").open('{').key(FieldText.UNREADABLE).string(damage).close('}');
        part(out, "exc_info", event, Part.EXC_INFO);
        part(out, "thread_name", event, Part.THREAD);
        out.key("sequence").number(event.sequence()).close('}');
    }

    private static void part(JsonWriter out, String key, EventView event, Part part) {
        if (event.has(part)) {
            out.key(key).string(event.bytes(), event.start(part), event.length(part));
        }
    }
}
