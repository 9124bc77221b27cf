package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LevelRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeLevelsTest {
    private static final LevelRules RULES = LevelRules.parse("com.acme=DEBUG,root=WARNING");

    @TempDir
    Path directory;

    private TreeDirectory tree;

    @BeforeEach
    void a_tree() throws IOException {
        tree = TreeDirectory.at(directory.resolve("tree"));
    }

    @Test
    void they_are_read_as_written_by_whoever_looks() throws IOException {
        TreeLevels levels = new TreeLevels(tree);
        assertThat(levels.changed()).isNull();
        TreeLevels.write(tree, RULES);
        assertThat(levels.changed()).isEqualTo(RULES);
        assertThat(levels.changed()).isNull();
        assertThat(TreeLevels.read(tree)).isEqualTo(RULES);
        assertThat(Files.getPosixFilePermissions(tree.levels())).hasSize(2);
    }

    @Test
    void every_change_is_seen_however_quickly_it_comes() throws IOException {
        TreeLevels levels = new TreeLevels(tree);
        for (int i = 0; i < 100; i++) {
            LevelRules rules = LevelRules.parse(i % 2 == 0 ? "com.acme=DEBUG" : "com.acme=ERROR");
            TreeLevels.write(tree, rules);
            assertThat(levels.changed()).isEqualTo(rules);
        }
    }

    @Test
    void none_at_all_take_the_file_away() throws IOException {
        TreeLevels levels = new TreeLevels(tree);
        TreeLevels.write(tree, RULES);
        levels.changed();
        TreeLevels.write(tree, LevelRules.NONE);
        assertThat(tree.levels()).doesNotExist();
        assertThat(levels.changed()).isEqualTo(LevelRules.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2,\"levels\":{}}",
                "{\"version\":1}",
                "{\"version\":1,\"levels\":[]}",
                "{\"version\":1,\"levels\":{\"a\":\"LOUD\"}}",
                "{\"version\":1,\"levels\":{\"a b\":\"INFO\"}}",
                "{\"version\":1,\"levels\":{\"a\":1}}"
            })
    void what_is_no_such_file_is_said_once(String text) throws IOException {
        SecureFiles.write(tree.levels(), text);
        TreeLevels levels = new TreeLevels(tree);
        assertThatThrownBy(levels::changed).isInstanceOf(IOException.class).hasMessageContaining("levels");
        assertThat(levels.changed()).isNull();
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("x"), "{\"version\":1,\"levels\":{\"a\":\"INFO\"}}");
        Files.createSymbolicLink(tree.levels(), elsewhere);
        assertThatThrownBy(() -> TreeLevels.read(tree)).isInstanceOf(IOException.class);
    }
}
