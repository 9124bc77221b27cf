package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes that are closed twice, late, in the wrong order or on the wrong thread: reported once, and no stack suffers. */
class ContextMisuseTest {
    private static final Map<String, Object> REQUIRED = Map.of("service", "s", "environment", "e", "job_id", "j");

    private final List<String> misuse = new ArrayList<>();
    private final ContextBinder binder = new ContextBinder(misuse::add);

    @Test
    void a_scope_closed_twice_is_reported_and_closes_once() {
        ContextScope outer = binder.bind(REQUIRED);
        ContextScope inner = binder.bind("request_id", "r");
        inner.close();
        inner.close();

        assertThat(binder.current()).isSameAs(outer.context());
        assertThat(misuse).containsExactly("closed twice");
        outer.close();
        assertThat(binder.current()).isNull();
    }

    @Test
    void a_scope_closed_on_another_thread_is_reported_and_stays_open() throws Exception {
        ContextScope scope = binder.bind(REQUIRED);

        Contexts.onAnotherThread(() -> {
            scope.close();
            return null;
        });

        assertThat(misuse).containsExactly("closed on another thread");
        assertThat(binder.current()).isSameAs(scope.context());
        scope.close();
        assertThat(binder.current()).isNull();
        assertThat(misuse).hasSize(1);
    }

    /** Whatever the order in which three scopes are closed: in the end nothing is bound that was not before. */
    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void scopes_closed_in_any_order_leave_nothing_behind(String order) {
        binder.base(Contexts.of("base"));
        LogContext before = binder.current();
        List<ContextScope> scopes =
                List.of(binder.bind("request_id", "1"), binder.bind("user_id", "2"), binder.bind("color", "3"));
        List<LogContext> open =
                new ArrayList<>(scopes.stream().map(ContextScope::context).toList());

        for (char c : order.toCharArray()) {
            ContextScope scope = scopes.get(c - '1');
            scope.close();
            open.remove(scope.context());
            assertThat(binder.current())
                    .as("after %c", c)
                    .isEqualTo(open.isEmpty() ? before : open.get(open.size() - 1));
            assertThat(binder.stack()).hasSize(1 + open.size());
        }

        assertThat(binder.current()).isSameAs(before);
        assertThat(misuse.isEmpty()).isEqualTo(order.equals("321"));
    }

    @Test
    void a_scope_that_outlives_a_replaced_stack_is_reported_and_harms_nothing() {
        ContextScope scope = binder.bind(REQUIRED);
        binder.deserialize(new ContextBinderTest().payload("other"));

        scope.close();

        assertThat(binder.current().service()).isEqualTo("other");
        assertThat(misuse).hasSize(1);
    }

    /** However often and wherever a scope is closed wrongly: it is said once, for each scope. */
    @Test
    void a_scope_is_reported_once() throws Exception {
        ContextScope outer = binder.bind(REQUIRED);
        ContextScope inner = binder.bind("request_id", "r");
        for (int i = 0; i < 3; i++) {
            Contexts.onAnotherThread(() -> {
                outer.close();
                return null;
            });
        }
        outer.close();
        outer.close();
        assertThat(misuse).containsExactly("closed on another thread");

        inner.close();
        inner.close();
        inner.close();
        assertThat(misuse).containsExactly("closed on another thread", "closed twice");
        assertThat(binder.current()).isNull();
        assertThat(binder.boundThreads()).isZero();
    }

    @Test
    void a_scope_is_reported_once_when_many_threads_close_it_at_once() throws Exception {
        List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
        ContextBinder shared = new ContextBinder(told::add);
        for (int round = 1; round <= 200; round++) {
            ContextScope scope = shared.bind(REQUIRED);
            var barrier = new java.util.concurrent.CyclicBarrier(3);
            List<FutureTask<Object>> closers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                FutureTask<Object> closer = new FutureTask<>(() -> {
                    barrier.await();
                    scope.close();
                    return null;
                });
                closers.add(closer);
                new Thread(closer).start();
            }
            for (FutureTask<Object> closer : closers) {
                closer.get();
            }
            assertThat(told).hasSize(round);
            assertThat(shared.current()).isSameAs(scope.context());
            scope.close();
            assertThat(shared.current()).isNull();
        }
    }

    String payload(String service) {
        try (var ignored = binder.bind(Map.of("service", service, "environment", "e", "job_id", "j"))) {
            return binder.serialize();
        }
    }
}
