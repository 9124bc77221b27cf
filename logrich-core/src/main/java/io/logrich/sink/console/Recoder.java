package io.logrich.sink.console;

import io.logrich.text.Utf8Buffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/**
 * Turns lines into the encoding of a console that does not speak UTF-8: symbols of ours become what looks like them in
 * ASCII, everything else that the encoding lacks becomes {@code ?}. One thread only.
 */
final class Recoder {
    private static final Map<Integer, String> LOOKALIKES = Map.ofEntries(
            Map.entry(0xb7, "."), // the icons of the levels
            Map.entry(0x1f41e, "[d]"),
            Map.entry(0x2139, "[i]"),
            Map.entry(0x26a0, "[!]"),
            Map.entry(0x2716, "[X]"),
            Map.entry(0x2620, "[!!]"),
            Map.entry(0x2039, "<"), // the lineage
            Map.entry(0x203a, ">"),
            Map.entry(0x2013, "-"), // typography
            Map.entry(0x2014, "-"),
            Map.entry(0x2022, "-"),
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x201c, "\""),
            Map.entry(0x201d, "\""),
            Map.entry(0x2026, "..."),
            Map.entry(0x2190, "<-"),
            Map.entry(0x2192, "->"),
            Map.entry(0x2264, "<="),
            Map.entry(0x2265, ">="),
            Map.entry(0x2713, "[OK]"), // check marks
            Map.entry(0x2714, "[OK]"),
            Map.entry(0x2705, "[OK]"),
            Map.entry(0x2717, "[X]"),
            Map.entry(0x2718, "[X]"),
            Map.entry(0x274c, "[X]"),
            Map.entry(0xfe0f, "")); // says only that the symbol before it is an emoji

    private final Charset charset;
    private final CharsetEncoder encoder;

    Recoder(Charset charset) {
        this.charset = charset;
        this.encoder = charset.newEncoder();
    }

    byte[] recode(Utf8Buffer lines) {
        String text = lines.toString();
        if (!encoder.canEncode(text)) {
            StringBuilder replaced = new StringBuilder(text.length() + 16);
            text.codePoints().forEach(point -> append(replaced, point));
            text = replaced.toString();
        }
        return text.getBytes(charset);
    }

    private void append(StringBuilder out, int point) {
        String character = Character.toString(point);
        if (point < 0x80 || encoder.canEncode(character)) {
            out.append(character);
        } else {
            out.append(LOOKALIKES.getOrDefault(point, "?"));
        }
    }
}
