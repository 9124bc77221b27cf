package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.codec.EventView;
import io.logrich.codec.EventWriter;
import io.logrich.codec.MalformedEventException;
import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTemplateTest {
    private static final TimeZone BERLIN = TimeZone.getTimeZone("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "short|[20:50:14][WARN ⚠][app.mod]: hello",
                "short_loc|[21:50:14][WARN]: hello",
                "short_loc_icon|[21:50:14] ⚠ hello",
                "full|2026-11-23T20:50:14 ⚠ WARNING app.mod — hello environment=env job_id=job service=svc",
                "full_loc|2026-11-23T21:50:14 ⚠ WARNING app.mod — hello environment=env job_id=job service=svc"
            })
    void has_the_five_presets_of_the_console(String preset, String expected) {
        LineTemplate template = LineTemplate.compile(LineTemplate.formatOf(preset), BERLIN, new FieldPieces());

        assertThat(line(template, SampleEvent.of("hello").level(LogLevel.WARNING)))
                .isEqualTo(expected);
        assertThat(template.showsFields()).isEqualTo(preset.startsWith("full"));
    }

    @Test
    void has_a_line_for_records() {
        LineTemplate template = LineTemplate.compile(LineTemplate.RECORD, BERLIN, new FieldPieces());

        assertThat(line(template, SampleEvent.of("hello").at("2026-11-23T20:45:52.226246Z")))
                .matches("2026-11-23T20:45:52\\.226246\\+00:00 INFO     app\\.mod [0-9a-f]{32} hello"
                        + " environment=env job_id=job service=svc");
    }

    @Test
    void leaves_microseconds_out_when_there_are_none() {
        assertThat(line("{timestamp}|{timestamp_loc}", SampleEvent.of("m")))
                .isEqualTo("2026-11-23T20:50:14+00:00|2026-11-23T21:50:14+01:00");
        assertThat(line("{timestamp_loc}", SampleEvent.of("m").at("2026-07-01T00:00:00.000001Z")))
                .isEqualTo("2026-07-01T02:00:00.000001+02:00");
    }

    @Test
    void shows_offsets_west_of_Greenwich_and_of_half_hours() {
        SampleEvent event = SampleEvent.of("m");

        assertThat(line("{timestamp_loc}", event, "America/St_Johns")).isEqualTo("2026-11-23T17:20:14-03:30");
        assertThat(line("{hh_loc}{mm_loc}{ss_loc}", event, "Asia/Kathmandu")).isEqualTo("023514");
    }

    @Test
    void shows_times_before_1970() {
        assertThat(line("{timestamp} {hh}:{mm}:{ss}", SampleEvent.of("m").at("1969-12-31T23:59:58.5Z")))
                .isEqualTo("1969-12-31T23:59:58.500000+00:00 23:59:58");
    }

    @Test
    void fills_up_to_a_width_in_characters_not_bytes() {
        SampleEvent event = SampleEvent.of("äöü");

        assertThat(line("<{message:>5}>", event)).isEqualTo("<  äöü>");
        assertThat(line("<{message:<5}>", event)).isEqualTo("<äöü  >");
        assertThat(line("<{message:<2}>", event)).isEqualTo("<äöü>");
        assertThat(line("<{LEVEL:>8}>", event)).isEqualTo("<    INFO>");
    }

    @Test
    void never_interprets_what_the_event_says() {
        SampleEvent event = SampleEvent.of("{LEVEL} [red]x[/red] %s \n[00:00:00][INFO]: forged")
                .logger("a\u001b[2Jb");

        assertThat(line("{logger_name}: {message}", event))
                .isEqualTo("a\\x1b[2Jb: {LEVEL} [red]x[/red] %s \\n[00:00:00][INFO]: forged");
    }

    @Test
    void knows_no_other_presets() {
        assertThatThrownBy(() -> LineTemplate.formatOf("fancy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fancy'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{messsage}|there is no placeholder 'messsage' (character 1)",
                "a {b} {message}|there is no placeholder 'b' (character 3)",
                "{}|there is no placeholder '' (character 1)",
                "{message!r}|there is no placeholder 'message!r' (character 1)",
                "{extra[]}|there is no placeholder 'extra[]' (character 1)",
                "{message[a]}|there is no placeholder 'message[a]' (character 1)",
                "x {message|a placeholder does not end (character 3)",
                "x } y|a '}' has no beginning, and would have to be '}}' (character 3)",
                "{message:=5}|a format must look like <8, >8, *^8 or .8, not '=5' (character 10)",
                "{message:<1000}|a format must look like <8, >8, *^8 or .8, not '<1000' (character 10)",
                "{message:.1000}|a format must look like <8, >8, *^8 or .8, not '.1000' (character 10)",
            })
    void says_what_is_wrong_with_a_template_and_where(String template, String message) {
        assertThatThrownBy(() -> LineTemplate.check(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refuses_control_characters_in_a_template() {
        for (String control : List.of("\n", "\u001b[31m", "\u0007", "\t", "\u009b")) {
            assertThatThrownBy(() -> LineTemplate.check("ab" + control + "{message}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a control character is in it (character 3)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "timestamp|2026-11-23T20:50:14.000250+00:00",
                "timestamp_loc|2026-11-23T21:50:14.000250+01:00",
                "timestamp_trimmed|2026-11-23T20:50:14+00:00",
                "timestamp_trimmed_loc|2026-11-23T21:50:14+01:00",
                "timestamp_no_us|2026-11-23T20:50:14+00:00",
                "timestamp_no_us_loc|2026-11-23T21:50:14+01:00",
                "timestamp_trimmed_naive|2026-11-23T20:50:14",
                "timestamp_trimmed_naive_loc|2026-11-23T21:50:14",
                "YYYY|2026",
                "MM|11",
                "DD|23",
                "hh|20",
                "mm|50",
                "ss|14",
                "YYYY_loc|2026",
                "MM_loc|11",
                "DD_loc|23",
                "hh_loc|21",
                "mm_loc|50",
                "ss_loc|14",
                "level|WARNING",
                "LEVEL|WARNING",
                "level_name|WARNING",
                "level_enum|30",
                "level_code|WARN",
                "level_icon|⚠",
                "level.icon|⚠",
                "level.severity|warning",
                "logger_name|app.mod",
                "thread_name|main",
                "sequence|17",
                "message|hello",
                "context|{\"service\":\"svc\",\"environment\":\"env\",\"job_id\":\"job\",\"user_name\":\"ann\",\"process_id\":7,\"process_id_chain\":[3,7],\"extra\":{\"zone\":{\"a\":[1,2]}}}",
                "extra|{\"ms\":5,\"deep\":{\"list\":[\"x\",\"y\"]},\"lineno\":42}",
                "context_fields|~ deep={\"list\":[\"x\",\"y\"]} environment=env job_id=job lineno=42 ms=5 process_id=7 process_id_chain=(3, 7) service=svc user_name=ann zone={\"a\":[1,2]}~",
                "service|svc",
                "environment|env",
                "job_id|job",
                "request_id|''",
                "user_id|''",
                "user_name|ann",
                "hostname|''",
                "process_id|7",
                "process_id_chain|3>7",
                "trace_id|''",
                "span_id|''",
                "theme|''",
                "pathname|''",
                "lineno|42",
                "funcName|''",
                "extra[ms]|5",
                "extra[no]|''",
                "extra[ms][deeper]|''",
                "extra[deep]|{\"list\":[\"x\",\"y\"]}",
                "extra[deep][list]|[\"x\",\"y\"]",
                "extra[deep][list][1]|y",
                "extra[deep][list][2]|''",
                "context[service]|svc",
                "context[zone]|{\"a\":[1,2]}",
                "context[zone][a][0]|1",
                "context[extra][zone][a][0]|1",
                "context[no]|''",
            })
    void has_every_placeholder(String name, String expected) {
        SampleEvent event = SampleEvent.of("hello")
                .at("2026-11-23T20:50:14.000250Z")
                .level(LogLevel.WARNING)
                .sequence(17)
                .context("user_name", "ann")
                .context("process_id", 7)
                .context("process_id_chain", List.of(3, 7))
                .context("extra", Map.of("zone", Map.of("a", List.of(1, 2))))
                .extra("ms", 5)
                .extra("deep", Map.of("list", List.of("x", "y")))
                .extra("lineno", 42);

        assertThat(line("{" + name + "}", event)).isEqualTo(expected.equals("''") ? "" : expected);
    }

    @Test
    void the_id_is_that_of_the_event() {
        SampleEvent event = SampleEvent.of("m");

        assertThat(line("{event_id}", event)).isEqualTo(event.view().eventId().toString());
    }

    @Test
    void braces_and_brackets_can_be_written() {
        SampleEvent event = SampleEvent.of("m");

        assertThat(line("{{{message}}} \\[{level_code}\\] \\n {{x}}", event)).isEqualTo("{m} [INFO\\] \\n {x}");
    }

    @Test
    void keys_may_have_colons_and_a_format_behind_them() {
        SampleEvent event = SampleEvent.of("m").extra("a:b", "c");

        assertThat(line("{extra[a:b]:>3}|", event)).isEqualTo("  c|");
    }

    @Test
    void of_two_values_under_one_key_the_last_counts() throws MalformedEventException {
        Utf8Buffer bytes = new Utf8Buffer(256);
        EventWriter writer = new EventWriter(bytes);
        writer.begin(0, SampleEvent.RUN, "l".getBytes(StandardCharsets.UTF_8), "main");
        writer.message(new byte[0], 0, 0).context(new byte[0]);
        writer.extra("k", "the first");
        writer.extra("k", "last");
        writer.excInfo(null).stackInfo(null).end();
        EventView event = new EventView().wrap(bytes.array(), 0, bytes.size(), LogLevel.INFO.number(), 0, 1);
        Utf8Buffer out = new Utf8Buffer(64);

        LineTemplate.compile("{extra[k]}", BERLIN, new FieldPieces()).write(event, out);

        assertThat(out.toString()).isEqualTo("last");
    }

    @Test
    void parts_that_cannot_be_read_are_said_to_be_so() {
        SampleEvent event = SampleEvent.of("m").extra("k", "v").damagedExtra().damagedContext();

        assertThat(line("{message} {extra}|{extra[k]}|{context}|{context[x]}|{process_id_chain}", event))
                .isEqualTo("m unreadable|unreadable|unreadable|unreadable|");
    }

    @Test
    void what_fields_say_is_harmless_too() {
        SampleEvent event =
                SampleEvent.of("m").context("user_name", "a\u001b[31mb").extra("k", List.of("x\ny", "\u202e"));

        assertThat(line("{user_name} {extra[k]} {extra} {context[user_name]}", event))
                .isEqualTo("a\\x1b[31mb [\"x\\ny\",\"\\u202e\"] {\"k\":[\"x\\ny\",\"\\u202e\"]} a\\x1b[31mb");
    }

    @Test
    void aligns_fills_and_cuts_by_columns() {
        SampleEvent event = SampleEvent.of("日本x");

        assertThat(line("<{message:8}>", event)).isEqualTo("<日本x   >");
        assertThat(line("<{message:*>8}>", event)).isEqualTo("<***日本x>");
        assertThat(line("<{message:·^8}>", event)).isEqualTo("<·日本x··>");
        assertThat(line("<{message:.3}>", event)).isEqualTo("<日>");
        assertThat(line("<{message:<4.3}>", event)).isEqualTo("<日  >");
        assertThat(line("<{message:.0}>", event)).isEqualTo("<>");
        assertThat(line("<{level_icon:<2}>", SampleEvent.of("m").level(LogLevel.DEBUG)))
                .isEqualTo("<🐞>");
        assertThat(line("<{message:4}>", SampleEvent.of("a\u0301b"))).isEqualTo("<a\u0301b  >");
    }

    @Test
    void every_level_has_its_name_code_and_icon() {
        StringBuilder lines = new StringBuilder();
        for (LogLevel level : LogLevel.values()) {
            lines.append(line(
                    "{LEVEL} {level_code} {level_icon};", SampleEvent.of("m").level(level)));
        }

        assertThat(lines)
                .hasToString("TRACE TRCE ·;DEBUG DEBG 🐞;INFO INFO ℹ;WARNING WARN ⚠;ERROR ERRO ✖;CRITICAL CRIT ☠;");
    }

    private static String line(String format, SampleEvent event) {
        return line(format, event, "Europe/Berlin");
    }

    private static String line(String format, SampleEvent event, String zone) {
        return line(LineTemplate.compile(format, TimeZone.getTimeZone(zone), new FieldPieces()), event);
    }

    private static String line(LineTemplate template, SampleEvent event) {
        Utf8Buffer out = new Utf8Buffer(64);
        template.write(event.view(), out);
        return out.toString();
    }
}
