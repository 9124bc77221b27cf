package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.spool.ProcessOrigin;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitNoteTest {
    @Test
    void it_reads_as_written() {
        ExitNote note = new ExitNote(Long.MAX_VALUE, Long.MIN_VALUE, 137, "java \"x\"\n\u001b[2J \ud83d\udc1e");
        assertThat(of(note.toBytes())).isEqualTo(note);
        assertThat(of(new ExitNote(1, 0, Integer.MIN_VALUE, "").toBytes()))
                .isEqualTo(new ExitNote(1, 0, Integer.MIN_VALUE, ""));
    }

    @Test
    void a_long_name_is_cut() {
        ExitNote read = of(new ExitNote(1, 0, 0, "\ud83d\udc1e".repeat(10_000)).toBytes());
        assertThat(read).isNotNull();
        assertThat(read.name()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void it_is_read_from_the_middle_of_other_bytes() {
        byte[] note = new ExitNote(5, 7, 6, "n").toBytes();
        byte[] bytes = new byte[note.length + 20];
        System.arraycopy(note, 0, bytes, 10, note.length);
        assertThat(ExitNote.of(bytes, 10, note.length)).isEqualTo(new ExitNote(5, 7, 6, "n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1]",
                "7",
                "{\"pid\":1,\"exit_code\":2}",
                "{\"pid\":\"1\",\"exit_code\":2,\"name\":\"n\"}",
                "{\"pid\":1.5,\"exit_code\":2,\"name\":\"n\"}",
                "{\"pid\":1,\"exit_code\":null,\"name\":\"n\"}",
                "{\"pid\":1,\"exit_code\":2,\"name\":{}}",
                "{\"pid\":99999999999999999999,\"exit_code\":2,\"name\":\"n\"}"
            })
    void what_is_no_note_is_null(String text) {
        assertThat(of(text.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void a_note_that_is_long_or_nested_without_end_is_null() {
        assertThat(of("[".repeat(4096).getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(of(("{\"pid\":1,\"exit_code\":2,\"name\":\"" + "n".repeat(4096) + "\"}")
                        .getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void any_bytes_are_a_note_or_none_and_never_an_exception() {
        Random random = new Random(1);
        byte[] note = new ExitNote(1234, 99, 1, "java").toBytes();
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = note.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            of(damaged);
        }
    }

    private static ExitNote of(byte[] bytes) {
        return ExitNote.of(bytes, 0, bytes.length);
    }

    @Test
    void it_is_not_about_a_process_with_that_pid_in_another_namespace() {
        ProcessOrigin origin = new ProcessOrigin(1, 5000, new UUID(0, 0), 77, 0, 0);
        assertThat(new ExitNote(1, 5000, 0, "x", 77).isAbout(origin)).isTrue();
        assertThat(new ExitNote(1, 5000, 0, "x", 0).isAbout(origin))
                .as("unknown")
                .isTrue();
        assertThat(new ExitNote(1, 5000, 0, "x", 78).isAbout(origin)).isFalse();
        byte[] bytes = new ExitNote(1, 5000, 0, "x", 78).toBytes();
        assertThat(ExitNote.of(bytes, 0, bytes.length)).isEqualTo(new ExitNote(1, 5000, 0, "x", 78));
    }
}
