package io.logrich.dump;

import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a history as a page with a table. The events stand in it as blocks of JSON, each complete, which the page's script
 * takes while the rest still arrives. No {@code <} is in them, so that no text of an event ends a block. One thread only.
 */
final class TableWriter {
    private static final int BLOCK_EVENTS = 1000;
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final byte[] OPEN = ascii("<script type=\"application/json\" class=\"data\">");
    private static final byte[] CLOSE = ascii("</script>\n");
    private static final byte[] LESS_THAN = ascii("\\u003c");

    private final TableRows rows;
    private final OutputStream target;
    private final Utf8Buffer out = new Utf8Buffer(2 * BLOCK_BYTES);

    private TableWriter(History history, OutputStream target) {
        this.rows = new TableRows(history);
        this.target = target;
    }

    /** Writes the page and says how many events are in it. */
    static int write(History history, OutputStream target) throws IOException {
        Page page = Page.load("table");
        target.write(page.before().getBytes(StandardCharsets.UTF_8));
        new TableWriter(history, target).blocks(history);
        target.write(page.after().getBytes(StandardCharsets.UTF_8));
        return history.size();
    }

    private void blocks(History history) throws IOException {
        JsonWriter head = new JsonWriter(out.clear()).open('{').key("total").number(history.size());
        head.key("problems").open('[');
        history.problems().forEach(head::string);
        head.close(']').close('}');
        block(out.array(), out.size());
        for (int i = 0; i < history.size(); i++) {
            rows.add(history.view(i));
            if (rows.count() >= BLOCK_EVENTS || rows.bytes() >= BLOCK_BYTES || i == history.size() - 1) {
                rows.writeTo(out.clear());
                block(out.array(), out.size());
            }
        }
    }

    private void block(byte[] json, int length) throws IOException {
        target.write(OPEN);
        int run = 0;
        for (int i = 0; i < length; i++) {
            if (json[i] == '<') {
                target.write(json, run, i - run);
                target.write(LESS_THAN);
                run = i + 1;
            }
        }
        target.write(json, run, length - run);
        target.write(CLOSE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
