package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.context.ContextScope;
import io.logrich.context.LogContext;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contexts, seen from the front door and from the events that carry them. */
class LogRichContextTest {
    @TempDir
    Path directory;

    private final List<LogEvent> arrived = Collections.synchronizedList(new ArrayList<>());
    private final List<String> diagnostics = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    private final Logger log = LogRich.get("test");

    @AfterEach
    void end() {
        LogRich.shutdown();
        pool.shutdownNow();
    }

    @Test
    void events_carry_what_was_bound_where_the_task_was_submitted() throws Exception {
        ExecutorService executor = LogRich.wrap((ExecutorService) pool); // before there is a runtime
        executor.submit(() -> log.info("nobody hears this")).get();
        init();
        executor.submit(() -> log.info("unbound")).get();
        Callable<Object> callable;
        Runnable runnable;
        Supplier<Object> supplier;
        try (ContextScope scope = LogRich.bind("job_id", "j1", "request_id", "r1", "tenant", "acme")) {
            executor.submit(() -> log.info("submitted")).get();
            LogRich.wrap(pool)
                    .schedule(() -> log.info("scheduled"), 1, TimeUnit.MILLISECONDS)
                    .get();
            pool.submit(() -> log.info("not wrapped")).get();
            try (ContextScope inner = LogRich.without("request_id", "tenant")) {
                log.info("without");
            }
            callable = LogRich.wrap(() -> log.info("callable"));
            runnable = LogRich.wrap((Runnable) () -> log.info("runnable"));
            supplier = LogRich.wrapSupplier(() -> log.info("supplier"));
        }
        pool.submit(callable).get();
        pool.submit(runnable).get();
        pool.submit(supplier::get).get();
        LogRich.shutdown();

        assertThat(arrived)
                .extracting(event -> event.message() + " " + event.context().jobId() + " "
                        + event.context().requestId() + " " + event.context().extra())
                .containsExactly(
                        "unbound bootstrap null {}",
                        "submitted j1 r1 {tenant=acme}",
                        "scheduled j1 r1 {tenant=acme}",
                        "not wrapped bootstrap null {}",
                        "without j1 null {}",
                        "callable j1 r1 {tenant=acme}",
                        "runnable j1 r1 {tenant=acme}",
                        "supplier j1 r1 {tenant=acme}");
    }

    @Test
    void an_executor_follows_the_runtime_that_is_current() throws Exception {
        ExecutorService executor = LogRich.wrap((ExecutorService) pool);
        for (int i = 0; i < 3; i++) {
            init();
            try (ContextScope scope = LogRich.bind("request_id", "r" + i)) {
                executor.submit(() -> log.info("hello")).get();
            }
            LogRich.shutdown();
        }
        assertThat(arrived).extracting(event -> event.context().requestId()).containsExactly("r0", "r1", "r2");
    }

    @Test
    void every_event_knows_who_and_where() throws Exception {
        init();
        String before = Thread.currentThread().getName();
        Thread.currentThread().setName("the caller");
        log.info("here");
        Thread.currentThread().setName(before);
        LogRich.shutdown();

        LogEvent event = arrived.get(0);
        long pid = ProcessHandle.current().pid();
        assertThat(event.threadName()).isEqualTo("the caller");
        assertThat(event.context().processId()).isEqualTo(pid);
        assertThat(event.context().processIdChain()).containsExactly(pid);
        assertThat(event.context().userName()).isNotBlank();
        assertThat(event.context().hostname()).isNotBlank().doesNotContain(".");
    }

    @Test
    void what_another_process_hands_over_becomes_a_context_of_this_one() throws Exception {
        init();
        long pid = ProcessHandle.current().pid();
        LogRich.binder().deserialize("""
                {"version": 1, "stack": [{"service": "api", "environment": "prod", "job_id": "j", "user_name": "alice",
                 "process_id": 12604, "process_id_chain": [12604], "tenant": "acme"}]}
                """);
        log.info("here");
        pool.submit(() -> log.info("there")).get();
        assertThat(LogRich.binder().serialize()).contains("\"process_id_chain\":[12604," + pid + "]");
        LogRich.shutdown();

        LogContext here = arrived.get(0).context();
        assertThat(here.service()).isEqualTo("api");
        assertThat(here.userName()).isEqualTo("alice");
        assertThat(here.processId()).isEqualTo(pid);
        assertThat(here.processIdChain()).containsExactly(12604L, pid);
        assertThat(here.extra()).containsEntry("tenant", "acme");
        assertThat(arrived.get(1).context().service()).isEqualTo("test");
    }

    @Test
    void a_secret_in_the_extra_does_not_leave_by_serialize() throws Exception {
        init();
        try (ContextScope scope = LogRich.bind("password", "hunter2")) {
            assertThat(LogRich.binder().serialize()).doesNotContain("hunter2").contains("***");
        }
    }

    @Test
    void misuse_of_a_scope_is_told_to_the_hook_once() throws Exception {
        init();
        ContextScope outer = LogRich.bind("request_id", "r");
        ContextScope inner = LogRich.bind("user_id", "u");
        outer.close();
        outer.close();
        pool.submit(outer::close).get();
        inner.close();
        LogRich.shutdown();

        assertThat(diagnostics).containsExactly("context_scope_misuse {reason=closed before an inner scope}");
    }

    @Test
    void after_the_end_scopes_bind_nothing_and_harm_nothing() throws Exception {
        init();
        LogRich.shutdown();
        try (ContextScope scope = LogRich.bind("user_id", "late")) {
            assertThat(scope.context().userId()).isEqualTo("late");
            assertThat(LogRich.binder().current().userId()).isNull();
            assertThat(LogRich.wrap(() -> log.info("late").reason()).call()).isEqualTo("shut_down");
        }
        assertThat(diagnostics).isEmpty();
    }

    /** The JDK tells of an exit a moment after waitFor has returned. */
    @RepeatedTest(50)
    void a_child_that_has_ended_gets_its_obituary_also_when_the_parent_ends_at_once() throws Exception {
        Path file = directory.resolve("log.jsonl");
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("parent", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(directory.resolve("tree"))
                .file(file, FileSettings.Format.JSONL, LogLevel.TRACE)
                .build())) {
            runtime.start(new ProcessBuilder("sh", "-c", "exit 3")).waitFor();
        }
        assertThat(Files.readString(file)).contains("ended: exit code 3");
    }

    private void init() throws Exception {
        LogRich.init(RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolPlace(SpoolSettings.Place.MEMORY)
                .diagnosticHook((name, payload) -> diagnostics.add(name + " " + payload))
                .sink(new CustomSink("list", LogLevel.TRACE, new Sink() {
                    @Override
                    public int write(EventBatch batch) {
                        for (int i = 0; i < batch.size(); i++) {
                            arrived.add(batch.event(i));
                        }
                        return batch.size();
                    }
                }))
                .build());
    }
}
