package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application server loads the library again and again; nothing of an earlier time stays behind. */
class RedeployTest {
    private static final int DEPLOYMENTS = 20;

    @TempDir
    Path directory;

    @Test
    void twenty_redeployments_leave_no_threads_files_mappings_or_class_loaders_behind() throws Exception {
        assumeThat(Path.of("/proc/self/maps")).exists();
        deploy(0);
        awaitOr("the first one is gone", () -> mappings() == 0 && ourThreads() == 0);
        long handles = openFiles();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 1; i <= DEPLOYMENTS; i++) {
            loaders.add(deploy(i));
        }
        awaitOr("no thread is left", () -> ourThreads() == 0);
        awaitOr("no mapping is left", () -> mappings() == 0);
        awaitOr("no class loader is left", () -> loaders.stream().allMatch(loader -> loader.get() == null));
        assertThat(openFiles()).isLessThanOrEqualTo(handles + 2); // what the JVM itself opens now and then
        assertThat(System.getProperties().stringPropertyNames()).noneMatch(name -> name.contains(directory.toString()));
        Path reports = directory.resolve("reports");
        assertThat(Files.readAllLines(reports)).allMatch(report -> report.startsWith("message_truncated"));
        assertThat(directory.resolve("logrich")).isEmptyDirectory();
    }

    @Test
    void two_class_loaders_have_a_runtime_each_at_the_same_time() throws Exception {
        try (URLClassLoader first = loader();
                URLClassLoader second = loader()) {
            Deployment one = new Deployment(first, directory, 1);
            Deployment two = new Deployment(second, directory, 2);
            one.log();
            two.log();
            one.close();
            two.log();
            two.close();
            assertThat(Files.readAllLines(directory.resolve("events-1.jsonl"))).hasSize(1);
            assertThat(Files.readAllLines(directory.resolve("events-2.jsonl"))).hasSize(2);
        }
        assertThat(directory.resolve("logrich")).isEmptyDirectory();
    }

    private WeakReference<ClassLoader> deploy(int number) throws Exception {
        try (URLClassLoader loader = loader()) {
            Deployment deployment = new Deployment(loader, directory, number);
            deployment.log();
            deployment.close();
            return new WeakReference<>(loader);
        }
    }

    /** The library, loaded by a loader of its own. */
    private static URLClassLoader loader() throws IOException {
        URL classes = LogRich.class.getProtectionDomain().getCodeSource().getLocation();
        URL tests = RedeployTest.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes, tests}, ClassLoader.getPlatformClassLoader());
    }

    /** A runtime that lives in a class loader of its own. */
    private static final class Deployment {
        private final Object runtime;
        private final Method log;
        private final Method close;

        Deployment(ClassLoader loader, Path directory, int number) throws Exception {
            Class<?> application = loader.loadClass("io.logrich.RedeployedApplication");
            this.runtime = application.getMethod("open", Path.class, int.class).invoke(null, directory, number);
            this.log = application.getMethod("log", Object.class);
            this.close = application.getMethod("close", Object.class);
        }

        void log() throws Exception {
            log.invoke(null, runtime);
        }

        void close() throws Exception {
            assertThat(close.invoke(null, runtime)).isEqualTo("");
        }
    }

    private long mappings() {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(directory.toString())).count();
        } catch (IOException gone) {
            return -1;
        }
    }

    private static long openFiles() {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException gone) {
            return -1;
        }
    }

    /** Threads of deployments: those of this class's own runtimes, if other tests have left some, do not count. */
    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getName().equals("io.logrich.diagnostics.ServiceThread")
                        && thread.getClass().getClassLoader() != RedeployTest.class.getClassLoader())
                .count();
    }

    private static void awaitOr(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(20_000_000_000L);
            System.gc();
            LockSupport.parkNanos(10_000_000);
        }
    }
}
