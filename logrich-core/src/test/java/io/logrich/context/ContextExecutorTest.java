package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Executors that take the submitter's context along. */
class ContextExecutorTest {
    private static final int SOON = 60;

    private final List<String> misuse = Collections.synchronizedList(new ArrayList<>());
    private final ContextBinder binder = new ContextBinder(misuse::add);
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    private final ScheduledExecutorService executor = binder.wrap(pool);

    @BeforeEach
    void base() {
        binder.base(Contexts.of("base"));
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    /** Also those that a newer Java has added, some with an implementation that would not do. */
    @Test
    void every_method_of_an_executor_is_our_own() throws Exception {
        List<String> missing = new ArrayList<>();
        for (Method method : ScheduledExecutorService.class.getMethods()) {
            Method ours = executor.getClass().getMethod(method.getName(), method.getParameterTypes());
            if (!Modifier.isStatic(method.getModifiers())
                    && !ours.getDeclaringClass()
                            .getPackageName()
                            .equals(getClass().getPackageName())) {
                missing.add(method.toString());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_way_to_submit_takes_the_context_along() throws Exception {
        FutureTask<String> executed = new FutureTask<>(this::request);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch rounds = new CountDownLatch(6);
        Runnable note = () -> seen.add(request());
        Runnable round = () -> {
            seen.add(request());
            rounds.countDown();
        };
        List<Callable<String>> two = List.of(this::request, this::request);
        List<Future<?>> pending = new ArrayList<>();
        ScheduledFuture<?> rate;
        ScheduledFuture<?> delay;
        try (var ignored = binder.bind("request_id", "then")) {
            executor.execute(executed);
            pending.add(executor.submit(this::request));
            pending.add(executor.submit(note));
            pending.add(executor.submit(note, "given"));
            pending.addAll(executor.invokeAll(two));
            pending.addAll(executor.invokeAll(two, SOON, TimeUnit.SECONDS));
            assertThat(executor.invokeAny(two)).isEqualTo("then");
            assertThat(executor.invokeAny(two, SOON, TimeUnit.SECONDS)).isEqualTo("then");
            pending.add(executor.schedule(note, 1, TimeUnit.MILLISECONDS));
            pending.add(executor.schedule(this::request, 1, TimeUnit.MILLISECONDS));
            rate = executor.scheduleAtFixedRate(round, 0, 1, TimeUnit.MILLISECONDS);
            delay = executor.scheduleWithFixedDelay(round, 0, 1, TimeUnit.MILLISECONDS);
        }
        assertThat(rounds.await(SOON, TimeUnit.SECONDS)).isTrue();
        rate.cancel(false);
        delay.cancel(false);
        List<Object> results = new ArrayList<>();
        for (Future<?> future : pending) {
            results.add(future.get());
        }

        assertThat(executed.get()).isEqualTo("then");
        assertThat(results).containsExactly("then", null, "given", "then", "then", "then", "then", null, "then");
        assertThat(seen).hasSizeGreaterThanOrEqualTo(9).containsOnly("then");
        executor.shutdown();
        assertThat(executor.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(misuse).isEmpty();
        assertThat(binder.boundThreads()).isZero();
    }

    @Test
    void its_end_is_that_of_the_executor_inside() throws Exception {
        assertThat(executor.isShutdown()).isFalse();
        assertThat(executor.isTerminated()).isFalse();
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch finish = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            executor.execute(() -> {
                running.countDown();
                awaitUninterruptibly(finish);
            });
        }
        running.await();
        assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        executor.shutdown();

        assertThat(pool.isShutdown()).isTrue();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        finish.countDown();
        assertThat(executor.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.toString()).startsWith("ContextExecutor[").contains("Terminated");
    }

    @Test
    void tasks_that_never_began_come_back_as_they_were_given() throws Exception {
        ThreadPoolExecutor plain =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new java.util.concurrent.LinkedBlockingQueue<>());
        ExecutorService wrapped = binder.wrap((ExecutorService) plain);
        CountDownLatch running = new CountDownLatch(1);
        wrapped.execute(() -> {
            running.countDown();
            awaitUninterruptibly(new CountDownLatch(1));
        });
        running.await();
        Runnable waiting = () -> {};
        wrapped.execute(waiting);
        Future<?> submitted = wrapped.submit(waiting);

        List<Runnable> back = wrapped.shutdownNow();

        assertThat(back).hasSize(2).startsWith(waiting);
        assertThat(back.get(1)).isSameAs(submitted);
    }

    @Test
    void failures_and_deadlines_are_those_of_the_executor_inside() throws Exception {
        Callable<String> failing = () -> {
            throw new IllegalStateException(request());
        };
        CountDownLatch never = new CountDownLatch(1);
        Callable<String> hanging = () -> {
            never.await();
            return "";
        };
        try (var ignored = binder.bind("request_id", "then")) {
            assertThatThrownBy(() -> executor.submit(failing).get()).hasRootCauseMessage("then");
            assertThatThrownBy(() -> executor.invokeAny(List.of(failing))).hasRootCauseMessage("then");
            assertThatThrownBy(() -> executor.invokeAny(List.of(hanging), 1, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(executor.invokeAll(List.of(hanging), 1, TimeUnit.MILLISECONDS)
                            .get(0)
                            .isCancelled())
                    .isTrue();
            assertThatThrownBy(() -> executor.submit((Callable<?>) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> executor.invokeAll(Collections.singletonList(null)))
                    .isInstanceOf(NullPointerException.class);
        }
        assertThatThrownBy(() -> binder.wrap((ExecutorService) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_task_that_the_submitter_runs_itself_leaves_its_scopes_alone() {
        ThreadPoolExecutor full =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new java.util.concurrent.SynchronousQueue<>());
        full.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        CountDownLatch finish = new CountDownLatch(1);
        full.execute(() -> awaitUninterruptibly(finish));
        try (ContextScope scope = binder.bind("request_id", "mine")) {
            List<String> seen = new ArrayList<>();
            binder.wrap((ExecutorService) full).execute(() -> {
                seen.add(request());
                binder.bind("request_id", "left open");
            });
            assertThat(seen).containsExactly("mine");
            assertThat(binder.current()).isSameAs(scope.context());
        }
        assertThat(misuse).isEmpty();
        finish.countDown();
        full.shutdown();
    }

    @Test
    void closing_waits_for_what_runs() throws Exception {
        ContextExecutor<?> closing = (ContextExecutor<?>) executor;
        FutureTask<String> last = new FutureTask<>(this::request);
        executor.execute(last);

        closing.close();

        assertThat(pool.isTerminated()).isTrue();
        assertThat(last.get()).isEqualTo("none");
        closing.close();
    }

    @Test
    void closing_that_is_interrupted_interrupts_what_runs() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        executor.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        running.await();
        Thread.currentThread().interrupt();

        ((ContextExecutor<?>) executor).close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.await(SOON, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    /** Where Java closes executors, this one never ends and its own close() says so at once. */
    @Test
    void the_common_pool_is_closed_as_it_closes_itself() throws Exception {
        boolean closeable = java.util.Arrays.stream(ExecutorService.class.getMethods())
                .anyMatch(method -> method.getName().equals("close"));
        org.junit.jupiter.api.Assumptions.assumeTrue(closeable, "Java 19 or later");

        ((ContextExecutor<?>) binder.wrap((ExecutorService) ForkJoinPool.commonPool())).close();

        assertThat(ForkJoinPool.commonPool().isShutdown()).isFalse();
    }

    @Test
    void without_a_binder_tasks_run_as_they_are_and_a_new_one_is_followed() throws Exception {
        List<ContextBinder> current = new ArrayList<>();
        ExecutorService following =
                ContextBinder.wrap((ExecutorService) pool, () -> current.isEmpty() ? null : current.get(0));
        try (var ignored = binder.bind("request_id", "then")) {
            assertThat(following.submit(this::request).get()).isEqualTo("none");
            current.add(binder);
            assertThat(following.submit(this::request).get()).isEqualTo("then");
        }
    }

    /** Two threads submit to a pool of two, each with a context of its own for each task. */
    @RepeatedTest(50)
    void contexts_never_mix() throws Exception {
        int submitters = 4;
        CyclicBarrier start = new CyclicBarrier(submitters);
        List<FutureTask<Object>> threads = new ArrayList<>();
        for (int i = 0; i < submitters; i++) {
            int number = i;
            FutureTask<Object> thread = new FutureTask<>(() -> {
                start.await();
                for (int n = 0; n < 100; n++) {
                    String mine = number + "-" + n;
                    Future<String> seen;
                    try (var ignored = binder.bind("request_id", mine)) {
                        seen = executor.submit(() -> {
                            binder.bind("user_id", "left open");
                            return request();
                        });
                    }
                    assertThat(seen.get()).isEqualTo(mine);
                    assertThat(pool.submit(this::request).get()).isEqualTo("none");
                }
                return null;
            });
            threads.add(thread);
            new Thread(thread).start();
        }
        for (FutureTask<Object> thread : threads) {
            thread.get();
        }
        assertThat(misuse).isEmpty();
        assertThat(binder.boundThreads()).isZero();
    }

    private String request() {
        LogContext context = binder.current();
        String request = context == null ? null : context.requestId();
        return request == null ? "none" : request;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }
}
