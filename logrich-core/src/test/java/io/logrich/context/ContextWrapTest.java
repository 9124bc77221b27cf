package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tasks that take their context along to another thread. */
class ContextWrapTest {
    private final List<String> misuse = Collections.synchronizedList(new ArrayList<>());
    private final ContextBinder binder = new ContextBinder(misuse::add);
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    @BeforeEach
    void base() {
        binder.base(Contexts.of("base"));
    }

    @AfterEach
    void end() {
        worker.shutdownNow();
    }

    @Test
    void every_kind_of_task_sees_the_context_as_of_its_wrapping() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Map<String, Callable<?>> tasks = new LinkedHashMap<>();
        try (var ignored = binder.bind("request_id", "then")) {
            Runnable runnable = binder.wrap((Runnable) () -> seen.add("runnable " + request()));
            Callable<String> callable = binder.wrap(() -> seen.add("callable " + request()) ? "1" : "");
            Supplier<String> supplier = binder.wrapSupplier(() -> seen.add("supplier " + request()) ? "2" : "");
            Function<String, String> function =
                    binder.wrapFunction(given -> seen.add("function " + given + request()) ? "3" : "");
            Consumer<String> consumer = binder.wrapConsumer(given -> seen.add("consumer " + given + request()));
            BiFunction<String, Integer, String> biFunction =
                    binder.wrapBiFunction((one, two) -> seen.add("bifunction " + one + two + request()) ? "4" : "");
            BiConsumer<String, Integer> biConsumer =
                    binder.wrapBiConsumer((one, two) -> seen.add("biconsumer " + one + two + request()));
            tasks.put("runnable then", Executors.callable(runnable, "0"));
            tasks.put("callable then", callable);
            tasks.put("supplier then", supplier::get);
            tasks.put("function a-then", () -> function.apply("a-"));
            tasks.put("consumer b-then", Executors.callable(() -> consumer.accept("b-"), "0"));
            tasks.put("bifunction c-5then", () -> biFunction.apply("c-", 5));
            tasks.put("biconsumer d-6then", Executors.callable(() -> biConsumer.accept("d-", 6), "0"));
        }
        List<Object> results = new ArrayList<>();
        for (Callable<?> task : tasks.values()) {
            results.add(worker.submit(task).get());
            assertThat(worker.submit(this::request).get()).isEqualTo("none");
        }

        assertThat(seen).containsExactlyElementsOf(tasks.keySet());
        assertThat(results).containsExactly("0", "1", "2", "3", "0", "4", "0");
        assertThat(misuse).isEmpty();
    }

    @Test
    void nothing_can_be_wrapped_that_is_not_there() {
        assertThatThrownBy(() -> binder.wrap((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> binder.wrap((Callable<?>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> binder.wrapSupplier(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> binder.wrapFunction(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> binder.wrapConsumer(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> binder.wrapBiFunction(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> binder.wrapBiConsumer(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_thread_gets_its_own_context_back_also_when_the_task_throws() throws Exception {
        Callable<Object> failing;
        Runnable dying;
        try (var ignored = binder.bind("request_id", "then")) {
            failing = binder.wrap((Callable<Object>) () -> {
                throw new IOException(request());
            });
            dying = binder.wrap((Runnable) () -> {
                throw new StackOverflowError(request());
            });
        }
        ContextScope own = worker.submit(() -> binder.bind("request_id", "own")).get();

        assertThatThrownBy(() -> worker.submit(failing).get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("then");
        assertThat(worker.submit(this::request).get()).isEqualTo("own");
        assertThatThrownBy(() -> worker.submit(dying).get()).hasRootCauseMessage("then");
        assertThat(worker.submit(this::request).get()).isEqualTo("own");
        worker.submit(own::close).get();
        assertThat(worker.submit(this::request).get()).isEqualTo("none");
        assertThat(misuse).isEmpty();
    }

    @Test
    void a_task_that_leaves_scopes_open_leaves_nothing_in_the_thread() throws Exception {
        List<ContextScope> left = new ArrayList<>();
        Runnable task = binder.wrap(() -> {
            left.add(binder.bind("request_id", "left"));
            left.add(binder.bind("user_id", "left"));
        });
        Runnable deserializing = binder.wrap(() -> binder.deserialize(new ContextBinderTest().payload("left")));

        worker.submit(task).get();
        assertThat(worker.submit(this::request).get()).isEqualTo("none");
        worker.submit(deserializing).get();
        assertThat(worker.submit(() -> binder.current().service()).get()).isEqualTo("base");
        assertThat(binder.boundThreads()).isZero();

        worker.submit(() -> left.forEach(ContextScope::close)).get();
        worker.submit(() -> left.forEach(ContextScope::close)).get();
        assertThat(misuse)
                .containsExactly("closed after its stack was replaced", "closed after its stack was replaced");
        assertThat(worker.submit(this::request).get()).isEqualTo("none");
    }

    /** What runs on the caller's own thread (a full executor does that) may even close the scope it was wrapped in. */
    @Test
    void a_scope_closed_inside_a_task_on_its_own_thread_does_not_come_back() {
        ContextScope outer = binder.bind("request_id", "outer");
        ContextScope inner = binder.bind("user_id", "inner");
        Runnable task = binder.wrap(() -> {
            inner.close();
            assertThat(binder.current().userId()).isEqualTo("inner");
        });

        task.run();

        assertThat(misuse).hasSize(1);
        assertThat(binder.current()).isSameAs(outer.context());
        outer.close();
        assertThat(binder.current().requestId()).isNull();
        assertThat(misuse).hasSize(1);
    }

    @Test
    void a_task_sees_the_stack_as_it_was_whatever_is_closed_or_based_later() throws Exception {
        Callable<List<LogContext>> task;
        List<LogContext> then;
        try (ContextScope outer = binder.bind("request_id", "a");
                ContextScope inner = binder.bind("request_id", "b")) {
            then = binder.stack();
            assertThat(then).endsWith(outer.context(), inner.context());
            task = binder.wrap(binder::stack);
        }
        Callable<List<LogContext>> unbound = binder.wrap(binder::stack);
        List<LogContext> base = binder.stack();
        binder.base(List.of(then.get(2)));

        assertThat(worker.submit(task).get()).isEqualTo(then);
        assertThat(worker.submit(task).get()).isEqualTo(then);
        assertThat(worker.submit(unbound).get()).isEqualTo(base);
        assertThat(worker.submit(binder::stack).get()).containsExactly(then.get(2));
    }

    @Test
    void a_task_can_bind_on_top_and_wrap_again() throws Exception {
        Callable<String> task;
        try (var ignored = binder.bind("request_id", "a")) {
            task = binder.wrap(() -> {
                try (var own = binder.bind("user_id", "u")) {
                    Callable<String> nested =
                            binder.wrap(() -> request() + binder.current().userId());
                    Thread.interrupted();
                    return nested.call() + binder.stack().size();
                }
            });
        }
        assertThat(worker.submit(task).get()).isEqualTo("au3");
        assertThat(worker.submit(this::request).get()).isEqualTo("none");
    }

    @Test
    void a_new_thread_inherits_nothing() throws Exception {
        try (var ignored = binder.bind("request_id", "mine")) {
            var seen = new java.util.concurrent.FutureTask<>(this::request);
            new Thread(null, seen, "child", 0, true).start();
            assertThat(seen.get()).isEqualTo("none");
        }
    }

    /** One wrapped task, run by many threads at once, each of which binds something of its own inside and outside. */
    @RepeatedTest(50)
    void a_task_may_run_on_many_threads_at_once() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        Function<String, String> task;
        try (var ignored = binder.bind("request_id", "then")) {
            task = binder.wrapFunction(mine -> {
                try (var own = binder.bind("user_id", mine)) {
                    return request() + binder.current().userId();
                }
            });
        }
        List<Future<Object>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String mine = "t" + i;
            results.add(pool.submit(() -> {
                start.await();
                for (int n = 0; n < 50; n++) {
                    try (var outside = binder.bind("request_id", mine)) {
                        assertThat(task.apply(mine)).isEqualTo("then" + mine);
                        assertThat(binder.current()).isSameAs(outside.context());
                    }
                    assertThat(request()).isEqualTo("none");
                }
                return null;
            }));
        }
        for (Future<Object> result : results) {
            result.get();
        }
        pool.shutdown();
        assertThat(misuse).isEmpty();
        assertThat(binder.boundThreads()).isZero();
    }

    private String request() {
        LogContext context = binder.current();
        String request = context == null ? null : context.requestId();
        return request == null ? "none" : request;
    }
}
