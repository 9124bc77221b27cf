package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual threads, in a JVM of their own that has them, whatever JVM the test runs in. */
class VirtualThreadsTest {
    @TempDir
    Path directory;

    @Test
    void ten_thousand_on_one_carrier_inside_monitors_do_not_freeze() throws Exception {
        Path home = NewJava.required();
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = Jvms.java(NewJava.ONE_CARRIER, VirtualTalkers.class);
        builder.command().set(0, home.resolve("bin/java").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("LOG_"));
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            assertThat(ended)
                    .as("frozen: " + Files.readString(out) + stacks(home, process, ended))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(err)).isEmpty();
        assertThat(Files.readString(out))
                .isEqualTo("waiting\nreturned 10000 lost 0 undelivered 0 mixed 0 complete true\n");
    }

    /** What the threads of a JVM that does not end are doing. */
    private String stacks(Path home, Process process, boolean ended) throws Exception {
        if (ended) {
            return "";
        }
        Path dump = directory.resolve("stacks");
        new ProcessBuilder(home.resolve("bin/jstack").toString(), String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start()
                .waitFor(30, TimeUnit.SECONDS);
        return Files.readString(dump);
    }
}
