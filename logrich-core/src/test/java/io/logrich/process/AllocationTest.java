package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How much garbage a call leaves when everything is compiled, to the byte. What the JIT can take away it takes away only in
 * whole calls, so a JVM of its own compiles while the caller waits.
 */
class AllocationTest {
    /**
     * {@code LogResult} is 40 bytes, the entry of the fluent form 24; newer JITs do without the entry. Of an exception the JDK
     * makes a copy of the frames, and so one of its cause, which was made at the same depth.
     */
    @Test
    void a_call_leaves_its_result_and_a_fluent_one_its_entry_and_nothing_else() throws Exception {
        Process process = Jvms.compiling(List.of("-Xbatch"), Allocating.class).start();

        List<String> each = process.inputReader().lines().toList();
        assertThat(each).hasSize(5).startsWith("disabled 0", "plain 40");
        assertThat(each.get(2)).startsWith("frames ");
        assertThat(each.get(3))
                .isEqualTo("thrown " + (40 + 2 * Integer.parseInt(each.get(2).substring(7))));
        assertThat(each.get(4)).isIn("fields 64", "fields 40");
        assertThat(process.waitFor()).isZero();
    }
}
