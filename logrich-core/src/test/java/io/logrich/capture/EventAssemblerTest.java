package io.logrich.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

/** What becomes of the lines of one stream; the traces are those that Java, Python, Node and Go print. */
class EventAssemblerTest {
    private static final int MOST_CHARS = 2000;

    private final List<CapturedEvent> events = new ArrayList<>();
    private long micros = 1_700_000_000_000_000L;
    private long nanos;
    private EventAssembler assembler = assembler(true);

    @BeforeTry
    void begin() {
        events.clear();
        assembler = assembler(true);
    }

    private EventAssembler assembler(boolean folding) {
        return new EventAssembler(
                new EventAssembler.Plan("stdout", true, folding, MOST_CHARS, () -> micros, () -> nanos), events::add);
    }

    @Test
    void folds_the_trace_below_a_logger_s_line() {
        String trace = """
            java.lang.IllegalStateException: no
            \tat com.acme.Db.connect(Db.java:12)
            \tat com.acme.App.main(App.java:3)
            \tSuppressed: java.io.IOException: closed
            \t\tat com.acme.Db.close(Db.java:20)
            Caused by: java.net.ConnectException: refused
            \tat java.base/java.net.Socket.connect(Socket.java:1)
            \t... 1 more
            Caused by: com.acme.Failure
            \t... 5 common frames omitted\
            """;
        write("15:04:05.678 [main] ERROR com.acme.App - failed\n" + trace);
        write("15:04:05.679 [main] INFO  com.acme.App - next");
        finish();
        assertThat(described()).containsExactly("ERROR failed", "INFO next");
        assertThat(events.get(0).trace()).isEqualTo(trace);
        assertThat(events.get(0).logger()).isEqualTo("com.acme.App");
        assertThat(events.get(1).trace()).isNull();
    }

    @Test
    void folds_a_trace_that_stands_alone() {
        String trace = """
            Exception in thread "main" java.lang.RuntimeException: two
            lines, and an empty one

            \tat com.acme.App.main(App.java:3)\
            """;
        write("before\n" + trace + "\nafter");
        finish();
        assertThat(described())
                .containsExactly(
                        "INFO before",
                        "ERROR Exception in thread \"main\" java.lang.RuntimeException: two",
                        "INFO after");
        assertThat(events.get(1).trace()).isEqualTo(trace);
    }

    @Test
    void leaves_an_exception_s_name_alone_when_no_frames_follow() {
        write("java.io.IOException: no\nand more\n15:04:05.678 [main] INFO  com.acme.App - next\n\tindented");
        finish();
        assertThat(described())
                .containsExactly("INFO java.io.IOException: no", "INFO and more", "INFO next", "INFO \tindented");
        assertThat(events).extracting(CapturedEvent::trace).containsOnlyNulls();
    }

    @Test
    void keeps_a_logger_s_level() {
        write("15:04:05.678 [main] DEBUG com.acme.App - tried\njava.io.IOException: no\n\tat a.B.c(B.java:1)");
        finish();
        assertThat(described()).containsExactly("DEBUG tried");
    }

    @Test
    void folds_the_exceptions_of_python_and_takes_the_last_line_for_the_message() {
        String trace = """
            Traceback (most recent call last):
              File "shop.py", line 3, in <module>
                1 / 0
                ~~^~~
            ZeroDivisionError: division by zero

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "shop.py", line 5, in <module>
                raise KeyError("x")
            KeyError: 'x'\
            """;
        write("before\n" + trace + "\n\nafter");
        finish();
        assertThat(described()).containsExactly("INFO before", "ERROR KeyError: 'x'", "INFO ", "INFO after");
        assertThat(events.get(1).trace()).isEqualTo(trace);
    }

    @Test
    void folds_the_exception_below_a_line_of_python_s_logging() {
        write("ERROR:root:it failed\nTraceback (most recent call last):\n  File \"a.py\", line 1\nValueError\nnext");
        finish();
        assertThat(described()).containsExactly("ERROR it failed", "INFO next");
        assertThat(events.get(0).trace())
                .isEqualTo("Traceback (most recent call last):\n  File \"a.py\", line 1\nValueError");
    }

    @Test
    void folds_what_node_prints_when_it_dies() {
        String trace = """
            /app/shop.js:3
                throw new TypeError('no');
                ^

            TypeError: no
                at connect (/app/shop.js:3:9)
                at node:internal/main/run_main_module:28:49 {
              code: 'ENOENT'
            }

            Node.js v20.1.0\
            """;
        write(trace);
        finish();
        assertThat(described()).containsExactly("ERROR /app/shop.js:3");
        assertThat(events.get(0).trace()).isEqualTo(trace);
    }

    @Test
    void folds_what_go_prints_when_it_dies() {
        String trace = """
            panic: runtime error: index out of range [5] with length 3

            goroutine 1 [running]:
            main.pick(...)
            \t/app/main.go:9
            main.main()
            \t/app/main.go:5 +0x1d

            goroutine 6 [select]:
            created by main.main in goroutine 1
            \t/app/main.go:4 +0x25
            exit status 2\
            """;
        write(trace + "\nbye");
        finish();
        assertThat(described())
                .containsExactly("CRITICAL panic: runtime error: index out of range [5] with length 3", "INFO bye");
        assertThat(events.get(0).trace()).isEqualTo(trace);
    }

    @Test
    void leaves_lines_that_only_look_indented() {
        write("list:\n  - one\n\tat home\n    at work\nERROR no\n  indented");
        finish();
        assertThat(described())
                .containsExactly(
                        "INFO list:",
                        "INFO   - one",
                        "INFO \tat home",
                        "INFO     at work",
                        "ERROR ERROR no",
                        "INFO   indented");
    }

    @Test
    void hands_on_at_once_what_no_trace_can_follow() {
        write("hello\n{\"level\":\"error\",\"msg\":\"x\"}");
        assertThat(described()).containsExactly("INFO hello", "ERROR x");
        assertThat(assembler.isHolding()).isFalse();
    }

    @Test
    void waits_for_the_next_line_until_it_is_told_that_none_comes() {
        write("15:04:05.678 [main] ERROR com.acme.App - failed");
        assertThat(events).isEmpty();
        assertThat(assembler.isHolding()).isTrue();
        assembler.flush();
        assertThat(described()).containsExactly("ERROR failed");
        write("\tat a.B.c(B.java:1)"); // too late
        finish();
        assertThat(described()).containsExactly("ERROR failed", "INFO \tat a.B.c(B.java:1)");
    }

    @Test
    void hands_on_a_trace_that_does_not_end_after_five_seconds() {
        write("Traceback (most recent call last):");
        nanos += 5_000_000_000L;
        write("  one");
        assertThat(events).isEmpty();
        nanos += 1;
        write("  two");
        assertThat(described()).containsExactly("ERROR Traceback (most recent call last):", "INFO   two");
    }

    @Test
    void goes_on_in_another_event_when_a_trace_is_too_long() {
        String frame = "\tat com.acme.App.run(App.java:7)";
        write("java.lang.StackOverflowError" + ("\n" + frame).repeat(200));
        finish();
        assertThat(events).hasSizeGreaterThan(2).allSatisfy(event -> {
            assertThat(event.level()).isEqualTo(LogLevel.ERROR);
            assertThat(event.trace()).hasSizeLessThanOrEqualTo(MOST_CHARS + 1);
        });
        String all = events.stream().map(CapturedEvent::trace).collect(Collectors.joining("\n"));
        assertThat(all).isEqualTo("java.lang.StackOverflowError" + ("\n" + frame).repeat(200));
    }

    @Test
    void says_when_the_first_line_came() {
        write("15:04:05.678 [main] ERROR com.acme.App - failed");
        long first = micros;
        micros += 1000;
        assembler.arrived();
        write("java.io.IOException\n\tat a.B.c(B.java:1)");
        finish();
        assertThat(events).extracting(CapturedEvent::timeMicros).containsExactly(first);
    }

    @Test
    void adds_up_what_was_cut_away() {
        assembler.line("15:04:05.678 [main] ERROR com.acme.App - failed", 0);
        assembler.line("java.io.IOException: x…", 7);
        assembler.line("\tat a.B.c(B.java:1)", 4);
        finish();
        assertThat(events).extracting(CapturedEvent::skippedBytes).containsExactly(11L);
    }

    @Test
    void folds_lines_that_all_have_systemd_s_prefix() {
        write("<3>java.io.IOException: no\n<3>\tat a.B.c(B.java:1)");
        finish();
        assertThat(described()).containsExactly("ERROR java.io.IOException: no");
        assertThat(events.get(0).trace()).isEqualTo("java.io.IOException: no\n\tat a.B.c(B.java:1)");
    }

    @Test
    void folds_nothing_when_it_is_not_to() {
        assembler = assembler(false);
        write("java.io.IOException: no\n\tat a.B.c(B.java:1)");
        assertThat(described()).containsExactly("INFO java.io.IOException: no", "INFO \tat a.B.c(B.java:1)");
    }

    @Test
    void reads_lines_without_their_colours() {
        write("2024-01-02 15:04:05.678 \u001b[32m INFO\u001b[0;39m \u001b[35m1234\u001b[0;39m \u001b[2m---\u001b[0;39m"
                + " \u001b[2m[           main]\u001b[0;39m \u001b[36mcom.acme.App     \u001b[0;39m \u001b[2m:\u001b[0;39m"
                + " hello\r\r");
        finish();
        assertThat(described()).containsExactly("INFO hello");
        assertThat(events.get(0).logger()).isEqualTo("com.acme.App");
    }

    /** Lines of every kind in any order. */
    @Property(tries = 5000)
    void loses_no_line_and_keeps_their_order(@ForAll("outputs") List<String> lines) {
        lines.forEach(this::write);
        finish();
        assertThat(assembler.isHolding()).isFalse();
        String all = events.stream()
                .map(event -> event.trace() == null || event.trace().startsWith(event.message()) || isPythons(event)
                        ? event.trace() == null ? event.message() : event.trace()
                        : event.message() + "\n" + event.trace())
                .collect(Collectors.joining("\n"));
        assertThat(all).isEqualTo(String.join("\n", lines));
    }

    private static boolean isPythons(CapturedEvent event) {
        return event.trace() != null && event.trace().startsWith(TraceLine.PYTHON);
    }

    @Provide
    Arbitrary<List<String>> outputs() {
        return Arbitraries.of(
                        "ERROR it failed",
                        "hello",
                        "",
                        "java.io.IOException: no",
                        "Error: no",
                        "\tat a.B.c(B.java:1)",
                        "    at b (c.js:1:2) {",
                        "}",
                        "  code: 'X'",
                        "Caused by: d.E",
                        "\t... 3 more",
                        TraceLine.PYTHON,
                        "  File \"a.py\", line 1",
                        "ValueError: x",
                        "During handling of the above exception, another exception occurred:",
                        "panic: no",
                        "goroutine 1 [running]:",
                        "main.main()",
                        "/app/shop.js:3",
                        "Node.js v20.1.0")
                .list()
                .ofMaxSize(40);
    }

    private void write(String text) {
        assembler.arrived();
        for (String line : text.split("\n", -1)) {
            assembler.line(line, 0);
        }
    }

    private void finish() {
        assembler.flush();
    }

    private List<String> described() {
        return events.stream()
                .map(event -> event.level() + " " + event.message())
                .toList();
    }
}
