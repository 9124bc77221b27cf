package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More processes live than the collector may open files. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FewFilesTest {
    private static final int PROCESSES = 150;
    private static final int EVENTS = 20;
    private static final int FILES = 80;

    @TempDir
    Path directory;

    @Test
    void those_that_cannot_be_opened_now_are_opened_later_and_none_is_put_aside() throws Exception {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        List<Villager> villagers = new ArrayList<>();
        for (int number = 0; number < PROCESSES; number++) {
            villagers.add(Villager.born(tree).logsAs(number, EVENTS));
        }
        Process collector = Jvm.withFiles(FILES, Jvm.builder(FewFiles.class, tree.path(), PROCESSES, EVENTS))
                .start();
        try {
            BufferedReader says = collector.inputReader();
            assertThat(says.readLine()).isEqualTo("collecting");
            for (Villager villager : villagers) {
                villager.dies();
            }
            assertThat(says.readLine()).startsWith("[] {} [collector_error").endsWith("Too many open files}]");
        } finally {
            collector.destroyForcibly().waitFor();
        }
    }
}
