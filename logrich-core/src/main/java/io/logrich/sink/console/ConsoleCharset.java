package io.logrich.sink.console;

import io.logrich.settings.ConsoleSettings.Stream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the encoding of a standard stream. Stateless. */
final class ConsoleCharset {
    private ConsoleCharset() {}

    /**
     * The encoding that the VM knows for the stream, else that of the locale, else that of the platform. ASCII, which is
     * what a bare {@code C} locale says, counts as not said: UTF-8 then, which contains it.
     *
     * @param stream the standard stream
     * @param properties answers with the value of a system property, or null
     * @param environment the environment variables
     */
    static Charset of(Stream stream, Function<String, @Nullable String> properties, Map<String, String> environment) {
        String name = stream == Stream.STDOUT ? "stdout.encoding" : "stderr.encoding";
        List<@Nullable String> candidates = new ArrayList<>();
        candidates.add(properties.apply(name));
        candidates.add(properties.apply("sun." + name));
        candidates.add(ofLocale(environment));
        candidates.add(properties.apply("native.encoding"));
        for (String candidate : candidates) {
            Charset charset = named(candidate);
            if (charset != null && charset.canEncode() && !charset.equals(StandardCharsets.US_ASCII)) {
                return charset;
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** {@code ISO-8859-1} of {@code de_DE.ISO-8859-1@euro}; the first of the three variables that is set counts. */
    private static @Nullable String ofLocale(Map<String, String> environment) {
        for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                int dot = locale.indexOf('.');
                return dot < 0 ? null : locale.substring(dot + 1).replaceAll("@.*", "");
            }
        }
        return null;
    }

    private static @Nullable Charset named(@Nullable String name) {
        if (name == null) {
            return null;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }
}
