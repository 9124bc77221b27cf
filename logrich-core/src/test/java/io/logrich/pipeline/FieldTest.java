package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.settings.PayloadLimits;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event's own fields: frozen once, scrubbed at any depth, limited, and harmless whatever they are. */
class FieldTest {
    private final PipelineFixture fixture = new PipelineFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void values_keep_a_sensible_type() {
        UUID uuid = UUID.randomUUID();

        assertThat(value(7)).isEqualTo(7L);
        assertThat(value((short) 7)).isEqualTo(7L);
        assertThat(value(1.5)).isEqualTo(1.5);
        assertThat(value(0.1f)).isEqualTo(0.1);
        assertThat(value(Double.NaN)).isEqualTo(Double.NaN);
        assertThat(value(true)).isEqualTo(true);
        assertThat(value(null)).isNull();
        assertThat(value('c')).isEqualTo("c");
        assertThat(value(new BigInteger("123456789012345678901234567890")))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(value(new BigDecimal("1.10"))).isEqualTo(new BigDecimal("1.10"));
        assertThat(value(new AtomicInteger(3))).isEqualTo(3L);
        assertThat(value(uuid)).isEqualTo(uuid.toString());
        assertThat(value(Path.of("/a/b"))).isEqualTo("/a/b");
        assertThat(value(LocalDate.of(2026, 1, 2))).isEqualTo("2026-01-02");
        assertThat(value(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(value(new Date(0))).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(value(TimeUnit.DAYS)).isEqualTo("DAYS");
        assertThat(value(String.class)).isEqualTo("java.lang.String");
        assertThat(value(Optional.of(5))).isEqualTo(5L);
        assertThat(value(Optional.empty())).isNull();
        assertThat(value(new int[] {1, 2})).isEqualTo(List.of(1L, 2L));
        assertThat(value(new byte[] {1, (byte) 0xff})).isEqualTo("01ff");
        assertThat(value(new Object[] {"a", null})).isEqualTo(Arrays.asList("a", null));
        assertThat(value(Set.of("only"))).isEqualTo(List.of("only"));
        assertThat(value(Map.of("a", List.of(1, Map.of("b", true)))))
                .isEqualTo(Map.of("a", List.of(1L, Map.of("b", true))));
        assertThat(value("lone \ud83d surrogate")).isEqualTo("lone \ufffd surrogate");
    }

    @Test
    void a_key_given_twice_has_its_last_value_at_its_first_place() {
        LogEvent event = fixture.log(
                call -> call.message("x").field("a", 1).field("b", 2).field("a", 3));

        assertThat(event.extra()).containsExactly(Map.entry("a", 3L), Map.entry("b", 2L));
    }

    @Test
    void an_object_is_asked_for_its_text_once_and_before_the_call_returns() {
        List<String> list = new ArrayList<>(List.of("before"));
        AtomicInteger asked = new AtomicInteger();
        Object counting = new Object() {
            @Override
            public String toString() {
                return "asked " + asked.incrementAndGet();
            }
        };

        fixture.send(call -> call.message("x").field("list", list).field("counting", counting));
        list.add("after");

        assertThat(fixture.read().get(0).extra())
                .containsEntry("list", List.of("before"))
                .containsEntry("counting", "asked 1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void hostile_values_cost_only_themselves() {
        List<Object> itself = new ArrayList<>();
        Collections.addAll(itself, itself, itself, itself, itself, itself, itself, itself, itself, itself, itself);
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("again", cycle);
        Map<Object, Object> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new IllegalStateException("broken");
            }
        };
        Map<String, Object> alike = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                return new AbstractSet<>() {
                    @Override
                    public Iterator<Entry<String, Object>> iterator() {
                        return Stream.generate(() -> Map.<String, Object>entry("again", 1))
                                .iterator();
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
            }
        };
        Object endless = new Object() {
            @Override
            public String toString() {
                return toString() + "x";
            }
        };

        LogEvent event = fixture.log(call -> call.message("x")
                .field("itself", itself)
                .field("cycle", cycle)
                .field("broken", broken)
                .field("alike", alike)
                .field("endless", endless)
                .field("huge", "h".repeat(1 << 20))
                .field(null, "no key")
                .field("", "empty key")
                .field("fine", 1));

        assertThat(event.extra()).containsKeys("itself", "cycle", "broken", "endless", "huge", "null", "", "fine");
        assertThat(String.valueOf(event.extra().get("broken"))).contains("IllegalStateException");
        assertThat(String.valueOf(event.extra().get("endless"))).contains("StackOverflowError");
        assertThat(String.valueOf(event.extra().get("huge"))).hasSize(512);
        assertThat(event.extra()).containsEntry("fine", 1L).containsEntry("alike", Map.of("again", 1L));
    }

    @Test
    void limits_that_are_larger_than_usual_are_kept_too() {
        PayloadLimits large = new PayloadLimits(true, 4096, 2000, 512, 20, 1 << 20, 20, 256, 100);
        Object deep = "bottom";
        for (int i = 0; i < 15; i++) {
            deep = List.of(deep);
        }
        Object bottom = deep;
        try (PipelineFixture generous = new PipelineFixture(large)) {
            LogEvent event = generous.log(call -> call.message("x")
                    .field("many", Collections.nCopies(2001, 1))
                    .field("deep", bottom));

            assertThat(event.extra().get("many"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(2000);
            assertThat(event.extra()).containsEntry("deep", bottom);
            assertThat(generous.reportsAtLast())
                    .singleElement()
                    .asString()
                    .startsWith("extra_value_truncated")
                    .contains("reason=items", "new_length=2000", "key=many");
        }
    }

    @Test
    void a_map_that_breaks_off_loses_what_was_not_read() {
        Map<String, Object> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException("broken");
            }
        };

        LogEvent event = fixture.log(call -> call.message("x").field("a", 1).fields(broken));

        assertThat(event.extra()).containsEntry("a", 1L).containsKey("_extra_invalid");
    }

    @Test
    void keys_over_the_limit_are_left_out_and_named() {
        LogEvent event = fixture.log(call -> {
            for (int i = 0; i < 27; i++) {
                call.field("k" + i, i);
            }
            return call.message("x");
        });

        assertThat(event.extra()).hasSize(25).doesNotContainKey("k25");
        assertThat(fixture.reportsAtLast())
                .singleElement()
                .asString()
                .startsWith("extra_keys_dropped")
                .contains("dropped_keys=[k25, k26]", "limit=25", "event_id=0", "logger=test");
    }

    @Test
    void values_over_the_limit_are_cut_at_any_depth_and_named_by_their_path() {
        LogEvent event = fixture.log(call -> call.message("x")
                .field("top", "é".repeat(600))
                .field("map", Map.of("list", List.of("short", "x".repeat(600)))));

        assertThat(String.valueOf(event.extra().get("top"))).hasSize(512).endsWith("…[truncated]");
        assertThat(fixture.reportsAtLast())
                .hasSize(2)
                .anySatisfy(report -> assertThat(report).contains("key=top", "original_length=600", "new_length=512"))
                .anySatisfy(report -> assertThat(report).contains("key=map.list[1]", "reason=length"));
    }

    @Test
    void what_is_too_deep_becomes_text() {
        Object deep = Map.of("b", Map.of("c", Map.of("d", Map.of("e", 1))));

        assertThat(value(deep)).isEqualTo(Map.of("b", Map.of("c", Map.of("d", "{\"e\":1}"))));
        assertThat(fixture.reportsAtLast()).as("nothing was lost").isEmpty();
    }

    @Test
    void the_last_fields_go_until_the_rest_is_within_the_budget() {
        LogEvent event = fixture.log(call -> {
            for (int i = 0; i < 20; i++) {
                call.field("k" + i, "x".repeat(500));
            }
            return call.message("x");
        });

        assertThat(event.extra()).hasSize(16).containsKey("k15").doesNotContainKey("k16");
        assertThat(fixture.reportsAtLast())
                .singleElement()
                .asString()
                .startsWith("extra_total_trimmed")
                .contains("removed=[k19, k18, k17, k16]", "limit=8192");
    }

    @Test
    void secrets_are_masked_under_their_keys_and_by_their_look_at_any_depth() {
        LogEvent event = fixture.log(call -> call.message("x")
                .field("Password", "hunter2")
                .field("pin", 1234)
                .field("PIN", "none")
                .field("user", Map.of("password", List.of("a", Map.of("b", 7)), "name", "ada"))
                .field("list", List.of(Map.of("password", "hunter2"), "Bearer abcd1234abcd"))
                .field("url", "https://ada:hunter2@host")
                .field("text", "password=hunter2")
                .field("https://ada:hunter2@host", 1));

        assertThat(event.extra())
                .containsEntry("Password", "***")
                .containsEntry("pin", "***")
                .containsEntry("PIN", "none")
                .containsEntry("user", Map.of("password", List.of("***", Map.of("b", "***")), "name", "ada"))
                .containsEntry("list", List.of(Map.of("password", "***"), "Bearer ***"))
                .containsEntry("url", "https://ada:***@host")
                .containsEntry("text", "password=***")
                .containsEntry("https://ada:***@host", 1L);
    }

    @Test
    void an_event_larger_than_any_record_is_shortened_and_still_scrubbed() {
        PayloadLimits wide = new PayloadLimits(true, 2_000_000, 25, 2_000_000, 3, 8_000_000, 20, 256, 100);
        try (PipelineFixture here = new PipelineFixture(wide)) {
            LogEvent event = here.log(call -> {
                for (int i = 0; i < 25; i++) {
                    call.field("k" + i, "x".repeat(60_000));
                }
                return call.message("password=hunter2 stays").thrown(new IllegalStateException("Bearer abcd1234abcd"));
            });

            assertThat(event.message()).isEqualTo("password=*** stays");
            assertThat(event.extra()).containsExactly(Map.entry("_shortened", true));
            assertThat(event.excInfo()).contains("Bearer ***").doesNotContain("abcd1234abcd");
        }
    }

    /** The budget is a true bound, whatever the values are. */
    @Property(tries = 300)
    void the_extra_as_json_is_never_over_the_budget(@ForAll long seed) {
        Map<String, Object> extra = extra(new Random(seed), 0);
        PayloadLimits tight = new PayloadLimits(true, 4096, 25, 64, 3, 300, 20, 256, 100);
        try (PipelineFixture here = new PipelineFixture(tight)) {
            LogEvent event = here.log(call -> call.message("x").fields(extra));

            int sum = 0;
            for (Map.Entry<String, @Nullable Object> field : event.extra().entrySet()) {
                JsonWriter json = new JsonWriter(new Utf8Buffer(64));
                json.open('{').key(field.getKey()).value(field.getValue()).close('}');
                sum += json.out().size();
            }
            assertThat(sum).isLessThanOrEqualTo(300);
            assertNoDeeper(event.extra(), 0);
        }
    }

    private static void assertNoDeeper(@Nullable Object value, int depth) {
        assertThat(depth).isLessThanOrEqualTo(4);
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> assertNoDeeper(item, depth + 1));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> assertNoDeeper(item, depth + 1));
        } else if (value instanceof String text) {
            assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(64);
        }
    }

    private static Map<String, Object> extra(Random random, int depth) {
        Map<String, Object> extra = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            extra.put("key" + random.nextInt(100), value(random, depth));
        }
        return extra;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 5 ? 9 : 11)) {
            case 0 -> 1;
            case 1 -> 1.5;
            case 2 -> Double.NaN;
            case 3 -> "\u0001".repeat(random.nextInt(70));
            case 4 -> "é".repeat(random.nextInt(100));
            case 5 -> "\"".repeat(random.nextInt(40));
            case 6 -> TimeUnit.DAYS;
            case 7 -> "x";
            case 8 -> true;
            case 9 -> List.of(value(random, depth + 1), value(random, depth + 1));
            default -> extra(random, depth + 1);
        };
    }

    private @Nullable Object value(@Nullable Object value) {
        return fixture.log(call -> call.message("x").field("key", value))
                .extra()
                .get("key");
    }
}
