package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The line of an event: text with {@code {placeholders}}, compiled once into pieces that copy bytes. A placeholder may
 * ask for a width, {@code {LEVEL:>8}}. One thread only.
 */
final class LineTemplate {
    private static final String FULL = " {level_icon}{LEVEL:>8} {logger_name} — {message}{context_fields}";

    /** The lines that have a name. */
    private static final Map<String, String> PRESETS = Map.of(
            "full", "{timestamp_trimmed_naive}" + FULL,
            "full_loc", "{timestamp_trimmed_naive_loc}" + FULL,
            "short", "[{hh}:{mm}:{ss}][{level_code} {level_icon}][{logger_name}]: {message}",
            "short_loc", "[{hh_loc}:{mm_loc}:{ss_loc}][{level_code}]: {message}",
            "short_loc_icon", "[{hh_loc}:{mm_loc}:{ss_loc}] {level_icon} {message}");

    /** The line of files and dumps: nothing is left out, no zone is needed to read it. */
    private static final String RECORD = "{timestamp} {LEVEL:<8} {logger_name} {event_id} {message}{context_fields}";

    private static final String ALL_FIELDS = "context_fields";

    private final Piece[] pieces;
    private final boolean showsFields;

    private LineTemplate(List<Piece> pieces, boolean showsFields) {
        this.pieces = pieces.toArray(new Piece[0]);
        this.showsFields = showsFields;
    }

    /** The console line of that name. */
    static LineTemplate ofPreset(String name, ZoneId zone, FieldPieces fields) {
        String format = PRESETS.get(name);
        if (format == null) {
            throw new IllegalArgumentException("Unknown line preset: '" + name + "'");
        }
        return compile(format, zone, fields);
    }

    /** The line that files and dumps have. */
    static LineTemplate ofRecord(FieldPieces fields) {
        return compile(RECORD, ZoneId.of("UTC"), fields);
    }

    /**
     * The line of that format.
     *
     * @throws IllegalArgumentException if it has a placeholder that does not exist or does not end
     */
    static LineTemplate compile(String format, ZoneId zone, FieldPieces fields) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < format.length()) {
            int open = format.indexOf('{', at);
            if (open != at) {
                pieces.add(Piece.constant(format.substring(at, open < 0 ? format.length() : open)));
            }
            if (open < 0) {
                break;
            }
            int close = format.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("A placeholder does not end in template: '" + format + "'");
            }
            pieces.add(placeholder(format.substring(open + 1, close), zone, fields));
            at = close + 1;
        }
        return new LineTemplate(pieces, format.contains("{" + ALL_FIELDS));
    }

    /** Adds the line, without its end. */
    void write(EventView event, Utf8Buffer out) {
        for (Piece piece : pieces) {
            piece.write(event, out);
        }
    }

    /** Whether the line itself shows the fields of context and event. */
    boolean showsFields() {
        return showsFields;
    }

    private static Piece placeholder(String text, ZoneId zone, FieldPieces fields) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Piece piece = TimePieces.of(name, zone);
        if (piece == null) {
            piece = plain(name, fields);
        }
        if (piece == null) {
            throw new IllegalArgumentException("Unknown placeholder in template: '" + name + "'");
        }
        return colon < 0 ? piece : padded(piece, text.substring(colon + 1));
    }

    private static @Nullable Piece plain(String name, FieldPieces fields) {
        return switch (name) {
            case "level", "LEVEL", "level_name" -> Piece.ofLevel(LogLevel::name);
            case "level_code" -> Piece.ofLevel(LogLevel::code);
            case "level_icon" -> Piece.ofLevel(LogLevel::icon);
            case "logger_name" -> Piece.text(Part.LOGGER);
            case "message" -> Piece.text(Part.MESSAGE);
            case "event_id" -> eventId();
            case ALL_FIELDS -> fields::writeAll;
            default -> null;
        };
    }

    private static Piece eventId() {
        byte[] digits = new byte[32];
        return (event, out) -> {
            event.eventId().writeTo(digits, 0);
            out.put(digits);
        };
    }

    private static Piece padded(Piece piece, String width) {
        if (!width.matches("[<>][1-9][0-9]?")) {
            throw new IllegalArgumentException("A width must look like <8 or >8, was '" + width + "'");
        }
        return piece.padded(Integer.parseInt(width.substring(1)), width.charAt(0) == '>');
    }
}
