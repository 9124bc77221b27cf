package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTemplateTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

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
        LineTemplate template = LineTemplate.ofPreset(preset, BERLIN, new FieldPieces());

        assertThat(line(template, SampleEvent.of("hello").level(LogLevel.WARNING)))
                .isEqualTo(expected);
        assertThat(template.showsFields()).isEqualTo(preset.startsWith("full"));
    }

    @Test
    void has_a_line_for_records() {
        LineTemplate template = LineTemplate.ofRecord(new FieldPieces());

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
    void names_the_placeholder_that_does_not_exist() {
        assertThatThrownBy(() -> line("{messsage}", SampleEvent.of("m")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown placeholder in template: 'messsage'");
        assertThatThrownBy(() -> line("{message", SampleEvent.of("m")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not end");
        assertThatThrownBy(() -> line("{message:^5}", SampleEvent.of("m")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'^5'");
        assertThatThrownBy(() -> LineTemplate.ofPreset("fancy", BERLIN, new FieldPieces()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fancy'");
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
        return line(LineTemplate.compile(format, ZoneId.of(zone), new FieldPieces()), event);
    }

    private static String line(LineTemplate template, SampleEvent event) {
        Utf8Buffer out = new Utf8Buffer(64);
        template.write(event.view(), out);
        return out.toString();
    }
}
