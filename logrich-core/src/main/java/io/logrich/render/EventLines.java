package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.time.ZoneId;

/**
 * An event as lines of text for people: the line of its template, in the colour of its level; behind a short line, dim,
 * where the event came from and its own fields; under it the stack trace, indented. No text of an event can do anything
 * to the terminal or forge a line. One thread only.
 */
public final class EventLines {
    private final FieldPieces fields = new FieldPieces();
    private final LineTemplate template;
    private final byte[][] starts = new byte[LogLevel.COUNT][];
    private final byte[] dim;
    private final byte[] reset;

    private EventLines(LineChoice choice, Theme theme, ColorDepth depth) {
        this.template = choice.with(fields);
        for (LogLevel level : LogLevel.values()) {
            starts[level.ordinal()] = theme.start(level, depth);
        }
        this.dim = Theme.dim(depth);
        this.reset = Theme.reset(depth);
    }

    /**
     * Lines for a console.
     *
     * @param preset the name of the line: {@code full, short, full_loc, short_loc, short_loc_icon}
     * @param theme the name of a theme: {@code dark}
     * @param depth how many colours the console shows
     * @param zone where local times are local
     */
    public static EventLines forConsole(String preset, String theme, ColorDepth depth, ZoneId zone) {
        return new EventLines(fields -> LineTemplate.ofPreset(preset, zone, fields), Theme.of(theme), depth);
    }

    /** Lines for files and dumps: time in UTC, id, all fields, no colours. */
    public static EventLines forRecords() {
        return new EventLines(LineTemplate::ofRecord, Theme.DARK, ColorDepth.NONE);
    }

    /** Adds the lines of an event, each with its end; parts of it that cannot be read are left out and said so. */
    public void write(EventView event, Utf8Buffer out) {
        out.put(starts[event.level().ordinal()]);
        template.write(event, out);
        out.put(reset);
        if (!template.showsFields()) {
            beside(event, out);
        }
        out.ascii('\n');
        TraceLines.write(event, Part.EXC_INFO, out);
        TraceLines.write(event, Part.STACK_INFO, out);
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

    private interface LineChoice {
        LineTemplate with(FieldPieces fields);
    }
}
