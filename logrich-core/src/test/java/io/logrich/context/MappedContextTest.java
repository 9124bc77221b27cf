package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The map that other logging systems have, over the one store of contexts. */
class MappedContextTest {
    private final List<String> misuse = new ArrayList<>();
    private final ContextBinder binder = new ContextBinder(misuse::add);
    private final MappedContext map = new MappedContext(binder);

    MappedContextTest() {
        binder.base(ContextFields.empty()
                .set("service", "encoder")
                .set("environment", "test")
                .set("job_id", "job-1")
                .build());
    }

    private LogContext bound() {
        LogContext context = binder.current();
        assertThat(context).isNotNull();
        return context;
    }

    @Test
    void fields_are_fields_and_everything_else_is_extra() {
        map.put("trace_id", "4bf92f35");
        map.put("tenant", "acme");

        assertThat(bound().traceId()).isEqualTo("4bf92f35");
        assertThat(bound().extra()).containsExactly(entry("tenant", "acme"));
        assertThat(map.get("trace_id")).isEqualTo("4bf92f35");
        assertThat(map.get("tenant")).isEqualTo("acme");
        assertThat(map.get("job_id")).isEqualTo("job-1");
        assertThat(map.get("nothing")).isNull();
        assertThat(map.copy()).containsExactly(entry("trace_id", "4bf92f35"), entry("tenant", "acme"));
    }

    @Test
    void what_is_put_outside_of_a_scope_stays_and_inside_it_ends_with_it() {
        map.put("outer", "1");
        try (ContextScope scope = binder.bind("request_id", "req-1")) {
            map.put("inner", "2");
            map.remove("outer");
            assertThat(map.copy()).containsExactly(entry("request_id", "req-1"), entry("inner", "2"));
            try (ContextScope inner = binder.bind("user_id", "u-1")) {
                assertThat(map.get("inner")).isEqualTo("2");
            }
            assertThat(scope.context().extra()).containsOnlyKeys("inner");
        }
        assertThat(map.copy()).containsExactly(entry("outer", "1"));
        assertThat(misuse).isEmpty();
    }

    @Test
    void what_belongs_to_the_process_cannot_be_cleared() {
        map.put("request_id", "req-1");
        map.put("tenant", "acme");
        map.clear();
        map.remove("service");

        assertThat(map.copy()).isEmpty();
        assertThat(bound().service()).isEqualTo("encoder");
        map.put("job_id", "job-2");
        map.clear();
        assertThat(bound().jobId()).isEqualTo("job-2");
    }

    @Test
    void a_copy_can_be_put_back() {
        map.put("tenant", "acme");
        Map<String, String> before = map.copy();
        map.replace(Map.of("request_id", "req-9", "colour", "red"));
        assertThat(map.copy()).containsOnly(entry("request_id", "req-9"), entry("colour", "red"));
        map.replace(before);
        assertThat(map.copy()).containsExactly(entry("tenant", "acme"));
    }

    @Test
    void no_value_throws_and_none_that_is_no_value_changes_a_field() {
        map.put("service", null);
        map.put("service", "  ");
        map.put("process_id", "not a number");
        map.put("extra", "text");
        map.put("null", null);
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("hostile");
            }
        };
        map.put("hostile", hostile);
        map.put("trace_id", hostile);

        assertThat(bound().service()).isEqualTo("encoder");
        assertThat(bound().processId()).isNull();
        assertThat(map.get("extra")).isEqualTo("text");
        assertThat(map.get("hostile")).contains("IllegalStateException");
        assertThat(map.copy()).containsEntry("null", "null");
    }

    @Test
    void each_thread_has_its_own_and_a_wrapped_task_sees_what_was_there() {
        map.put("tenant", "acme");
        Runnable wrapped = binder.wrap(() -> {
            assertThat(map.get("tenant")).isEqualTo("acme");
            map.put("tenant", "other");
            assertThat(map.get("tenant")).isEqualTo("other");
        });
        CompletableFuture.runAsync(() -> {
                    assertThat(map.get("tenant")).isNull();
                    wrapped.run();
                    assertThat(map.get("tenant")).isNull();
                })
                .join();
        wrapped.run();

        assertThat(map.get("tenant")).isEqualTo("acme");
    }

    @Test
    void lists_are_pushed_and_popped_and_are_in_the_context() {
        map.push("ndc", "outer");
        map.push("ndc", "inner");
        assertThat(bound().extra()).containsExactly(entry("ndc", List.of("outer", "inner")));
        assertThat(map.list("ndc")).containsExactly("outer", "inner");
        assertThat(map.pop("ndc")).isEqualTo("inner");
        assertThat(map.pop("ndc")).isEqualTo("outer");
        assertThat(map.pop("ndc")).isNull();
        assertThat(bound().extra()).isEmpty();
        map.put("plain", "first");
        map.push("plain", "second");
        assertThat(map.list("plain")).containsExactly("first", "second");
        map.removeList("plain");
        assertThat(map.copy()).isEmpty();
    }

    @Test
    void after_the_end_nothing_is_kept_and_nothing_throws() {
        map.put("tenant", "acme");
        binder.close();
        map.put("tenant", "other");
        map.replace(new HashMap<>());
        map.clear();

        assertThat(binder.boundThreads()).isZero();
    }

    @Test
    void without_any_context_it_is_empty() {
        MappedContext none = new MappedContext(new ContextBinder());
        none.put("tenant", "acme");
        none.push("list", "entry");

        assertThat(none.copy()).isEmpty();
        assertThat(none.get("tenant")).isNull();
        assertThat(none.list("list")).isEmpty();
    }
}
