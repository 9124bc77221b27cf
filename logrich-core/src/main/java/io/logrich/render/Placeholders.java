package io.logrich.render;

import io.logrich.codec.EventView.Part;
import io.logrich.context.ContextField;
import io.logrich.event.LogLevel;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in the braces of a template, before the colon. Stateless. */
final class Placeholders {
    /** Shows all fields of context and event. */
    static final String ALL_FIELDS = "context_fields";

    private Placeholders() {}

    /** Apart from the rest, since the lines that have a name do without. */
    private static final class Keys {
        static final Pattern ITEM = Pattern.compile("([a-z]+)((?:\\[[^\\[\\]]+])+)");
        static final Pattern KEY = Pattern.compile("\\[([^\\[\\]]+)]");
    }

    /** The piece of that name, or null if there is none. */
    static @Nullable Piece of(String name, TimeZone zone, FieldPieces fields) {
        Piece time = TimePieces.of(name, zone);
        return time == null ? withoutTime(name, fields) : time;
    }

    private static @Nullable Piece withoutTime(String name, FieldPieces fields) {
        return switch (name) {
            case "level", "LEVEL", "level_name" -> Piece.ofLevel(LogLevel::name);
            case "level_enum" -> Piece.ofLevel(level -> String.valueOf(level.number()));
            case "level_code" -> Piece.ofLevel(LogLevel::code);
            case "level_icon", "level.icon" -> Piece.ofLevel(LogLevel::icon);
            case "level.severity" -> Piece.ofLevel(LogLevel::lowerName);
            case "logger_name" -> Piece.text(Part.LOGGER);
            case "thread_name" -> Piece.text(Part.THREAD);
            case "message" -> Piece.text(Part.MESSAGE);
            case "event_id" -> Piece.eventId();
            case "sequence" -> (event, out) -> out.decimal(event.sequence());
            case ALL_FIELDS -> fields::writeAll;
            case "context" -> fields::writeContext;
            case "extra" -> fields::writeExtra;
            case "process_id_chain" -> fields::writeChain;
            case "theme", "pathname", "lineno", "funcName", "code_file", "code_line", "code_function" ->
                fields.ofExtra(List.of(name));
            default -> ofFields(name, fields);
        };
    }

    /** A field of the context by its name, or one of {@code context} or {@code extra} by its keys. */
    private static @Nullable Piece ofFields(String name, FieldPieces fields) {
        if (ContextField.of(name) != null) {
            return fields.ofContext(List.of(name));
        }
        Matcher item = Keys.ITEM.matcher(name);
        if (!item.matches()) {
            return null;
        }
        List<String> keys = Keys.KEY
                .matcher(item.group(2))
                .results()
                .map(key -> key.group(1))
                .toList();
        return switch (item.group(1)) {
            case "extra" -> fields.ofExtra(keys);
            case "context" -> fields.ofContext(keys);
            default -> null;
        };
    }
}
