package io.logrich.dump;

import io.logrich.codec.EventView;
import io.logrich.render.EventLines;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a history as a page of lines, coloured by level; it needs no script. Stateless. */
final class HtmlText {
    /** How many events stand in one element: a browser lays out only those that are near what it shows. */
    private static final int EVENTS_A_PART = 200;

    private HtmlText() {}

    /** Writes the page and says how many events are in it. */
    static int write(History history, EventLines lines, OutputStream target) throws IOException {
        Page page = Page.load("text");
        target.write(utf8(page.before()));
        Utf8Buffer line = new Utf8Buffer(1024);
        Utf8Buffer out = new Utf8Buffer(64 * 1024);
        out.add("<header><h1>logrich dump</h1><p>" + history.size() + (history.size() == 1 ? " event" : " events")
                + "</p></header>\n");
        for (String problem : history.problems()) {
            byte[] text = utf8(problem);
            out.ascii("<p class=\"problem\">");
            escape(text, text.length, out);
            out.ascii("</p>\n");
        }
        for (int i = 0; i < history.size(); i++) {
            EventView event = history.view(i);
            out.ascii(i % EVENTS_A_PART == 0 ? (i == 0 ? "<pre>" : "</pre><pre>") : "");
            out.ascii("<span class=\"l").decimal(event.level().ordinal()).ascii("\">");
            line.clear();
            lines.write(event, line);
            escape(line.array(), line.size(), out);
            out.ascii("</span>");
            if (out.size() >= 32 * 1024) {
                target.write(out.array(), 0, out.size());
                out.shrinkTo(64 * 1024);
            }
        }
        out.ascii(history.size() == 0 ? "<p class=\"empty\">No events.</p>" : "</pre>");
        target.write(out.array(), 0, out.size());
        target.write(utf8(page.after()));
        return history.size();
    }

    private static void escape(byte[] text, int length, Utf8Buffer out) {
        for (int i = 0; i < length; i++) {
            switch (text[i]) {
                case '&' -> out.ascii("&amp;");
                case '<' -> out.ascii("&lt;");
                case '>' -> out.ascii("&gt;");
                default -> out.put(text[i]);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
