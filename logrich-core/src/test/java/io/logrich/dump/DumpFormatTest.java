package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DumpFormatTest {
    @Test
    void is_found_by_name_in_any_case() {
        assertThat(DumpFormat.of(" Text ")).isEqualTo(DumpFormat.TEXT);
        assertThat(DumpFormat.of("json")).isEqualTo(DumpFormat.JSON);
        assertThat(DumpFormat.of("html_table")).isEqualTo(DumpFormat.HTML_TABLE);
        assertThat(DumpFormat.of("html")).isEqualTo(DumpFormat.HTML_TABLE);
        assertThat(DumpFormat.of("Html_Txt")).isEqualTo(DumpFormat.HTML_TXT);
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> DumpFormat.of("yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported dump format: 'yaml', must be one of text, json, html_table, html_txt");
    }
}
