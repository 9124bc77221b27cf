package io.logrich.render;

import io.logrich.codec.EventView;
import io.logrich.render.TimePieces.PerSecond;
import io.logrich.text.Utf8Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;

/**
 * The line of an event: text with {@code {placeholders}}, compiled once into pieces that copy bytes. A placeholder may
 * ask for a width, {@code {LEVEL:>8}}. {@code {{} and {@code }}} are braces; {@code \[} is a bracket, as in templates for
 * Rich. One thread only.
 */
public final class LineTemplate {
    private static final String FULL = " {level_icon}{LEVEL:>8} {logger_name} — {message}{context_fields}";

    private static final List<String> PRESET_NAMES =
            List.of("full", "short", "full_loc", "short_loc", "short_loc_icon");

    /** The line of files and dumps: nothing is left out, no zone is needed to read it. */
    static final String RECORD = "{timestamp} {LEVEL:<8} {logger_name} {event_id} {message}{context_fields}";

    private final Piece[] pieces;
    private final boolean showsFields;

    private LineTemplate(List<Piece> pieces, boolean showsFields) {
        this.pieces = joined(pieces).toArray(new Piece[0]);
        this.showsFields = showsFields;
    }

    /** The names of the lines that have one. */
    public static List<String> presets() {
        return PRESET_NAMES;
    }

    /**
     * Says whether a template can be compiled.
     *
     * @throws IllegalArgumentException if not: what is wrong, and where
     */
    public static void check(String format) {
        compile(format, TimeZone.getDefault(), new FieldPieces());
    }

    /** The template of the console line of that name. */
    static String formatOf(String preset) {
        return switch (preset) {
            case "full" -> "{timestamp_trimmed_naive}" + FULL;
            case "full_loc" -> "{timestamp_trimmed_naive_loc}" + FULL;
            case "short" -> "[{hh}:{mm}:{ss}][{level_code} {level_icon}][{logger_name}]: {message}";
            case "short_loc" -> "[{hh_loc}:{mm_loc}:{ss_loc}][{level_code}]: {message}";
            case "short_loc_icon" -> "[{hh_loc}:{mm_loc}:{ss_loc}] {level_icon} {message}";
            default -> throw new IllegalArgumentException("Unknown line preset: '" + preset + "'");
        };
    }

    /**
     * The line of that format.
     *
     * @throws IllegalArgumentException if it has a placeholder that does not exist or does not end
     */
    static LineTemplate compile(String format, TimeZone zone, FieldPieces fields) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean showsFields = false;
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            boolean twice = format.startsWith(String.valueOf(c), at + 1);
            if (c == '{' && !twice) {
                int close = format.indexOf('}', at);
                if (close < 0) {
                    throw wrong("a placeholder does not end", at);
                }
                addConstant(text, pieces);
                String placeholder = format.substring(at + 1, close);
                pieces.add(placeholder(placeholder, at, zone, fields));
                showsFields |= placeholder.startsWith(Placeholders.ALL_FIELDS);
                at = close;
            } else if (c == '}' && !twice) {
                throw wrong("a '}' has no beginning, and would have to be '}}'", at);
            } else if (Character.isISOControl(c)) {
                throw wrong("a control character is in it", at);
            } else if (c != '\\' || !format.startsWith("[", at + 1)) {
                at += c == '{' || c == '}' ? 1 : 0;
                text.append(c);
            }
        }
        addConstant(text, pieces);
        return new LineTemplate(pieces, showsFields);
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

    /** The same in fewer pieces: what is the same for a whole second becomes one with what surrounds it. */
    private static List<Piece> joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        List<PerSecond> row = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof PerSecond same) {
                row.add(same);
            } else {
                close(row, joined);
                joined.add(piece);
            }
        }
        close(row, joined);
        return joined;
    }

    private static void close(List<PerSecond> row, List<Piece> joined) {
        if (row.size() > 1) {
            joined.add(TimePieces.remembering(row));
        } else {
            joined.addAll(row);
        }
        row.clear();
    }

    private static void addConstant(StringBuilder text, List<Piece> pieces) {
        if (text.length() > 0) {
            pieces.add(Piece.constant(text.toString()));
            text.setLength(0);
        }
    }

    private static Piece placeholder(String text, int at, TimeZone zone, FieldPieces fields) {
        int colon = text.indexOf(':', text.indexOf(']') + 1); // keys may have colons
        String name = colon < 0 ? text : text.substring(0, colon);
        Piece piece = Placeholders.of(name, zone, fields);
        if (piece == null) {
            throw wrong("there is no placeholder '" + name + "'", at);
        }
        if (colon < 0) {
            return piece;
        }
        String format = text.substring(colon + 1);
        PieceFormat fitted = PieceFormat.parse(format);
        if (fitted == null) {
            throw wrong("a format must look like <8, >8, *^8 or .8, not '" + format + "'", at + colon + 2);
        }
        return fitted.around(piece);
    }

    private static IllegalArgumentException wrong(String what, int at) {
        return new IllegalArgumentException(what + " (character " + (at + 1) + ")");
    }
}
