package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log call throws nothing at the application also when there is no memory left for anything. */
@Timeout(120)
class NoMemoryTest {
    @Test
    void nothing_is_thrown_and_everything_is_counted() throws Exception {
        Process child = Jvms.java(List.of("-Xmx24m", "-XX:+UseSerialGC"), NoMemory.class)
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output.lines().toList()).last().asString().isEqualTo("thrown 0, all counted true, complete true");
    }
}
