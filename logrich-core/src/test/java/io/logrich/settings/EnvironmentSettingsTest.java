package io.logrich.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.sink.EventBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each variable does, and what becomes of a value that cannot be used. */
class EnvironmentSettingsTest {
    private static final RuntimeConfig CODE = RuntimeConfig.builder("service", "environment")
            .consoleLevel(LogLevel.ERROR)
            .queueMaxsize(7)
            .scrubPattern("pin", "\\d+")
            .sink(FileSettings.of(Path.of("file")))
            .build();

    @Test
    void a_variable_wins_over_code() {
        RuntimeConfig config = CODE.with(Map.ofEntries(
                Map.entry("LOG_SERVICE", " other "),
                Map.entry("LOG_ENVIRONMENT", "prod"),
                Map.entry("LOG_CONSOLE_LEVEL", " debug "),
                Map.entry("LOG_CONSOLE_STREAM", "StdOut"),
                Map.entry("LOG_CONSOLE_FORMAT_PRESET", "FULL"),
                Map.entry("LOG_FORCE_COLOR", "yes"),
                Map.entry("LOG_NO_COLOR", "On"),
                Map.entry("LOG_QUEUE_ENABLED", "0"),
                Map.entry("LOG_QUEUE_MAXSIZE", "99"),
                Map.entry("LOG_QUEUE_FULL_POLICY", " Drop "),
                Map.entry("LOG_QUEUE_PUT_TIMEOUT", "0.25"),
                Map.entry("LOG_QUEUE_STOP_TIMEOUT", "-1"),
                Map.entry("LOG_RING_BUFFER_ENABLED", "no"),
                Map.entry("LOG_SPOOL_BYTES", "65536")));
        assertThat(config.service()).isEqualTo("other");
        assertThat(config.environment()).isEqualTo("prod");
        assertThat(config.console().level()).isEqualTo(LogLevel.DEBUG);
        assertThat(config.console().stream()).isEqualTo(ConsoleSettings.Stream.STDOUT);
        assertThat(config.console().preset()).isEqualTo("full");
        assertThat(config.console().forceColor()).isTrue();
        assertThat(config.console().noColor()).isTrue();
        assertThat(config.queue().enabled()).isFalse();
        assertThat(config.queue().maxsize()).isEqualTo(99);
        assertThat(config.queue().fullPolicy()).isEqualTo(QueueFullPolicy.DROP);
        assertThat(config.queue().putTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.queue().stopTimeout()).isNull();
        assertThat(config.dump().enabled()).isFalse();
        assertThat(config.spool().ringBytes()).isEqualTo(65536);
    }

    @Test
    void a_variable_adds_the_journal_or_takes_it_away() {
        assertThat(CODE.with(Map.of("LOG_ENABLE_JOURNALD", "yes")).sinks())
                .hasSize(2)
                .contains(JournaldSettings.DEFAULT);
        assertThat(CODE.with(Map.of(
                                "LOG_ENABLE_JOURNALD", "1",
                                "LOG_JOURNALD_SOCKET", "/run/systemd/journal.mine/socket",
                                "LOG_BACKEND_LEVEL", "error"))
                        .sinks())
                .contains(new JournaldSettings(Path.of("/run/systemd/journal.mine/socket"), LogLevel.ERROR, "SERVICE"));
        JournaldSettings own = JournaldSettings.DEFAULT.withServiceField("app").withLevel(LogLevel.TRACE);
        RuntimeConfig code = CODE.toBuilder().sink(own).build();
        assertThat(code.with(Map.of("LOG_ENABLE_JOURNALD", "true")).sinks()).isEqualTo(code.sinks());
        assertThat(code.with(Map.of("LOG_ENABLE_JOURNALD", "false")).sinks()).isEqualTo(CODE.sinks());
        assertThat(CODE.with(Map.of("LOG_JOURNALD_SOCKET", "/x", "LOG_BACKEND_LEVEL", "error"))
                        .sinks())
                .isEqualTo(CODE.sinks());
    }

    @Test
    void settings_of_the_journal_that_cannot_be_used_are_refused() {
        assertThatThrownBy(() -> JournaldSettings.DEFAULT.withSocket(Path.of("/" + "x".repeat(107))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("journaldSocket must be a path of 1 to 107 bytes");
        for (String name : new String[] {"", "_APP", "1APP", "A-B", "A\n", "A".repeat(65)}) {
            assertThatThrownBy(() -> JournaldSettings.DEFAULT.withServiceField(name))
                    .as(name)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("journaldServiceField");
        }
    }

    @Test
    void what_variables_say_about_rolling_holds_for_every_file() {
        RuntimeConfig config = RuntimeConfig.builder("service", "environment")
                .sink(FileSettings.of(Path.of("a")).withRollSize(4096).withKeep(3))
                .sink(new CustomSink("mine", LogLevel.INFO, EventBatch::size))
                .sink(FileSettings.of(Path.of("b")))
                .build()
                .with(Map.of(
                        "LOG_FILE_ROLL_SIZE", " 10 MiB ",
                        "LOG_FILE_ROLL_EVERY", "Day",
                        "LOG_FILE_ROLL_ZONE", "Europe/Berlin",
                        "LOG_FILE_KEEP_SIZE", "2g",
                        "LOG_FILE_GZIP", "yes"));

        RollSettings roll =
                new RollSettings(10 << 20, RollSettings.Period.DAY, ZoneId.of("Europe/Berlin"), 0, 2L << 30, true);
        assertThat(config.sinks())
                .filteredOn(FileSettings.class::isInstance)
                .extracting(sink -> ((FileSettings) sink).roll())
                .containsExactly(roll.withKeep(3), roll);
        assertThat(config.sinks()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1024,1024",
        "1k,1024",
        "1KB,1024",
        "3MiB,3145728",
        "1g,1073741824",
        "8388607T,9223370937343148032"
    })
    void a_size_may_have_a_unit(String text, long bytes) {
        assertThat(RollSettings.bytesOf(text)).isEqualTo(bytes);
    }

    @Test
    void never_and_local_can_be_said() {
        assertThat(RollSettings.periodOf(" Never ")).isNull();
        assertThat(RollSettings.zoneOf(" Local ")).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void a_variable_that_is_set_and_empty_is_not_set() {
        RuntimeConfig config = CODE.with(
                Map.of("LOG_SERVICE", " ", "LOG_CONSOLE_LEVEL", "", "LOG_QUEUE_MAXSIZE", "", "LOG_SCRUB_PATTERNS", ""));
        assertThat(config.service()).isEqualTo("service");
        assertThat(config.console().level()).isEqualTo(LogLevel.ERROR);
        assertThat(config.queue().maxsize()).isEqualTo(7);
        assertThat(config.scrubPatterns()).containsKeys("pin", "password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG_CONSOLE_LEVEL | 20 | must be the name of a level",
                "LOG_CONSOLE_STREAM | all | must be one of stdout, stderr, both, none",
                "LOG_CONSOLE_THEME | mauve | must be one of classic, dark, neon, pastel",
                "LOG_CONSOLE_STYLES | bold | must be a list LEVEL=style,LEVEL=style",
                "LOG_CONSOLE_STYLES | LOUD=bold | must be a list LEVEL=style,LEVEL=style",
                "LOG_CONSOLE_FORMAT_TEMPLATE | {mesage} | must be a line, but there is no placeholder 'mesage' (character 1)",
                "LOG_CONSOLE_MAX_LINE_BYTES | 255 | must be 0 or at least 256",
                "LOG_CONSOLE_OWN_PACKAGES | com acme | must be names of packages or classes",
                "LOG_CONSOLE_FORMAT_PRESET | tiny | must be one of full, short, full_loc, short_loc, short_loc_icon",
                "LOG_FORCE_COLOR | maybe | must be true or false (or 1, yes, on, 0, no, off)",
                "LOG_QUEUE_MAXSIZE | 0 | must be positive",
                "LOG_QUEUE_MAXSIZE | many | must be a whole number",
                "LOG_QUEUE_MAXSIZE | 99999999999 | must be a whole number",
                "LOG_QUEUE_FULL_POLICY | wait | must be block or drop",
                "LOG_QUEUE_PUT_TIMEOUT | soon | must be a number of seconds",
                "LOG_QUEUE_STOP_TIMEOUT | NaN | must be a number of seconds",
                "LOG_RING_BUFFER_ENABLED | maybe | must be true or false (or 1, yes, on, 0, no, off)",
                "LOG_SPOOL_PLACE | cloud | must be auto, file or memory",
                "LOG_SPOOL_BYTES | 1000 | must be a power of two from 65536 to 1073741824",
                "LOG_FILE_ROLL_SIZE | 1023 | must be 0 or at least 1024 bytes",
                "LOG_FILE_ROLL_SIZE | -1 | must be a number of bytes, or of k, M, G or T of them",
                "LOG_FILE_ROLL_SIZE | 1.5m | must be a number of bytes, or of k, M, G or T of them",
                "LOG_FILE_ROLL_SIZE | 8388608t | must be a number of bytes, or of k, M, G or T of them",
                "LOG_FILE_ROLL_EVERY | year | must be one of never, minute, hour, day, week, month",
                "LOG_FILE_ROLL_ZONE | Atlantis | must be local, UTC or the name of a time zone",
                "LOG_FILE_KEEP | -1 | must not be negative",
                "LOG_FILE_KEEP | few | must be a whole number",
                "LOG_FILE_GZIP | maybe | must be true or false (or 1, yes, on, 0, no, off)",
                "LOG_SCRUB_PATTERNS | pin | must be a list field=regex,field=regex",
                "LOG_SCRUB_PATTERNS | pin=[ | must be a regular expression",
            })
    void a_value_that_cannot_be_used_is_named_with_its_rule(String name, String value, String rule) {
        assertThatThrownBy(() -> CODE.with(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Invalid runtime settings: " + name + " " + rule + ", was '" + value + "'");
    }

    @Test
    void styles_are_added_to_those_of_the_code_and_may_contain_commas_in_brackets() {
        ConsoleSettings console = RuntimeConfig.builder("s", "e")
                .console(c -> c.withStyles(Map.of(LogLevel.INFO, "dim", LogLevel.ERROR, "red")))
                .build()
                .with(Map.of("LOG_CONSOLE_STYLES", " error = rgb(1,2, 3) on color(7) , warn=bold "))
                .console();

        assertThat(console.styles())
                .containsOnly(
                        Map.entry(LogLevel.INFO, "dim"),
                        Map.entry(LogLevel.WARNING, "bold"),
                        Map.entry(LogLevel.ERROR, "rgb(1,2, 3) on color(7)"));
    }

    @Test
    void a_style_that_cannot_be_understood_is_refused() {
        assertThatThrownBy(() -> CODE.with(Map.of("LOG_CONSOLE_STYLES", "info=grean")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("must be a style, but 'grean' is neither an attribute nor a colour (character 1)")
                .hasMessageContaining("LOG_CONSOLE_STYLES");
    }

    @Test
    void own_packages_are_a_list_and_a_template_is_taken_as_it_is() {
        ConsoleSettings console = CODE.with(Map.of(
                        "LOG_CONSOLE_OWN_PACKAGES", "com.acme , org.example.Main",
                        "LOG_CONSOLE_FORMAT_TEMPLATE", "{message}",
                        "LOG_CONSOLE_MAX_LINE_BYTES", "0"))
                .console();

        assertThat(console.ownPackages()).containsExactly("com.acme", "org.example.Main");
        assertThat(console.template()).isEqualTo("{message}");
        assertThat(console.maxLineBytes()).isZero();
        assertThat(console.withTemplate(" ").template()).isNull();
    }

    @Test
    void a_pattern_may_contain_commas_and_quotes_if_it_is_quoted() {
        Map<String, Pattern> patterns = CODE.with(Map.of(
                        "LOG_SCRUB_PATTERNS", "Card=\"\\d{13,16}\",quote=\"a\"\"b\",plain=x\"y, empty=,password=p"))
                .scrubPatterns();
        assertThat(patterns.get("card").pattern()).isEqualTo("\\d{13,16}");
        assertThat(patterns.get("quote").pattern()).isEqualTo("a\"b");
        assertThat(patterns.get("plain").pattern()).isEqualTo("x\"y");
        assertThat(patterns.get("empty").pattern()).isEqualTo(".+");
        assertThat(patterns.get("password").pattern()).isEqualTo("p");
        assertThat(patterns.get("secret").pattern()).isEqualTo(".+");
        assertThat(patterns.get("pin").pattern()).isEqualTo("\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "a", "a=\"open", "a=\"b\"c", "a=b,,c=d", ",a=b"})
    void a_list_of_pairs_that_is_none_is_refused(String list) {
        assertThatThrownBy(() -> PairList.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_timeout_longer_than_can_be_counted_is_as_long_as_it_takes() {
        assertThat(CODE.with(Map.of("LOG_QUEUE_PUT_TIMEOUT", "1e300")).queue().putTimeout())
                .isNull();
    }

    @Test
    void a_system_property_wins_over_a_variable() {
        System.setProperty("LOG_QUEUE_MAXSIZE", "4711");
        try {
            assertThat(RuntimeConfig.variables())
                    .containsEntry("LOG_QUEUE_MAXSIZE", "4711")
                    .containsKey("PATH");
        } finally {
            System.clearProperty("LOG_QUEUE_MAXSIZE");
        }
    }
}
