package io.logrich.os.journald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.logrich.event.LogLevel;
import io.logrich.testing.Events;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JournalEntryTest {
    private final JournalEntry entry = new JournalEntry("SERVICE");

    @Test
    void an_event_becomes_these_fields() {
        Events event = Events.of("it’s “bad” … → ✖")
                .level(LogLevel.ERROR)
                .logger("com.acme.Shop")
                .thread("worker-1")
                .sequence(42)
                .context("service", "shop")
                .context("environment", "prod")
                .context("job_id", "j-1")
                .context("request_id", "r-1")
                .context("user_id", "u-1")
                .context("user_name", "anna")
                .context("hostname", "h-1")
                .context("process_id", 4711L)
                .context("process_id_chain", List.of(1L, 4711L))
                .context("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .context("span_id", "00f067aa0ba902b7")
                .context("extra", Map.of("region", "eu"))
                .extra("chunk", 3)
                .extra("ratio", 0.5)
                .extra("price", new BigDecimal("12345678901234567890.10"))
                .extra("ok", true)
                .extra("nothing", null)
                .extra("tags", List.of("a", 1))
                .extra("code_file", "Shop.java")
                .extra("code_line", 17)
                .extra("code_function", "sell")
                .excInfo("java.lang.Error: a\n\tat b\n")
                .stackInfo("\tat c\n");

        assertThat(texts(event))
                .containsExactly(
                        entry("MESSAGE", "it’s “bad” … → ✖"),
                        entry("PRIORITY", "3"),
                        entry("LOGGER_NAME", "com.acme.Shop"),
                        entry("LOGGER_LEVEL", "ERROR"),
                        entry("EVENT_ID", event.toEvent().eventId()),
                        entry("TIMESTAMP", "2026-01-02T03:04:05.000006+00:00"),
                        entry("THREAD_NAME", "worker-1"),
                        entry("SEQUENCE", "42"),
                        entry("EXC_INFO", "java.lang.Error: a\n\tat b\n"),
                        entry("STACK_INFO", "\tat c\n"),
                        entry("SERVICE", "shop"),
                        entry("SYSLOG_IDENTIFIER", "shop"),
                        entry("ENVIRONMENT", "prod"),
                        entry("JOB_ID", "j-1"),
                        entry("REQUEST_ID", "r-1"),
                        entry("USER_ID", "u-1"),
                        entry("USER_NAME", "anna"),
                        entry("HOSTNAME", "h-1"),
                        entry("PROCESS_ID", "4711"),
                        entry("PROCESS_ID_CHAIN", "1>4711"),
                        entry("TRACE_ID", "4bf92f3577b34da6a3ce929d0e0e4736"),
                        entry("SPAN_ID", "00f067aa0ba902b7"),
                        entry("REGION", "eu"),
                        entry("CHUNK", "3"),
                        entry("RATIO", "0.5"),
                        entry("PRICE", "12345678901234567890.10"),
                        entry("OK", "true"),
                        entry("TAGS", "[\"a\",1]"),
                        entry("CODE_FILE", "Shop.java"),
                        entry("CODE_LINE", "17"),
                        entry("CODE_FUNC", "sell"));
    }

    @Test
    void levels_become_the_priorities_of_syslog() {
        assertThat(Arrays.stream(LogLevel.values())
                        .map(level -> texts(Events.of("x").level(level)).get("PRIORITY")))
                .containsExactly("7", "7", "6", "4", "3", "2");
    }

    @Test
    void a_field_that_would_hide_another_gets_a_name_of_its_own() {
        assertThat(texts(Events.of("m")
                        .context("extra", Map.of("theme", "of context"))
                        .extra("theme", "of event")
                        .extra("message", "not the message")))
                .containsEntry("MESSAGE", "m")
                .containsEntry("THEME", "of context")
                .containsEntry("EXTRA_THEME", "of event")
                .containsEntry("EXTRA_MESSAGE", "not the message");

        Map<String, Object> both = new LinkedHashMap<>();
        both.put("message", 1);
        both.put("extra_message", 2);
        assertThat(texts(Events.of("m").context("extra", both)))
                .containsEntry("EXTRA_MESSAGE", "1")
                .containsEntry("EXTRA_EXTRA_MESSAGE", "2");
    }

    @Test
    void a_third_field_of_a_name_is_a_further_value_of_the_second() {
        assertThat(texts(Events.of("m").extra("a b", 1).extra("a-b", 2).extra("a.b", 3)))
                .containsEntry("A_B", "1")
                .containsEntry("EXTRA_A_B", "2|3");
    }

    @Test
    void what_shows_an_entry_as_that_of_another_unit_cannot_be_set() {
        assertThat(texts(Events.of("m")
                        .extra("_pid", 1)
                        .extra("object_systemd_unit", "sshd.service")
                        .extra("coredump_unit", "sshd.service")
                        .extra("unit", "sshd.service")
                        .extra("syslog_identifier", "sshd")))
                .containsEntry("PID", "1")
                .containsEntry("EXTRA_OBJECT_SYSTEMD_UNIT", "sshd.service")
                .containsEntry("EXTRA_COREDUMP_UNIT", "sshd.service")
                .containsEntry("EXTRA_UNIT", "sshd.service")
                .containsEntry("EXTRA_SYSLOG_IDENTIFIER", "sshd")
                .containsEntry("SYSLOG_IDENTIFIER", "svc");
    }

    @Test
    void names_are_made_valid() {
        assertThat(texts(Events.of("m")
                        .extra("user-id", 1)
                        .extra("__x", 2)
                        .extra("1st", 3)
                        .extra("größe", 4)
                        .extra("€", 5)
                        .extra("a\nPRIORITY", 6)
                        .extra("k".repeat(70), 7)
                        .extra("k".repeat(80), 8)))
                .containsEntry("EXTRA_USER_ID", "1")
                .containsEntry("X", "2")
                .containsEntry("EXTRA_1ST", "3")
                .containsEntry("GR_SSE", "4")
                .containsEntry("EXTRA_", "5")
                .containsEntry("A_PRIORITY", "6")
                .containsEntry("K".repeat(64), "7")
                .containsEntry("EXTRA_" + "K".repeat(58), "8");
    }

    @Test
    void names_do_not_depend_on_the_language_of_the_machine() {
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));
            assertThat(texts(Events.of("m").extra("title", 1))).containsEntry("TITLE", "1");
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @Test
    void what_is_more_than_an_entry_can_have_becomes_one_field() {
        Events many = Events.of("many");
        for (int i = 0; i < 2000; i++) {
            many.extra("key_" + i, i);
        }
        Map<String, List<byte[]>> fields =
                Entries.parse(entry.of(Events.batch(many).view(0)).toByteArray());
        assertThat(fields.values().stream().mapToInt(List::size).sum()).isLessThan(1000);
        assertThat(new String(fields.get("REST").get(0), StandardCharsets.UTF_8))
                .contains("\"key_1999\":1999");
    }

    @Test
    void the_field_of_the_service_can_have_another_name() {
        JournalEntry other = new JournalEntry("APPLICATION");
        byte[] bytes = other.of(
                        Events.batch(Events.of("m").extra("application", "x").extra("service", "y"))
                                .view(0))
                .toByteArray();
        assertThat(Entries.texts(bytes))
                .containsEntry("APPLICATION", "svc")
                .containsEntry("EXTRA_APPLICATION", "x")
                .containsEntry("EXTRA_SERVICE", "y")
                .doesNotContainKey("SERVICE");
    }

    /** Whatever the keys and values are: each value comes back as it was, in a field with a valid name. */
    @Property(tries = 500)
    void no_value_can_be_taken_for_another_field(
            @ForAll("texts") String message, @ForAll("fields") Map<String, String> extra) {
        Events event = Events.of(message);
        extra.forEach(event::extra);
        Map<String, List<byte[]>> fields =
                Entries.parse(entry.of(Events.batch(event).view(0)).toByteArray());

        assertThat(fields.get("MESSAGE"))
                .containsExactly(event.toEvent().message().getBytes(StandardCharsets.UTF_8));
        assertThat(fields.get("PRIORITY")).hasSize(1);
        List<String> values = fields.values().stream()
                .flatMap(List::stream)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
        event.toEvent().extra().values().forEach(value -> assertThat(values).contains(String.valueOf(value)));
        assertThat(values).hasSize(texts(Events.of("")).size() + extra.size());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("AB_=\n\r\0 1é").ofMaxLength(40),
                Arbitraries.of("x\nPRIORITY=0", "x\nPRIORITY\n\1\0\0\0\0\0\0\0000\n", "\n\n", "\nMESSAGE=forged\n"));
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(12);
    }

    private Map<String, String> texts(Events event) {
        return Entries.texts(entry.of(Events.batch(event).view(0)).toByteArray());
    }
}
