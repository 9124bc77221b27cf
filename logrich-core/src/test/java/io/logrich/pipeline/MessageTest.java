package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.diagnostics.Loss;
import io.logrich.event.LogEvent;
import io.logrich.event.LogResult;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RateSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages: parameters, limits, and what a hostile one costs. */
class MessageTest {
    private static final ValueFilter VALUES =
            new ValueFilter(new Scrubber(PipelineFixture.secrets()), PayloadLimits.DEFAULT);

    private final PipelineFixture fixture = new PipelineFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "{} and {}, 1 and two",
        "'{}', 1",
        "a {} b, a 1 b",
        "{}{}{}, 1two{}",
        "\\{} {}, {} 1",
        "é {} 😀 {}, é 1 😀 two",
    })
    void each_place_takes_the_next_parameter(String template, String expected) {
        assertThat(message(template, 1, "two")).isEqualTo(expected);
        assertThat(message(template, 1, "two")).as("taken apart").isEqualTo(expected);
        assertThat(message(template, 1, "two")).as("known").isEqualTo(expected);
    }

    @Test
    void what_does_not_fit_is_reported_and_the_event_is_logged() {
        message("one place {}", 1, 2);
        message("two places {} {}", 1);
        message("none", 1);
        message("a throwable at the end needs none {}", 1, new IllegalStateException("x"));
        message("no parameters, no places meant: {}");

        assertThat(fixture.reportsAtLast())
                .hasSize(3)
                .allSatisfy(report ->
                        assertThat(report).startsWith("message_format_failed").contains("logger=test"))
                .anySatisfy(report -> assertThat(report).contains("2 given, 1 used"))
                .anySatisfy(report -> assertThat(report).contains("a place has no parameter: 1 given"));
    }

    @Test
    void a_parameter_that_fails_costs_only_itself() {
        Object throwing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("password=hunter2");
            }
        };
        Object recursive = new Object() {
            @Override
            public String toString() {
                return "x" + this;
            }
        };
        Object without = new Object() {
            @Override
            @SuppressWarnings("NullAway")
            public @Nullable String toString() {
                return null;
            }
        };

        assertThat(message("{} {} {} {}", throwing, recursive, without, 4))
                .matches("\\[.*: IllegalStateException] \\[.*: StackOverflowError] null 4");
    }

    @Test
    void a_parameter_may_log_itself() {
        Object talkative = new Object() {
            @Override
            public String toString() {
                fixture.send(call -> call.message("from within"));
                return "said";
            }
        };

        fixture.send(call -> call.message("it {}").parameters(1, talkative, null, null));

        assertThat(fixture.read()).extracting(LogEvent::message).containsExactly("from within", "it said");
    }

    @Test
    void null_and_blank_messages_are_messages() {
        assertThat(fixture.log(call -> call.message(null)).message()).isEqualTo("null");
        assertThat(fixture.log(call -> call.message("")).message()).isEmpty();
        assertThat(fixture.log(call -> call.message("  ")).message()).isEqualTo("  ");
        assertThat(fixture.log(call -> call.message(null).parameters(1, 2, null, null))
                        .message())
                .isEqualTo("null");
    }

    @Test
    void a_message_over_the_limit_is_cut_to_exactly_the_limit_in_code_points() {
        String long1 = "😀".repeat(5000);

        String cut = fixture.log(call -> call.message(long1)).message();

        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(4096);
        assertThat(cut).endsWith("…[truncated]").startsWith("😀");
        assertThat(message("{}", "é".repeat(4096))).hasSize(4096).doesNotContain("truncated");
        assertThat(fixture.reportsAtLast())
                .singleElement()
                .asString()
                .startsWith("message_truncated")
                .contains("reason=message", "original_length=5000", "new_length=4096", "event_id=0");
    }

    @Test
    void whatever_the_limit_what_is_cut_is_marked_and_reported() {
        fixture.close();
        PayloadLimits large = new PayloadLimits(true, 100_000, 25, 100_000, 3, 1 << 20, 20, 256, 100);
        try (PipelineFixture generous = new PipelineFixture(large, RateSettings.DEFAULT, 1 << 24)) {
            String text = "😀".repeat(100_000);

            assertThat(generous.log(call -> call.message(text)).message()).isEqualTo(text);
            assertThat(generous.log(call -> call.message(text + "x")).message())
                    .endsWith(Texts.SUFFIX)
                    .satisfies(cut -> assertThat(Texts.points(cut)).isEqualTo(100_000));
            assertThat(generous.log(call -> call.message("{}").parameters(1, text + "x", null, null))
                            .message())
                    .endsWith(Texts.SUFFIX);
            assertThat(generous.log(call -> call.message("x").field("k", text + "x"))
                            .extra()
                            .get("k"))
                    .asString()
                    .endsWith(Texts.SUFFIX);
            assertThat(generous.reportsAtLast())
                    .extracting(report -> report.substring(0, report.indexOf('{')))
                    .containsExactly("message_truncated", "message_truncated", "extra_value_truncated");
        }
    }

    @Test
    void a_limit_that_is_shorter_than_its_mark_leaves_the_head_of_the_mark() {
        try (PipelineFixture tight = new PipelineFixture(limits(true, 5))) {
            assertThat(tight.log(call -> call.message("much too long")).message())
                    .isEqualTo("…[tru");
        }
    }

    @Test
    void a_message_that_must_not_be_cut_is_refused() {
        try (PipelineFixture strict = new PipelineFixture(limits(false, 5))) {
            LogResult result = strict.send(call -> call.message("123456"));

            assertThat(result.accepted()).isFalse();
            assertThat(result.reason()).isEqualTo("too_long");
            assertThat(strict.monitor.snapshot().dropsByReason()).containsEntry(Loss.TOO_LONG.reason(), 1L);
            assertThat(strict.send(call -> call.message("12345")).accepted()).isTrue();
        }
    }

    @Test
    void a_parameter_is_asked_for_its_text_once_whatever_becomes_of_the_event() {
        AtomicInteger asked = new AtomicInteger();
        Object counting = new Object() {
            @Override
            public String toString() {
                asked.incrementAndGet();
                return "é".repeat(40_000);
            }
        };
        PayloadLimits wide = new PayloadLimits(false, 500_000, 25, 512, 3, 8192, 20, 256, 100);
        try (PipelineFixture fixture = new PipelineFixture(wide)) {
            LogEvent shortened = fixture.log(call ->
                    call.message("{} {} {} {}").parameters(new Object[] {counting, counting, counting, counting}));

            assertThat(asked).hasValue(4);
            assertThat(shortened.extra()).containsEntry("_shortened", true);
            assertThat(shortened.message()).startsWith("ééé").endsWith("é").hasSizeBetween(64_000, 65_000);
        }
        try (PipelineFixture strict = new PipelineFixture(limits(false, 5))) {
            assertThat(strict.send(call -> call.message("{}").parameters(1, counting, null, null))
                            .reason())
                    .isEqualTo("too_long");
            assertThat(asked).hasValue(5);
        }
    }

    @Test
    void an_error_in_a_parameter_costs_only_itself_too() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new NoClassDefFoundError("gone");
            }
        };

        assertThat(message("{} {}", broken, 2)).matches("\\[.*: NoClassDefFoundError] 2");
        assertThat(fixture.log(call -> call.message("x").field("broken", broken).field("fine", 1))
                        .extra())
                .containsEntry("fine", 1L);
    }

    @Test
    void secrets_are_masked_before_the_cut_could_hide_them() {
        String secret = "s3cr3t".repeat(20);
        String text = "x".repeat(4096 - 60) + " password=" + secret;

        assertThat(fixture.log(call -> call.message(text)).message())
                .doesNotContain("s3cr3t")
                .endsWith("password=***");
        for (int i = 0; i < 3; i++) { // a template that comes again is treated otherwise
            assertThat(message("user {} password={}", "ada", secret)).isEqualTo("user ada password=***");
            assertThat(message("{}{}", "pass", "word=" + secret)).isEqualTo("password=***");
        }
        assertThat(message("{}", Map.of("password", secret))).isEqualTo("{password=***}");
        assertThat(message("{}", List.of("Bearer " + secret))).isEqualTo("[Bearer ***]");
        assertThat(message("{}", List.of(Map.of("password", "correct horse, battery staple"))))
                .isEqualTo("[{password=***}]");
    }

    @Test
    void the_text_of_an_exception_is_scrubbed_too() {
        Exception cause = new IllegalStateException("https://ada:hunter2@host failed");
        Exception thrown = new IllegalArgumentException("password=hunter2", cause);
        thrown.addSuppressed(new RuntimeException("Bearer abcd1234abcd"));

        String excInfo = fixture.log(call -> call.message("x").thrown(thrown)).excInfo();

        assertThat(excInfo)
                .contains("IllegalArgumentException: password=***", "https://ada:***@host failed", "Bearer ***")
                .contains("Caused by: ", "Suppressed: ", "\tat ")
                .doesNotContain("hunter2");
    }

    /** The short way of a template that has come before, straight into the bytes, says the same as the long one. */
    @Property(tries = 2000)
    void both_ways_say_the_same(@ForAll("templates") String template, @ForAll("parameters") List<Object> parameters) {
        LogCall call = new LogCall().message(template).parameters(parameters.toArray());
        StringBuilder out = new StringBuilder();
        String expected = MessageFormatter.format(out, template, call, VALUES, new Notes())
                .toString();

        for (int i = 0; i < 3; i++) {
            String message = fixture.log(said -> said.message(template).parameters(parameters.toArray()))
                    .message();

            assertThat(message).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of("{}", "{", "}", "\\", "a", " ", "é", "😀", "b:", "@")
                .list()
                .ofMaxSize(10)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<Object>> parameters() {
        return Arbitraries.<Object>of(1, -2L, "text", "{}", "é😀", 1.5, true, List.of(1, "x"), Map.of("k", 2), "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private String message(String template, Object... parameters) {
        return fixture.log(call -> call.message(template).parameters(parameters))
                .message();
    }

    private static PayloadLimits limits(boolean truncate, int messageMaxChars) {
        return new PayloadLimits(truncate, messageMaxChars, 25, 512, 3, 8192, 20, 256, 100);
    }
}
