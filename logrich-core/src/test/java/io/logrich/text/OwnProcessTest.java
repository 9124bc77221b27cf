package io.logrich.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnProcessTest {
    private static final String STAT =
            "4711 (a) name (x) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 250 20 21 22 23";

    @Test
    void it_is_the_one_that_the_JDK_knows() {
        ProcessHandle known = ProcessHandle.current();

        assertThat(OwnProcess.pid()).isEqualTo(known.pid());
        known.info()
                .startInstant()
                .ifPresent(start -> assertThat(OwnProcess.startMillis()).isEqualTo(start.toEpochMilli()));
    }

    @Test
    void in_nested_namespaces_the_pid_is_the_innermost() {
        assertThat(OwnProcess.pidIn("Name:\tjava\nPid:\t4711\nNSpid:\t4711\t23\t1\nNSpgid:\t1\n"))
                .isEqualTo(1);
        assertThat(OwnProcess.pidIn("Name:\tjava\nNSpid:\t4711\nNSpgid:\t1\n")).isEqualTo(4711);
    }

    @Test
    void a_system_that_does_not_know_namespaces_is_not_understood() {
        assertThatThrownBy(() -> OwnProcess.pidIn("Name:\tjava\nPid:\t4711\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NSpid");
    }

    @Test
    void the_start_counts_from_the_boot_whatever_the_name_is() {
        assertThat(OwnProcess.startIn(STAT, "cpu  1 2\nctxt 5\nbtime 1000\nprocesses 3\n"))
                .isEqualTo(1_002_500);
    }
}
