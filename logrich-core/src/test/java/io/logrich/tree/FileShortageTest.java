package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a lack of files; {@link FewFilesTest} has a real one. */
class FileShortageTest {
    @TempDir
    Path directory;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final Diagnostics diagnostics = new Diagnostics((name, payload) -> reports.add(name + payload));

    @Test
    void in_english_it_is_known_by_its_name() {
        FileShortage shortage = new FileShortage(directory, diagnostics);
        assertThat(shortage.explains(failure("Too many open files"))).isTrue();
        assertThat(shortage.explains(failure("Too many open files in system"))).isTrue();
    }

    @Test
    void in_other_languages_by_a_file_that_cannot_be_opened_either() {
        Path gone = directory.resolve("stands for one that cannot be opened");
        assertThat(new FileShortage(gone, diagnostics).explains(failure("Zu viele offene Dateien")))
                .isTrue();
        assertThat(new FileShortage(directory, diagnostics).explains(failure("Zu viele symbolische Verknüpfungen")))
                .isFalse();
    }

    @Test
    void what_fails_for_another_reason_is_none() {
        Path gone = directory.resolve("stands for one that cannot be opened");
        FileShortage shortage = new FileShortage(gone, diagnostics);
        assertThat(shortage.explains(new NoSuchFileException("ring"))).isFalse();
        assertThat(shortage.explains(new AccessDeniedException("ring"))).isFalse();
        assertThat(shortage.explains(new IOException("Too many open files"))).isFalse();
        diagnostics.close();
        assertThat(reports).isEmpty();
    }

    @Test
    void it_is_reported_once() {
        FileShortage shortage = new FileShortage(directory, diagnostics);
        shortage.explains(failure("Too many open files"));
        shortage.explains(failure("Too many open files"));
        diagnostics.close();
        assertThat(reports).hasSize(1).first().asString().startsWith("collector_error{error=ring: Too many");
    }

    @Test
    void it_lasts_for_a_while_from_when_it_began() {
        FileShortage shortage = new FileShortage(directory, diagnostics);
        assertThat(shortage.lasts()).isFalse();
        shortage.begin();
        assertThat(shortage.lasts()).isTrue();
    }

    private static FileSystemException failure(String reason) {
        return new FileSystemException("ring", null, reason);
    }
}
