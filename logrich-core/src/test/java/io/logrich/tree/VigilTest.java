package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.logrich.LogRuntime;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for another process to let go of a lock, as the kernel sees it. */
class VigilTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void the_kernel_says_who_waits() {
        assumeTrue(Files.isReadable(LOCKS), "the kernel does not say who waits for a lock");
        file = directory.resolve("collecting");
    }

    @Test
    void it_is_told_of_the_end_of_the_holder_and_not_before() throws Exception {
        Semaphore told = new Semaphore(0);
        try (Jvm holder = Jvm.start(LockProcess.class);
                Vigil vigil = new Vigil(TreeDirectory.at(directory), told::release)) {
            assertThat(holder.ask("lock " + file)).isEqualTo("true");
            vigil.start();
            await("it waits in the kernel", this::isWaitedFor);
            assertThat(vigil.isWaiting()).isTrue();
            assertThat(told.availablePermits()).isZero();

            holder.close();
            assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(vigil.isWaiting()).isFalse();
        }
    }

    @Test
    void it_waits_again_for_whoever_comes_next() throws Exception {
        Semaphore told = new Semaphore(0);
        try (Jvm holder = Jvm.start(LockProcess.class);
                Vigil vigil = new Vigil(TreeDirectory.at(directory), told::release)) {
            Files.createFile(file); // that of one who has gone long ago
            vigil.start();
            await("somebody comes", () -> "true".equals(answer(holder, "lock " + file)));
            await("it waits in the kernel", this::isWaitedFor);
            assertThat(told.availablePermits())
                    .as("told of ends when nobody was there")
                    .isZero();
        }
    }

    @Test
    void it_ends_while_the_holder_lives_and_tells_nothing_more() throws Exception {
        Semaphore told = new Semaphore(0);
        try (Jvm holder = Jvm.start(LockProcess.class)) {
            assertThat(holder.ask("lock " + file)).isEqualTo("true");
            Vigil vigil = new Vigil(TreeDirectory.at(directory), told::release);
            vigil.start();
            await("it waits in the kernel", this::isWaitedFor);

            vigil.close();
            await("it does not wait any more", () -> !isWaitedFor());
            await(
                    "its thread has ended",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("logrich-vigil")));
            assertThat(told.availablePermits()).isZero();
            assertThat(holder.ask("held " + file)).isEqualTo("true");
        }
    }

    @Test
    void a_lock_of_this_process_is_not_put_at_risk() throws Exception {
        try (HeldLock ours = HeldLock.tryAcquire(file);
                Jvm other = Jvm.start(LockProcess.class)) {
            assertThat(ours).isNotNull();
            Path second = Files.createLink(directory.resolve("second"), file);
            assertThat(LockWait.on(file)).isNull();
            assertThat(LockWait.on(second)).isNull();
            assertThat(other.ask("held " + file)).isEqualTo("true");
        }
        assertThat(LockWait.on(directory.resolve("missing"))).isNull();
    }

    /** The JDK does not let two threads wait for the same lock; and the end of one wait must not end the other's. */
    @Test
    void the_second_one_in_a_process_cannot_wait_and_disturbs_nobody() throws Exception {
        try (Jvm holder = Jvm.start(LockProcess.class)) {
            assertThat(holder.ask("lock " + file)).isEqualTo("true");
            LockWait first = LockWait.on(file);
            assertThat(first).isNotNull();
            CompletableFuture<Boolean> waited = CompletableFuture.supplyAsync(() -> answerOf(first));
            await("the first one waits in the kernel", this::isWaitedFor);

            LockWait second = LockWait.on(file);
            assertThat(second).isNotNull();
            assertThat(second.await()).isFalse();
            assertThat(HeldLock.tryAcquire(file)).isNull();
            assertThat(isWaitedFor()).isTrue();

            assertThat(holder.ask("unlock " + file)).isEqualTo("true");
            assertThat(waited.get(30, TimeUnit.SECONDS)).isTrue();
            try (HeldLock ours = HeldLock.tryAcquire(file)) {
                assertThat(ours).as("nothing is left of the wait").isNotNull();
                assertThat(holder.ask("held " + file)).isEqualTo("true");
            }
        }
    }

    @Test
    void a_collector_can_be_waited_for_until_it_has_ended() throws Exception {
        Path place = directory.resolve("tree");
        RuntimeConfig config = RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(place)
                .treeLog(true)
                .build();
        try (Jvm other = Jvm.start(LockProcess.class)) {
            Path collecting = place.resolve("collecting");
            try (LogRuntime collector = LogRuntime.openRoot(config)) {
                await("it can be waited for", () -> "true".equals(answer(other, "held " + collecting)));
                assertThat(collector.get("test").info("text").accepted()).isTrue();
            }
            assertThat(other.ask("held " + collecting)).isEqualTo("false");
        }
    }

    /** Whether the kernel has a thread of this process waiting for the lock of the file. */
    private boolean isWaitedFor() {
        try (Stream<String> lines = Files.lines(LOCKS)) {
            String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
            String pid = " " + ProcessHandle.current().pid() + " ";
            return lines.anyMatch(line -> line.contains("->") && line.contains(inode) && line.contains(pid));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean answerOf(LockWait wait) {
        try {
            return wait.await();
        } catch (IOException closed) {
            return false;
        }
    }

    private static String answer(Jvm other, String question) {
        try {
            return other.ask(question);
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(30_000_000_000L);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
