package io.logrich.dump;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page around the data of a dump, one file that needs nothing else. Its policy allows its own style and script, known
 * by their hashes, and nothing else: no other script, no connection, no picture, no form. Read anew for each dump, so that
 * nothing of it stays behind. Immutable.
 *
 * @param before what stands before the data
 * @param after what stands behind them
 */
record Page(String before, String after) {
    private static final String DATA = "{{data}}";

    /**
     * The page of that name.
     *
     * @param name {@code table} or {@code text}
     */
    static Page load(String name) throws IOException {
        String style = resource(name + ".css");
        String script = name.equals("table") ? resource(name + ".js") : "";
        String policy = "default-src 'none'; style-src " + hash(style)
                + (script.isEmpty()
                        ? ""
                        : "; script-src " + hash(script) + "; require-trusted-types-for 'script'; trusted-types 'none'")
                + "; base-uri 'none'; form-action 'none'";
        String page = resource(name + ".html")
                .replace("{{policy}}", policy)
                .replace("{{style}}", style)
                .replace("{{script}}", script);
        int data = page.indexOf(DATA);
        return new Page(page.substring(0, data), page.substring(data + DATA.length()));
    }

    private static String resource(String name) throws IOException {
        URL place = Page.class.getResource(name);
        if (place == null) {
            throw new IOException("the file " + name + " is not part of this build of logrich");
        }
        URLConnection connection = place.openConnection();
        connection.setUseCaches(false); // a cache would keep the jar open when its class loader is long gone
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
