package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.settings.PayloadLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions as the text of an event: what everybody knows from printStackTrace, and no harm from hostile ones. */
class StackTracesTest {
    private PipelineFixture fixture = new PipelineFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void it_reads_like_print_stack_trace() {
        Exception cause = new IOException("inner");
        Exception thrown = new IllegalStateException("outer", cause);
        thrown.addSuppressed(new RuntimeException("beside"));
        for (Throwable each : new Throwable[] {cause, thrown, thrown.getSuppressed()[0]}) {
            each.setStackTrace(frames(2)); // the JDK leaves out the frames that cause and effect have in common
        }
        StringWriter jdk = new StringWriter();
        thrown.printStackTrace(new PrintWriter(jdk));

        String text = render(thrown);

        assertThat(text.replaceAll("(?m)^\\s+", ""))
                .isEqualTo(jdk.toString()
                        .strip()
                        .replaceAll("(?m)^\\s+", "")
                        .replace("... 2 more", "at pkg.Type.m0(Type.java:10)\nat pkg.Type.m1(Type.java:11)"));
        assertThat(text)
                .contains("\n\tSuppressed: java.lang.RuntimeException: beside\n\t\tat pkg.Type.m0(Type.java:10)");
        assertThat(text).contains("\nCaused by: java.io.IOException: inner\n\tat pkg.Type.m0(Type.java:10)");
    }

    @Test
    void the_middle_of_each_throwable_is_cut() {
        framesAtMost(5);
        Exception cause = new IOException("inner");
        cause.setStackTrace(frames(6));
        Exception thrown = new IllegalStateException("outer", cause);
        thrown.setStackTrace(frames(12));

        assertThat(render(thrown)).isEqualTo("""
                java.lang.IllegalStateException: outer
                \tat pkg.Type.m0(Type.java:10)
                \tat pkg.Type.m1(Type.java:11)
                \tat pkg.Type.m2(Type.java:12)
                \t... truncated 7 frame(s) ...
                \tat pkg.Type.m10(Type.java:20)
                \tat pkg.Type.m11(Type.java:21)
                Caused by: java.io.IOException: inner
                \tat pkg.Type.m0(Type.java:10)
                \tat pkg.Type.m1(Type.java:11)
                \tat pkg.Type.m2(Type.java:12)
                \t... truncated 1 frame(s) ...
                \tat pkg.Type.m4(Type.java:14)
                \tat pkg.Type.m5(Type.java:15)""");
        assertThat(fixture.reportsAtLast())
                .filteredOn(report -> report.startsWith("exc_info_truncated"))
                .singleElement()
                .asString()
                .contains("frames_removed=8");
    }

    @Test
    void a_circle_ends() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        assertThat(render(first))
                .contains("Suppressed: java.lang.IllegalStateException: second")
                .contains("Caused by: [circular reference: java.lang.IllegalStateException: first]")
                .contains("Caused by: [circular reference: java.lang.IllegalStateException: second]");
    }

    @Test
    void what_an_exception_does_when_it_is_asked_costs_only_its_own_line() {
        Exception mute = new Exception("cause") {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no");
            }
        };
        Exception without = new Exception("without", mute) {
            @Override
            @SuppressWarnings("NullAway")
            public StackTraceElement @Nullable [] getStackTrace() {
                return null;
            }
        };

        String text = render(new IllegalStateException("outer", mute));

        assertThat(text).contains("IllegalStateException: outer\n\tat ");
        assertThat(text).contains("[message failed: UnsupportedOperationException]\n\tat ");
        assertThat(render(without))
                .contains("without")
                .contains("[stack trace failed: java.lang.NullPointerException]");
    }

    @Test
    void there_are_only_so_many_of_them_however_they_hang_together() {
        framesAtMost(1);
        Exception same = new Exception("same");
        Exception broad = new IllegalStateException("broad", new Exception("cause"));
        IntStream.range(0, 20_000).forEach(i -> broad.addSuppressed(i % 2 == 0 ? same : new Exception("one of many")));
        Exception endless = new Exception("endless") {
            @Override
            public Throwable getCause() {
                return new Exception("another", this);
            }
        };
        Exception deep = new Exception("deepest");
        for (int i = 0; i < 20_000; i++) {
            deep = new Exception("deep " + i, deep);
        }

        for (Exception many : new Exception[] {broad, endless, deep}) {
            String text = render(many);
            assertThat(text.lines().filter(line -> line.contains("Exception"))).hasSizeLessThanOrEqualTo(50);
        }
        assertThat(render(broad)).endsWith("... further causes left out");
        assertThat(render(deep)).endsWith("... further causes left out");
    }

    private void framesAtMost(int frames) {
        fixture.close();
        fixture = new PipelineFixture(new PayloadLimits(true, 4096, 25, 512, 3, 8192, 20, 256, frames));
    }

    private String render(Throwable thrown) {
        return String.valueOf(
                fixture.log(call -> call.message("x").thrown(thrown)).excInfo());
    }

    private static StackTraceElement[] frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StackTraceElement("pkg.Type", "m" + i, "Type.java", 10 + i))
                .toArray(StackTraceElement[]::new);
    }
}
