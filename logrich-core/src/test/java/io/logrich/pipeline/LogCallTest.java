package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import org.junit.jupiter.api.Test;

class LogCallTest {
    private final LogCall call = new LogCall().begin(LogLevel.INFO, LoggerName.of("demo"));

    @Test
    void nothing_of_the_application_is_left_in_a_call_that_has_forgotten() {
        call.message(new StringBuilder("text")).parameters(3, new Object(), new Object(), new Object());
        call.field("key", new Object());

        call.forget();

        assertThat(call.message()).isNull();
        assertThat(call.parameterCount()).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(call.parameter(i)).isNull();
        }
        assertThat(call.fields().count()).isZero();
        call.message(new StringBuilder("text")).parameters(new Object[] {new Object()});
        call.forget();
        assertThat(call.parameter(0)).isNull();
    }

    @Test
    void whatever_is_special_about_a_call_is_no_more_when_it_has_forgotten() {
        call.thrown(new IllegalStateException()).forget();
        assertThat(call.thrown()).isNull();
        call.stackInfo("at").forget();
        assertThat(call.stackInfo()).isNull();
        call.captured("trace", "stderr", 4).forget();
        assertThat(call.excInfo()).isNull();
        assertThat(call.source()).isNull();
        assertThat(call.flags()).isZero();
        call.forConsole().forget();
        assertThat(call.flags()).isZero();
        call.byRule().forget();
        assertThat(call.flags()).isZero();
        call.exempt().forget();
        assertThat(call.isExempt()).isFalse();
        call.boundary("Bridge").forget();
        assertThat(call.boundary()).isNull();
        call.place(new StackTraceElement("A", "b", "A.java", 1)).forget();
        assertThat(call.place()).isNull();
    }
}
