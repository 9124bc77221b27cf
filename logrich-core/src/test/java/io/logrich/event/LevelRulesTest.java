package io.logrich.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelRulesTest {
    private final LevelRules rules =
            LevelRules.parse("com.acme=DEBUG, com.acme.db.pool = error ,org.apache.kafka.=warn, root=CRITICAL");

    @ParameterizedTest
    @CsvSource({
        "com.acme, DEBUG",
        "com.acme.db, DEBUG",
        "com.acme.db.pool, ERROR",
        "com.acme.db.pool.Leak, ERROR",
        "com.acme.db.pooled, DEBUG",
        "com.acme$Inner, DEBUG",
        "com.acmeville, CRITICAL",
        "com, CRITICAL",
        "org.apache.kafka.clients.NetworkClient, WARNING",
        "'', CRITICAL",
    })
    void the_longest_rule_about_a_name_counts(String logger, LogLevel level) {
        assertThat(rules.levelOf(logger)).isEqualTo(level);
    }

    @Test
    void a_logger_that_no_rule_is_about_has_none() {
        assertThat(LevelRules.parse("com.acme=DEBUG").levelOf("org.acme")).isNull();
        assertThat(LevelRules.NONE.levelOf("x")).isNull();
        assertThat(LevelRules.parse("a=INFO").levelOf(".$.a..")).isNull();
    }

    @Test
    void a_level_alone_is_for_all() {
        assertThat(LevelRules.parse("debug").levelOf("any")).isEqualTo(LogLevel.DEBUG);
        assertThat(LevelRules.parse("ROOT=debug").byName()).containsExactly(Map.entry("", LogLevel.DEBUG));
    }

    @Test
    void they_read_as_they_are_written() {
        assertThat(rules.toString())
                .isEqualTo("root=CRITICAL,com.acme=DEBUG,com.acme.db.pool=ERROR,org.apache.kafka=WARNING");
        assertThat(LevelRules.parse(rules.toString())).isEqualTo(rules).hasSameHashCodeAs(rules);
        assertThat(LevelRules.NONE.toString()).isEmpty();
    }

    @Test
    void others_over_them_win() {
        LevelRules both = rules.with(LevelRules.parse("com.acme=TRACE,net=INFO"));
        assertThat(both.levelOf("com.acme")).isEqualTo(LogLevel.TRACE);
        assertThat(both.levelOf("net.x")).isEqualTo(LogLevel.INFO);
        assertThat(both.levelOf("com.acme.db.pool")).isEqualTo(LogLevel.ERROR);
        assertThat(rules.levelOf("com.acme")).isEqualTo(LogLevel.DEBUG);
        assertThat(LevelRules.NONE.with(rules)).isEqualTo(rules);
        assertThat(rules.with(LevelRules.NONE)).isEqualTo(rules);
    }

    @Test
    void one_can_be_changed_or_taken_away() {
        assertThat(rules.with("com.acme.", LogLevel.INFO).levelOf("com.acme")).isEqualTo(LogLevel.INFO);
        assertThat(rules.with("com.acme", null).levelOf("com.acme")).isEqualTo(LogLevel.CRITICAL);
        assertThat(LevelRules.parse("x=INFO").with("x", null).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "com.acme",
                "com.acme=",
                "=DEBUG",
                " =DEBUG",
                "com.acme=LOUD",
                "a=INFO,",
                "a b=INFO",
                "a\u0000b=INFO",
                "a=b=INFO"
            })
    void what_cannot_be_understood_is_refused(String text) {
        assertThatThrownBy(() -> LevelRules.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void there_are_bounds() {
        Map<String, LogLevel> many = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            many.put("logger" + i, LogLevel.INFO);
        }
        assertThat(LevelRules.of(many).byName()).hasSize(1000);
        many.put("more", LogLevel.INFO);
        assertThatThrownBy(() -> LevelRules.of(many)).hasMessageContaining("1000");
        assertThatThrownBy(() -> LevelRules.of(Map.of("x".repeat(513), LogLevel.INFO)))
                .hasMessageContaining("512");
    }
}
