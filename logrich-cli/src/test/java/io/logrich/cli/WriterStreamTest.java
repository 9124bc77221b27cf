package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterStreamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000, 50_000})
    void passes_on_every_character_however_the_bytes_come(int step) throws IOException {
        String text = "a€😀\n".repeat(10_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringWriter target = new StringWriter();
        try (WriterStream stream = new WriterStream(target)) {
            for (int at = 0; at < bytes.length; at += step) {
                stream.write(bytes, at, Math.min(step, bytes.length - at));
            }
        }
        assertThat(target.toString()).isEqualTo(text);
    }
}
