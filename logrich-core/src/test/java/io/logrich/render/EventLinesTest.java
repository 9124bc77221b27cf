package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.text.Utf8Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLinesTest {
    private static final String ESC = "\u001b";

    @ParameterizedTest
    @CsvSource({
        "BASIC,TRACE,2",
        "BASIC,DEBUG,90",
        "BASIC,INFO,97",
        "BASIC,WARNING,1;33",
        "BASIC,ERROR,1;31",
        "BASIC,CRITICAL,1;37;41",
        "INDEXED,DEBUG,38;5;242",
        "INDEXED,INFO,97",
        "INDEXED,WARNING,1;38;5;178",
        "INDEXED,ERROR,1;38;5;160",
        "INDEXED,CRITICAL,1;37;48;5;160",
        "TRUE,CRITICAL,1;37;48;5;160"
    })
    void the_whole_line_has_the_colour_of_its_level(ColorDepth depth, LogLevel level, String parameters) {
        String lines = lines(depth, SampleEvent.of("hello").level(level));

        assertThat(lines)
                .isEqualTo(ESC + "[" + parameters + "m[20:50:14][" + level.code() + "]: hello" + ESC + "[0m\n");
    }

    @Test
    void the_same_line_without_colours() {
        assertThat(lines(ColorDepth.NONE, SampleEvent.of("hello"))).isEqualTo("[20:50:14][INFO]: hello\n");
    }

    @Test
    void lineage_and_own_fields_stand_beside_a_short_line() {
        SampleEvent event = SampleEvent.of("hello")
                .context("process_id_chain", List.of(1, 2))
                .extra("ms", 5);

        assertThat(lines(ColorDepth.NONE, event)).isEqualTo("[20:50:14][INFO]: hello ‹1>2› ms=5\n");
        assertThat(lines(ColorDepth.BASIC, event))
                .isEqualTo(ESC + "[97m[20:50:14][INFO]: hello" + ESC + "[0m" + ESC + "[2m ‹1>2› ms=5" + ESC + "[0m\n");
    }

    @Test
    void a_full_line_has_them_in_itself() {
        EventLines lines = console("full", ColorDepth.NONE);

        assertThat(lines(
                        lines,
                        SampleEvent.of("hello")
                                .context("process_id_chain", List.of(1, 2))
                                .extra("ms", 5)))
                .isEqualTo("2026-11-23T20:50:14 ℹ    INFO app.mod — hello environment=env job_id=job ms=5"
                        + " process_id_chain=(1, 2) service=svc\n");
    }

    @Test
    void the_exception_stands_under_its_event() {
        SampleEvent event = SampleEvent.of("failed")
                .level(LogLevel.ERROR)
                .excInfo("java.io.IOException: no\u001b[2Jspace\n\tat a.B.c(B.java:1)\r\n\nCaused by: x\ty\n");

        assertThat(lines(ColorDepth.NONE, event)).isEqualTo("""
                        [20:50:14][ERRO]: failed
                            java.io.IOException: no\\x1b[2Jspace
                                at a.B.c(B.java:1)
                           \s
                            Caused by: x\\ty
                        """);
    }

    @Test
    void causes_stand_out_own_frames_are_bright_and_those_of_libraries_dim() {
        SampleEvent event = SampleEvent.of("failed").level(LogLevel.ERROR).excInfo("""
                com.acme.ShopException: closed
                \tat com.acme.Shop.sell(Shop.java:7)
                \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1)
                \t... truncated 3 frame(s) ...
                \tSuppressed: java.io.IOException: pipe
                \t\tat com.acme.Shop.close(Shop.java:9)
                Caused by: java.lang.IllegalStateException: no keys
                second line of it""");

        assertThat(lines(ColorDepth.BASIC, event).replace(ESC, "^")).isEqualTo("""
                ^[1;31m[20:50:14][ERRO]: failed^[0m
                    ^[1;31mcom.acme.ShopException: closed^[0m
                        ^[97mat com.acme.Shop.sell(Shop.java:7)^[0m
                        ^[2mat java.base/java.util.ArrayList.forEach(ArrayList.java:1)^[0m
                        ^[2m... truncated 3 frame(s) ...^[0m
                        ^[1;31mSuppressed: java.io.IOException: pipe^[0m
                            ^[97mat com.acme.Shop.close(Shop.java:9)^[0m
                    ^[1;31mCaused by: java.lang.IllegalStateException: no keys^[0m
                    ^[97msecond line of it^[0m
                """);
    }

    @Test
    void the_packages_of_ones_own_can_be_told() {
        LineLook look = LineLook.of("short_loc", null, Theme.of("dark"), ColorDepth.BASIC, TimeZone.getTimeZone("UTC"))
                .withOwnPackages(List.of("org.apache.shop"));
        SampleEvent event =
                SampleEvent.of("m").excInfo("x\n\tat org.apache.shop.A.b(A.java:1)\n\tat com.acme.C.d(C.java:2)");

        assertThat(lines(EventLines.of(look), event))
                .contains(ESC + "[97mat org.apache.shop.A.b(A.java:1)" + ESC + "[0m\n")
                .contains(ESC + "[2mat com.acme.C.d(C.java:2)" + ESC + "[0m\n");
    }

    @Test
    void a_level_without_a_style_has_no_sequences() {
        LineLook look = LineLook.of(
                "short_loc",
                null,
                Theme.of("dark").with(Map.of(LogLevel.INFO, "none")),
                ColorDepth.TRUE,
                TimeZone.getTimeZone("UTC"));

        assertThat(lines(EventLines.of(look), SampleEvent.of("hello"))).isEqualTo("[20:50:14][INFO]: hello\n");
    }

    @Test
    void a_template_shows_what_it_says_and_nothing_beside_it() {
        LineLook look = LineLook.of(
                "short_loc", "{level_code} {message}", Theme.of("dark"), ColorDepth.NONE, TimeZone.getTimeZone("UTC"));
        SampleEvent event = SampleEvent.of("hello")
                .context("process_id_chain", List.of(1, 2))
                .extra("ms", 5);

        assertThat(lines(EventLines.of(look), event)).isEqualTo("INFO hello\n");
    }

    @Test
    void the_stack_stands_under_the_exception() {
        SampleEvent event = SampleEvent.of("here").excInfo("why").stackInfo("where");

        assertThat(lines(ColorDepth.NONE, event)).isEqualTo("[20:50:14][INFO]: here\n    why\n    where\n");
    }

    @Test
    void lines_for_records_are_plain_and_complete() {
        SampleEvent event =
                SampleEvent.of("failed").level(LogLevel.ERROR).extra("k", "v").excInfo("why\n\tat x");

        assertThat(lines(EventLines.forRecords(), event))
                .matches("2026-11-23T20:50:14\\+00:00 ERROR    app.mod [0-9a-f]{32} failed"
                        + " environment=env job_id=job k=v service=svc\n {4}why\n {8}at x\n");
    }

    @Test
    void a_message_of_a_mebibyte_stays_one_line() {
        String lines = lines(ColorDepth.NONE, SampleEvent.of("x\n".repeat(1 << 19)));

        assertThat(lines).hasSize("[20:50:14][INFO]: \n".length() + 3 * (1 << 19));
        assertThat(lines.indexOf('\n')).isEqualTo(lines.length() - 1);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void nothing_in_an_event_reaches_the_terminal_as_a_command(
            @ForAll @Size(max = 60) byte[] message,
            @ForAll String logger,
            @ForAll String key,
            @ForAll String value,
            @ForAll String trace,
            @ForAll ColorDepth depth) {
        SampleEvent event = SampleEvent.ofBytes(message)
                .logger(logger)
                .context("request_id", value + "\u001b]0;title\u0007")
                .context(key + "\u009b", value)
                .extra(key + "\u202e", value + "\r\n\u001b[31m")
                .extra("list", Arrays.asList(key, value))
                .excInfo(trace + "\u001bc\u2029" + value);
        for (String preset : List.of("full", "short", "short_loc_icon")) {
            String lines = lines(console(preset, depth), event);

            assertThat(lines).endsWith("\n");
            String withoutOurs = lines.replaceAll("\u001b\\[[0-9;]+m", "").replace("\n", "");
            assertThat(withoutOurs.codePoints()).noneMatch(SafeTextTest::isDangerous);
            assertThat(lines.split("\n")[0].replaceAll("\u001b\\[[0-9;]+m", "")).doesNotContain(ESC);
            for (String line : List.of(lines.split("\n")).subList(1, lines.split("\n").length)) {
                assertThat(line).startsWith("    ");
            }
        }
    }

    @Test
    void refuses_names_it_does_not_know() {
        assertThatThrownBy(() -> Theme.of("mauve"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown theme: 'mauve'");
    }

    private static String lines(ColorDepth depth, SampleEvent event) {
        return lines(console("short_loc", depth), event);
    }

    private static EventLines console(String preset, ColorDepth depth) {
        return EventLines.of(LineLook.of(preset, null, Theme.of("dark"), depth, TimeZone.getTimeZone("UTC")));
    }

    private static String lines(EventLines lines, SampleEvent event) {
        Utf8Buffer out = new Utf8Buffer(64);
        lines.write(event.view(), out);
        return out.toString();
    }
}
