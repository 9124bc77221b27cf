package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.process.NewJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SLF4J and its MDC on virtual threads, in a JVM of their own that has them, whatever JVM the test runs in. */
@Timeout(240)
class VirtualThreadsTest {
    @TempDir
    Path directory;

    @Test
    void ten_thousand_on_one_carrier_log_with_their_own_mdc_and_lose_nothing() throws Exception {
        Path out = directory.resolve("out");
        Process process = Tree.java(NewJava.required(), NewJava.ONE_CARRIER, VirtualTalkers.class.getName())
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("frozen: " + Files.readString(out))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out)).isEqualTo("threads 10000 events 30000 mixed 0 complete true\n");
    }
}
