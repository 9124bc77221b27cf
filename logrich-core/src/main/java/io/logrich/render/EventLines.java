package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.util.List;
import java.util.TimeZone;

/**
 * An event as lines of text for people: the line of its template, in the colour of its level; behind a short line, dim,
 * where the event came from and its own fields; under it the stack trace, indented. No text of an event can do anything
 * to the terminal or forge a line. One thread only.
 */
public final class EventLines {
    private final FieldPieces fields = new FieldPieces();
    private final LineTemplate template;
    private final TraceLines traces;
    private final boolean beside;
    private final byte[][] starts = new byte[LogLevel.COUNT][];
    private final byte[] dim;
    private final byte[] reset;

    private EventLines(LineLook look) {
        this.template = LineTemplate.compile(look.template(), look.zone(), fields);
        this.beside = look.fieldsBeside() && !template.showsFields();
        for (LogLevel level : LogLevel.values()) {
            starts[level.ordinal()] = look.theme().of(level).start(look.depth());
        }
        this.dim = Theme.DIM.start(look.depth());
        this.reset = Theme.reset(look.depth());
        this.traces = new TraceLines(starts, look);
    }

    /**
     * Lines of that look.
     *
     * @throws IllegalArgumentException if its template has a placeholder that does not exist or does not end
     */
    public static EventLines of(LineLook look) {
        return new EventLines(look);
    }

    /** Lines for files and dumps: time in UTC, id, all fields, no colours. */
    public static EventLines forRecords() {
        TimeZone utc = TimeZone.getTimeZone("UTC");
        return new EventLines(new LineLook(LineTemplate.RECORD, false, Theme.PLAIN, ColorDepth.NONE, utc, List.of()));
    }

    /** Adds the lines of an event, each with its end; parts of it that cannot be read are left out and said so. */
    public void write(EventView event, Utf8Buffer out) {
        byte[] start = starts[event.level().ordinal()];
        out.put(start);
        template.write(event, out);
        if (start.length > 0) {
            out.put(reset);
        }
        if (beside) {
            beside(event, out);
        }
        out.ascii('\n');
        traces.write(event, Part.EXC_INFO, out);
        traces.write(event, Part.STACK_INFO, out);
    }

    private void beside(EventView event, Utf8Buffer out) {
        int start = out.size();
        out.put(dim);
        int empty = out.size();
        fields.writeShort(event, out);
        if (out.size() == empty) {
            out.size(start);
        } else {
            out.put(reset);
        }
    }
}
