package io.logrich.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How text looks, in the words of Rich for Python: {@code bold red on #123456}, {@code dim italic}, {@code not bold},
 * {@code color(123)}, {@code rgb(1,2,3)}. Immutable.
 *
 * @param attributes the parameters of SGR (ECMA-48, section 8.3.117) that are switched on, ascending, as a bit set
 * @param foreground the colour of the text, or null for no change
 * @param background the colour behind it, or null for no change
 */
record Style(
        long attributes,
        @Nullable Color foreground,
        @Nullable Color background) {
    /** No change. */
    static final Style NONE = new Style(0, null, null);

    private static final byte[] NOTHING = {};

    /** Words; what stands in brackets is one. */
    private static final String WORD = "[^\\s(]+(?:\\([^)]*\\)\\S*)?|\\S+";

    /** Each attribute's parameter. */
    private static final Map<String, Integer> ATTRIBUTES = Map.ofEntries(
            Map.entry("bold", 1),
            Map.entry("dim", 2),
            Map.entry("italic", 3),
            Map.entry("underline", 4),
            Map.entry("blink", 5),
            Map.entry("blink2", 6),
            Map.entry("reverse", 7),
            Map.entry("conceal", 8),
            Map.entry("strike", 9),
            Map.entry("underline2", 21),
            Map.entry("frame", 51),
            Map.entry("encircle", 52),
            Map.entry("overline", 53));

    private static final Map<String, String> SHORT = Map.of(
            "b", "bold",
            "d", "dim",
            "i", "italic",
            "u", "underline",
            "r", "reverse",
            "c", "conceal",
            "s", "strike",
            "uu", "underline2",
            "o", "overline");

    /** The attributes that have a name. */
    static List<String> attributeNames() {
        return ATTRIBUTES.keySet().stream().sorted().toList();
    }

    /**
     * The style of that text.
     *
     * @throws IllegalArgumentException if it is none: which word, where and why
     */
    static Style parse(String text) {
        Style style = NONE;
        if (text.strip().equalsIgnoreCase("none")) {
            return style;
        }
        Matcher words = Pattern.compile(WORD).matcher(text);
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            Integer attribute = attribute(word);
            if (attribute != null) {
                style = new Style(style.attributes | 1L << attribute, style.foreground, style.background);
            } else if (word.equals("not")) {
                int off = off(words, text);
                style = new Style(style.attributes & ~(1L << off), style.foreground, style.background);
            } else if (word.equals("on")) {
                if (!words.find()) {
                    throw wrong("a colour must follow 'on'", text.length());
                }
                style = new Style(style.attributes, style.foreground, color(words));
            } else {
                style = new Style(style.attributes, color(words), style.background);
            }
        }
        return style;
    }

    /** What to send to a terminal before the text; nothing if nothing changes or it shows no colours. */
    byte[] start(ColorDepth depth) {
        String parameters = parameters(depth);
        return parameters.isEmpty() ? NOTHING : ("\u001b[" + parameters + "m").getBytes(StandardCharsets.US_ASCII);
    }

    /** The parameters of SGR, those of attributes first. */
    String parameters(ColorDepth depth) {
        if (depth == ColorDepth.NONE) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (int parameter = 1; parameter < Long.SIZE; parameter++) {
            if ((attributes & 1L << parameter) != 0) {
                add(out, String.valueOf(parameter));
            }
        }
        if (foreground != null) {
            add(out, foreground.parameters(depth, false));
        }
        if (background != null) {
            add(out, background.parameters(depth, true));
        }
        return out.toString();
    }

    private static void add(StringBuilder out, String parameter) {
        out.append(out.length() == 0 ? "" : ";").append(parameter);
    }

    private static @Nullable Integer attribute(String word) {
        return ATTRIBUTES.get(SHORT.getOrDefault(word, word));
    }

    private static int off(Matcher words, String text) {
        if (!words.find()) {
            throw wrong("an attribute must follow 'not'", text.length());
        }
        Integer attribute = attribute(words.group().toLowerCase(Locale.ROOT));
        if (attribute == null) {
            throw wrong("an attribute must follow 'not'", words.start());
        }
        return attribute;
    }

    private static Color color(Matcher words) {
        try {
            return Color.parse(words.group());
        } catch (IllegalArgumentException none) {
            String why = none.getMessage();
            String what = "is no colour".equals(why) ? "is neither an attribute nor a colour" : why;
            throw wrong("'" + words.group() + "' " + what, words.start());
        }
    }

    private static IllegalArgumentException wrong(String what, int at) {
        return new IllegalArgumentException(what + " (character " + (at + 1) + ")");
    }
}
