package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRich;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container's view: after an application has ended, nothing of it is left in the container. */
class ClassLoaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void a_class_loader_can_go_when_its_runtime_has_ended() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(Deployment.THREADS);
        ((ThreadPoolExecutor) pool).prestartAllCoreThreads();
        List<Process> left = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
                WeakReference<ClassLoader> loader = deploy(pool, directory.resolve("round" + i), left, gone);

                assertThat(goes(gone))
                        .as("round %d: somebody keeps the class loader", i)
                        .isTrue();
                assertThat(loader.get()).isNull();
                assertThat(left).hasSize(i + 1).allMatch(Process::isAlive);
            }
        } finally {
            left.forEach(Process::destroyForcibly);
            pool.shutdownNow();
        }
    }

    private static WeakReference<ClassLoader> deploy(
            ExecutorService pool, Path directory, List<Process> left, ReferenceQueue<ClassLoader> gone)
            throws Exception {
        java.nio.file.Files.createDirectory(directory);
        URL[] classes = {placeOf(LogRich.class), placeOf(Deployment.class)};
        try (URLClassLoader loader = new URLClassLoader("deployment", classes, ClassLoader.getPlatformClassLoader())) {
            var type = loader.loadClass(Deployment.class.getName());
            assertThat(type).isNotSameAs(Deployment.class);
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            var deployment = (BiFunction<ExecutorService, Path, Process>) constructor.newInstance();
            left.add(deployment.apply(pool, directory));
            return new WeakReference<>(loader, gone);
        }
    }

    /** Whether the collector has found that nobody refers to it, soon enough. */
    private static boolean goes(ReferenceQueue<ClassLoader> gone) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            System.gc();
            if (gone.remove(100) != null) {
                return true;
            }
        }
        return false;
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
