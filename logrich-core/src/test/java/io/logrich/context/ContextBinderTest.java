package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextBinderTest {
    private static final Map<String, Object> REQUIRED = Map.of("service", "s", "environment", "e", "job_id", "j");

    private final List<String> misuse = new ArrayList<>();
    private final ContextBinder binder = new ContextBinder(misuse::add);

    @Test
    void nothing_is_bound_at_first() {
        assertThat(binder.current()).isNull();
        assertThat(binder.stack()).isEmpty();
    }

    @Test
    void the_first_scope_has_to_name_what_is_required() {
        for (String missing : REQUIRED.keySet()) {
            Map<String, Object> fields = new HashMap<>(REQUIRED);
            fields.remove(missing);
            assertThatThrownBy(() -> binder.bind(fields))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(missing + " must not be empty");
            fields.put(missing, " \t");
            assertThatThrownBy(() -> binder.bind(fields)).hasMessage(missing + " must not be empty");
        }
        assertThatThrownBy(() -> binder.bind()).isInstanceOf(IllegalArgumentException.class);
        assertThat(binder.current()).isNull();
    }

    @Test
    void scopes_nest_and_restore_what_was_there() {
        try (ContextScope outer = binder.bind(REQUIRED)) {
            try (ContextScope inner = binder.bind("request_id", "r1", "user_id", 7)) {
                assertThat(binder.current()).isSameAs(inner.context());
                assertThat(inner.context().service()).isEqualTo("s");
                assertThat(inner.context().requestId()).isEqualTo("r1");
                assertThat(inner.context().userId()).isEqualTo("7");
                assertThat(binder.stack()).containsExactly(outer.context(), inner.context());
            }
            assertThat(binder.current()).isSameAs(outer.context());
            assertThat(binder.current().requestId()).isNull();
        }
        assertThat(binder.current()).isNull();
        assertThat(misuse).isEmpty();
    }

    @Test
    void an_exception_inside_a_scope_ends_it() {
        assertThatThrownBy(() -> {
                    try (var ignored = binder.bind(REQUIRED)) {
                        throw new IllegalStateException("inside");
                    }
                })
                .hasMessage("inside");

        assertThat(binder.current()).isNull();
        assertThat(misuse).isEmpty();
    }

    @Test
    void a_bind_that_fails_leaves_the_stack_as_it_is() {
        try (ContextScope scope = binder.bind(REQUIRED)) {
            assertThatThrownBy(() -> binder.bind("service", " ")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> binder.bind("process_id", "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> binder.bind("a", 1, "b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("b has no value");
            assertThat(binder.current()).isSameAs(scope.context());
        }
    }

    @Test
    void unnamed_fields_are_inherited_null_leaves_them_and_none_takes_them_away() {
        try (var ignored = binder.bind(with("request_id", "r", "user_id", "u", "color", "red"))) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("request_id", null);
            fields.put("user_id", ContextBinder.NONE);
            fields.put("color", ContextBinder.NONE);
            fields.put("size", null);
            try (ContextScope inner = binder.bind(fields)) {
                assertThat(inner.context().requestId()).isEqualTo("r");
                assertThat(inner.context().userId()).isNull();
                assertThat(inner.context().extra()).containsOnlyKeys("size").containsEntry("size", null);
            }
            assertThat(binder.current().userId()).isEqualTo("u");
            assertThat(binder.current().extra()).containsEntry("color", "red");
        }
    }

    @Test
    void extra_is_merged_and_can_be_cleared_as_a_whole() {
        try (var ignored = binder.bind(with("extra", Map.of("a", 1, "b", 2), "c", 3))) {
            try (ContextScope inner = binder.bind("extra", Map.of("b", 20), "d", 4)) {
                assertThat(inner.context().extra())
                        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 20, "c", 3, "d", 4));
            }
            try (ContextScope inner = binder.bind("extra", ContextBinder.NONE)) {
                assertThat(inner.context().extra()).isEmpty();
            }
        }
    }

    @Test
    void what_is_required_cannot_be_taken_away() {
        try (var ignored = binder.bind(REQUIRED)) {
            assertThatThrownBy(() -> binder.bind("service", ContextBinder.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_empty_scope_keeps_everything_and_is_a_frame_of_its_own() {
        try (ContextScope outer = binder.bind(REQUIRED)) {
            try (ContextScope inner = binder.bind()) {
                assertThat(inner.context()).isSameAs(outer.context());
                assertThat(binder.stack()).hasSize(2);
            }
            assertThat(binder.stack()).hasSize(1);
        }
    }

    @Test
    void the_base_is_what_every_thread_sees_and_scopes_build_on_it() throws Exception {
        binder.base(Contexts.of("base"));
        try (ContextScope scope = binder.bind("request_id", "r")) {
            assertThat(scope.context().service()).isEqualTo("base");
            assertThat(Contexts.onAnotherThread(binder::current).requestId()).isNull();
            assertThat(Contexts.onAnotherThread(binder::stack))
                    .extracting(LogContext::service)
                    .containsExactly("base");
        }
        assertThat(binder.current().service()).isEqualTo("base");
        assertThat(binder.current().requestId()).isNull();
    }

    @Test
    void a_new_base_is_seen_at_once_by_threads_without_a_scope() {
        binder.base(Contexts.of("one"));
        try (var ignored = binder.bind("request_id", "r")) {
            binder.base(Contexts.of("two"));
            assertThat(binder.current().service()).isEqualTo("one");
        }
        assertThat(binder.current().service()).isEqualTo("two");
        binder.base(List.of(Contexts.of("a"), Contexts.of("b")));
        assertThat(binder.stack()).extracting(LogContext::service).containsExactly("a", "b");
    }

    @Test
    void fields_with_a_name_of_their_own_keep_their_type() {
        Map<String, Object> fields = with("process_id", " 42 ", "process_id_chain", Arrays.asList(1, "2", 3L));
        try (ContextScope scope = binder.bind(fields)) {
            assertThat(scope.context().processId()).isEqualTo(42L);
            assertThat(scope.context().processIdChain()).containsExactly(1L, 2L, 3L);
        }
        for (Object wrong : new Object[] {"1,2", 7, Arrays.asList(1, null), List.of("x")}) {
            assertThatThrownBy(() -> binder.bind(with("process_id_chain", wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("process_id");
        }
    }

    @Test
    void a_scope_without_some_fields_takes_them_away() {
        try (var ignored = binder.bind(with("user_id", "u", "trace_id", "t", "color", "red", "size", 1))) {
            try (ContextScope inner = binder.without("user_id", "color", "never_bound")) {
                assertThat(inner.context().userId()).isNull();
                assertThat(inner.context().traceId()).isEqualTo("t");
                assertThat(inner.context().extra()).containsOnlyKeys("size");
            }
            try (ContextScope inner = binder.without("extra", "process_id_chain", "process_id")) {
                assertThat(inner.context().extra()).isEmpty();
                assertThat(inner.context().processIdChain()).isEmpty();
            }
            assertThat(binder.current().extra()).containsOnlyKeys("color", "size");
            for (String required : REQUIRED.keySet()) {
                assertThatThrownBy(() -> binder.without(required))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(required + " must not be empty");
            }
        }
    }

    @Test
    void extra_may_take_single_values_away_and_null_leaves_it() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("extra", null);
        try (var ignored = binder.bind(with("extra", Map.of("a", 1, "b", 2)))) {
            try (ContextScope inner = binder.bind("extra", Map.of("a", ContextBinder.NONE, "c", 3))) {
                assertThat(inner.context().extra()).isEqualTo(Map.of("b", 2, "c", 3));
            }
            try (ContextScope inner = binder.bind(fields)) {
                assertThat(inner.context().extra()).isEqualTo(Map.of("a", 1, "b", 2));
            }
            try (ContextScope inner = binder.bind("extra", Map.of())) {
                assertThat(inner.context().extra()).isEqualTo(Map.of("a", 1, "b", 2));
            }
            assertThatThrownBy(() -> binder.bind("extra", "text"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("extra must be a map, was 'text'");
        }
    }

    @Test
    void a_first_scope_with_a_pid_and_no_lineage_begins_one() {
        try (ContextScope scope = binder.bind(with("process_id", 7))) {
            assertThat(scope.context().processIdChain()).containsExactly(7L);
            try (ContextScope inner = binder.bind("process_id", 8)) {
                assertThat(inner.context().processIdChain()).containsExactly(7L);
            }
        }
        try (ContextScope scope = binder.bind(with("process_id", 7, "process_id_chain", List.of(6)))) {
            assertThat(scope.context().processIdChain()).containsExactly(6L);
        }
    }

    /** Threads that end without closing their scopes: what they had bound goes, soon after. */
    @Test
    void what_dead_threads_had_bound_is_forgotten() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Thread thread = new Thread(() -> binder.bind(REQUIRED));
            thread.start();
            thread.join();
        }
        assertThat(binder.boundThreads()).isBetween(1, 64);
    }

    @Test
    void after_the_end_nothing_is_bound_and_nothing_is_reported() throws Exception {
        binder.base(Contexts.of("base"));
        ContextScope before = binder.bind("request_id", "r");
        ContextScope inner = binder.bind("request_id", "inner");
        binder.close();

        ContextScope after = binder.bind("user_id", "u");
        assertThat(after.context().userId()).isEqualTo("u");
        assertThat(binder.current().userId()).isNull();
        assertThat(binder.current().requestId()).isNull();
        binder.deserialize(payload("other"));
        assertThat(binder.current().service()).isEqualTo("base");
        before.close();
        after.close();
        inner.close();
        inner.close();
        Contexts.onAnotherThread(() -> {
            after.close();
            return null;
        });
        assertThat(binder.wrap(() -> binder.current().service()).call()).isEqualTo("base");
        assertThat(misuse).isEmpty();
        assertThat(binder.boundThreads()).isZero();
    }

    /** What was bound may belong to another application than the binder. */
    @Test
    void after_the_end_what_was_left_open_is_held_by_nobody() throws Exception {
        var pool = java.util.concurrent.Executors.newSingleThreadExecutor();
        try {
            var gone = new java.lang.ref.ReferenceQueue<Object>();
            var value = pool.submit(() -> {
                        Object bound = new Object();
                        binder.bind(with("value", bound));
                        return new java.lang.ref.WeakReference<>(bound, gone);
                    })
                    .get();
            assertThat(binder.boundThreads()).isEqualTo(1);
            binder.close();

            long start = System.nanoTime();
            while (gone.remove(20) == null && System.nanoTime() - start < 30_000_000_000L) {
                System.gc();
            }
            assertThat(value.get()).isNull();
            assertThat(pool.submit(() -> binder.current() == null).get()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    /** The first time after the last scope was closed, too. */
    @Test
    void asking_for_the_context_allocates_nothing() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        binder.base(Contexts.of("base"));
        long asked = 0;
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 5 && allocated > 0; round++) {
            try (var ignored = binder.bind("request_id", "r")) {
                asked += ask(10_000);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            asked += ask(10_000);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
        assertThat(asked).isPositive();
    }

    private long ask(int times) {
        long found = 0;
        for (int i = 0; i < times; i++) {
            found += binder.current() == null ? 0 : 1;
        }
        return found;
    }

    String payload(String service) {
        try (var ignored = binder.bind(Map.of("service", service, "environment", "e", "job_id", "j"))) {
            return binder.serialize();
        }
    }

    private static Map<String, Object> with(Object... pairs) {
        Map<String, Object> fields = new HashMap<>(REQUIRED);
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
