package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring is made smaller while there is no space, whatever language that is said in. */
class LogSizeTest {
    @TempDir
    Path directory;

    private final List<Integer> tried = new ArrayList<>();

    @Test
    void it_is_halved_until_it_fits() throws IOException {
        LogSize size = LogSize.upTo(1 << 20, directory);

        tried.add(size.bytes());
        size.halve(new IOException("Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar"));
        tried.add(size.bytes());
        size.halve(new IOException("no"));
        tried.add(size.bytes());

        assertThat(tried).containsExactly(1 << 20, 1 << 19, 1 << 18);
    }

    @Test
    void what_does_not_fit_at_all_fails_for_the_first_reason() {
        assertThatThrownBy(() -> {
                    LogSize size = LogSize.upTo(1 << 18, directory);
                    while (true) {
                        tried.add(size.bytes());
                        size.halve(new IOException("no " + size.bytes()));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no " + (1 << 18));
        assertThat(tried).containsExactly(1 << 18, 1 << 17, 1 << 16);
    }

    @Test
    void an_interruption_says_nothing_of_the_size() throws IOException {
        LogSize size = LogSize.upTo(1 << 18, directory);

        assertThatThrownBy(() -> size.halve(new ClosedByInterruptException()))
                .isInstanceOf(ClosedByInterruptException.class);
    }
}
