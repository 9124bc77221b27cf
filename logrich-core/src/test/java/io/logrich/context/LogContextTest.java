package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogContextTest {
    @Test
    void the_lineage_names_the_eight_youngest_processes() {
        List<Long> chain = new ArrayList<>(LongStream.rangeClosed(1, 11).boxed().toList());

        assertThat(fields().set("process_id_chain", chain).build().processIdChain())
                .containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(fields().set("process_id_chain", chain.subList(0, 8)).build().processIdChain())
                .isEqualTo(chain.subList(0, 8));
    }

    @Test
    void a_generation_is_added_at_the_end_and_the_oldest_goes() {
        LogContext context = fields().build();
        for (long pid = 100; pid < 110; pid++) {
            Identity process = new Identity("bob", "web", pid);
            context = process.onto(ContextFields.of(context)).build();
        }

        assertThat(context.processIdChain()).containsExactly(102L, 103L, 104L, 105L, 106L, 107L, 108L, 109L);
        assertThat(context.processId()).isEqualTo(109);
        assertThat(context.userName()).isEqualTo("bob");
        assertThat(context.hostname()).isEqualTo("web");
    }

    @Test
    void this_process_knows_who_it_is() {
        Identity self = Identity.ofThisProcess();

        assertThat(self.processId()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.hostname()).isNotBlank().doesNotContain(".");
    }

    @Test
    void it_cannot_be_changed_from_outside() {
        Map<String, Object> extra = new LinkedHashMap<>(Map.of("a", 1));
        List<Long> chain = new ArrayList<>(List.of(1L));
        LogContext context =
                fields().set("extra", extra).set("process_id_chain", chain).build();
        extra.put("b", 2);
        chain.add(2L);

        assertThat(context.extra()).containsOnlyKeys("a");
        assertThat(context.processIdChain()).containsExactly(1L);
        assertThatThrownBy(() -> context.extra().put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> context.processIdChain().add(3L)).isInstanceOf(UnsupportedOperationException.class);
        context.toMap(true).put("mine", 1);
        assertThat(context.toMap(true)).doesNotContainKey("mine");
    }

    @Test
    void all_twelve_entries_have_their_place_and_absent_ones_can_be_left_out() {
        LogContext context = fields().build();

        assertThat(List.copyOf(context.toMap(true).keySet()).toString())
                .isEqualTo("[service, environment, job_id, request_id, user_id, user_name, hostname, process_id,"
                        + " process_id_chain, trace_id, span_id, extra]");
        assertThat(context.toMap(false)).containsOnlyKeys("service", "environment", "job_id");
    }

    @Test
    void the_bytes_of_a_context_are_made_once_for_each_encoder() {
        LogContext context = fields().build();
        List<String> calls = new ArrayList<>();
        Function<LogContext, byte[]> one = encoder("one", calls);
        Function<LogContext, byte[]> other = encoder("other", calls);

        byte[] bytes = context.encodedBy(one);
        assertThat(context.encodedBy(one)).isSameAs(bytes);
        assertThat(context.encodedBy(other)).isNotSameAs(bytes);
        assertThat(context.encodedBy(other)).isNotSameAs(bytes);

        assertThat(calls).containsExactly("one", "other");
    }

    @Test
    void contexts_with_the_same_fields_are_equal() {
        LogContext one = fields().set("a", 1).build();
        LogContext other = fields().set("a", 1).build();

        assertThat(one)
                .isEqualTo(other)
                .hasSameHashCodeAs(other)
                .isNotEqualTo(fields().set("a", 2).build());
        assertThat(one).hasToString("LogContext{service=s, environment=e, job_id=j, extra={a=1}}");
    }

    private static Function<LogContext, byte[]> encoder(String name, List<String> calls) {
        return context -> {
            calls.add(name);
            return new byte[1];
        };
    }

    private static ContextFields fields() {
        return ContextFields.empty().set("service", "s").set("environment", "e").set("job_id", "j");
    }

    @Test
    void what_is_bound_does_not_change_with_the_collections_it_was_made_of() {
        List<Object> inner = new ArrayList<>(List.of("before"));
        Map<String, Object> map = new HashMap<>(Map.of("list", inner, "array", new Object[] {inner}));
        LogContext context = ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("map", map)
                .set("extra", Map.of("more", inner))
                .build();

        inner.add("after");
        map.put("late", 1);

        assertThat(context.extra())
                .containsEntry("map", Map.of("list", List.of("before"), "array", List.of(List.of("before"))))
                .containsEntry("more", List.of("before"));
    }

    @Test
    void a_collection_that_cannot_be_copied_costs_only_itself() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        itself.add(itself);
        Map<Object, Object> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new IllegalStateException("broken");
            }
        };
        LogContext context = ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("itself", itself)
                .set("broken", broken)
                .set("fine", 1)
                .build();

        assertThat(context.extra()).containsKey("itself").containsEntry("fine", 1);
        assertThat(String.valueOf(context.extra().get("broken"))).contains("IllegalStateException");
    }
}
