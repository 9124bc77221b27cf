package io.logrich.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's json as the judge: it must accept, refuse and understand what ours does. */
class JsonPythonTest {
    private static final String SCRIPT = """
            import base64, json, sys

            def refuse(name):
                raise ValueError(name)

            for line in sys.stdin:
                try:
                    text = base64.b64decode(line).decode("utf-8", "surrogatepass")
                    value = json.loads(text, parse_constant=refuse)
                    text = json.dumps(value)
                    print("too large" if "Infinity" in text else base64.b64encode(text.encode()).decode())
                except (ValueError, RecursionError):
                    print("refused")
            """;

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"b\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "0",
        "-1",
        "1.5",
        "1e5",
        "1E-3",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\\",
        "x",
        "\u00e9",
        "-",
        ".",
        "e"
    };

    @TempDir
    Path directory;

    @Test
    void python_and_we_agree_on_what_json_is_and_says() throws Exception {
        List<String> texts = texts(new Random(7), 6000);
        List<String> answers = python(texts);

        int accepted = 0;
        for (int i = 0; i < texts.size(); i++) {
            String ours;
            try {
                ours = canonical(JsonReader.read(texts.get(i)));
                accepted++;
            } catch (IllegalArgumentException refused) {
                ours = "refused";
            }
            String theirs = answers.get(i);
            if (theirs.equals("too large")) {
                continue; // for a float of theirs, not for a BigDecimal of ours
            }
            if (!theirs.equals("refused")) {
                theirs = canonical(
                        JsonReader.read(new String(Base64.getDecoder().decode(theirs), StandardCharsets.UTF_8)));
            }
            assertThat(ours).as(texts.get(i)).isEqualTo(theirs);
        }
        assertThat(accepted).isBetween(1000, 5500);
    }

    private static String canonical(Object value) {
        return Jsons.write(value);
    }

    /** Values as our writer writes them, those with a character changed, and heaps of pieces. */
    private static List<String> texts(Random random, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            if (i % 3 < 2) {
                value(random, text, 0);
                if (i % 3 == 1) {
                    String piece = PIECES[random.nextInt(PIECES.length)];
                    int at = random.nextInt(text.length());
                    text.replace(at, Math.min(text.length(), at + random.nextInt(3)), piece);
                }
            } else {
                for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static void value(Random random, StringBuilder out, int depth) {
        int kind = random.nextInt(depth > 3 ? 4 : 6);
        if (kind == 4) {
            out.append('[');
            for (int i = random.nextInt(4); i > 0; i--) {
                value(random, out, depth + 1);
                out.append(i > 1 ? "," : "");
            }
            out.append(']');
        } else if (kind == 5) {
            out.append('{');
            for (int i = random.nextInt(4); i > 0; i--) {
                out.append(Jsons.write("key" + i + (char) random.nextInt(0x3000)))
                        .append(':');
                value(random, out, depth + 1);
                out.append(i > 1 ? "," : "");
            }
            out.append('}');
        } else {
            Object[] leaves = {
                random.nextLong(),
                random.nextDouble() * Math.pow(10, random.nextInt(40) - 20),
                null,
                random.nextBoolean(),
                "text \"" + (char) random.nextInt(0x800) + "\\",
                random.nextInt(100)
            };
            out.append(Jsons.write(leaves[random.nextInt(leaves.length)]));
        }
    }

    private List<String> python(List<String> texts) throws Exception {
        Path input = directory.resolve("texts");
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        }
        Files.write(input, lines);
        Process process;
        try {
            process = new ProcessBuilder("python3", "-c", SCRIPT)
                    .redirectInput(input.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException missing) {
            System.err.println("SKIPPED: no python3 here to judge our JSON: " + missing);
            return abort("no python3");
        }
        List<String> answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(answers).hasSameSizeAs(texts);
        return answers;
    }
}
