package io.logrich.os.journald;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads entries of the native protocol, as its documentation describes them, and as strictly as can be. */
final class Entries {
    private Entries() {}

    /** Name and values of each field. */
    static Map<String, List<byte[]>> parse(byte[] entry) {
        Map<String, List<byte[]>> fields = new LinkedHashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            StringBuilder name = new StringBuilder();
            for (char c = (char) bytes.get(); c != '\n'; c = (char) bytes.get()) {
                name.append(c);
            }
            byte[] value = new byte[Math.toIntExact(bytes.getLong())];
            bytes.get(value);
            if (bytes.get() != '\n') {
                throw new AssertionError("no line end after the value of " + name);
            }
            if (!name.toString().matches("[A-Z][A-Z0-9_]{0,63}")) {
                throw new AssertionError("a name that journald does not take: " + name);
            }
            fields.computeIfAbsent(name.toString(), any -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    /** The fields as text; several values of one field joined by {@code |}. */
    static Map<String, String> texts(byte[] entry) {
        Map<String, String> texts = new LinkedHashMap<>();
        parse(entry).forEach((name, values) -> {
            List<String> all = new ArrayList<>();
            values.forEach(value -> all.add(new String(value, StandardCharsets.UTF_8)));
            texts.put(name, String.join("|", all));
        });
        return texts;
    }
}
