package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What threads have bound when one binder takes the place of another. */
class SuccessionTest {
    private final List<String> misuse = new ArrayList<>();
    private final ContextBinder old = binder("implicit", "local");
    private final ContextBinder next = binder("shop", "prod");

    private ContextBinder binder(String service, String environment) {
        ContextBinder binder = new ContextBinder(misuse::add);
        binder.base(ContextFields.empty()
                .set("service", service)
                .set("environment", environment)
                .set("job_id", "bootstrap")
                .build());
        return binder;
    }

    private void succeed() {
        next.succeed(old);
        old.close();
    }

    private static LogContext seen(ContextBinder binder) {
        LogContext context = binder.current();
        if (context == null) {
            throw new AssertionError("no context");
        }
        return context;
    }

    @Test
    void what_was_bound_stays_and_what_it_stood_on_is_new() {
        new MappedContext(old).put("tenant", "acme");
        try (ContextScope scope = old.bind(Map.of("request_id", "r-1", "service", "named", "colour", "red"))) {
            succeed();

            assertThat(seen(next).service()).isEqualTo("named");
            assertThat(seen(next).environment()).isEqualTo("prod");
            assertThat(seen(next).requestId()).isEqualTo("r-1");
            assertThat(seen(next).extra()).isEqualTo(Map.of("tenant", "acme", "colour", "red"));
            assertThat(seen(next)).isSameAs(seen(next)).isSameAs(scope.context());
            assertThat(next.stack()).extracting(LogContext::service).containsExactly("shop", "shop", "named");
        }
        assertThat(seen(next).service()).isEqualTo("shop");
        assertThat(seen(next).extra()).isEqualTo(Map.of("tenant", "acme"));
        new MappedContext(next).remove("tenant");
        assertThat(seen(next).extra()).isEmpty();
        assertThat(misuse).isEmpty();
    }

    @Test
    void scopes_that_overlap_the_change_close_in_their_order() {
        ContextScope outer = old.bind("request_id", "outer");
        succeed();
        ContextScope inner = next.bind("user_id", "inner");
        assertThat(seen(next).requestId()).isEqualTo("outer");
        inner.close();
        outer.close();

        assertThat(seen(next).requestId()).isNull();
        assertThat(seen(next).userId()).isNull();
        assertThat(misuse).isEmpty();
    }

    @Test
    void a_task_that_was_wrapped_before_has_its_context_afterwards() {
        Supplier<LogContext> task;
        try (ContextScope scope = old.bind("request_id", "r-1")) {
            assertThat(scope.context().requestId()).isEqualTo("r-1");
            task = old.wrapSupplier(() -> seen(next));
        }
        Supplier<LogContext> bare = old.wrapSupplier(() -> seen(next));
        succeed();

        assertThat(task.get().requestId()).isEqualTo("r-1");
        assertThat(task.get().service()).isEqualTo("shop");
        assertThat(bare.get().service()).isEqualTo("shop");
        assertThat(seen(next).requestId()).isNull();
    }

    @Test
    void other_threads_keep_theirs_also_in_the_middle_of_a_task() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CountDownLatch bound = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        try (ContextScope scope = old.bind("request_id", "r-2")) {
            assertThat(scope.context().requestId()).isEqualTo("r-2");
            pool.submit(() -> new MappedContext(old).put("tenant", "pool")).get();
            var inside = pool.submit(old.wrap(() -> {
                bound.countDown();
                changed.await();
                return seen(next);
            }));
            bound.await();
            succeed();
            changed.countDown();

            assertThat(inside.get().requestId()).isEqualTo("r-2");
            assertThat(inside.get().service()).isEqualTo("shop");
        }
        LogContext afterwards = pool.submit(() -> seen(next)).get();
        assertThat(afterwards.extra()).isEqualTo(Map.of("tenant", "pool"));
        assertThat(afterwards.requestId()).isNull();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_was_taken_away_before_stays_away_and_the_end_forgets_all() {
        old.base(ContextFields.empty()
                .set("service", "implicit")
                .set("environment", "local")
                .set("job_id", "bootstrap")
                .set("user_id", "parent")
                .set("inherited", 1)
                .set("changed", 1)
                .build());
        next.base(ContextFields.of(seen(next))
                .set("user_id", "own")
                .set("inherited", 2)
                .build());
        old.bind(Map.of("user_id", ContextBinder.NONE, "inherited", ContextBinder.NONE, "changed", 2));
        succeed();

        assertThat(seen(next).userId()).isNull();
        assertThat(seen(next).extra()).isEqualTo(Map.of("changed", 2));
        next.close();
        assertThat(next.boundThreads()).isZero();
    }
}
