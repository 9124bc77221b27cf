package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLockTest {
    @TempDir
    Path directory;

    @Test
    void a_lock_is_held_until_it_is_closed() throws IOException {
        Path file = directory.resolve("lock");
        assertThat(HeldLock.isHeld(file)).isFalse();
        assertThat(file).as("made by a mere look").doesNotExist();
        try (HeldLock lock = HeldLock.tryAcquire(file)) {
            assertThat(lock).isNotNull();
            assertThat(HeldLock.isHeld(file)).isTrue();
            assertThat(HeldLock.tryAcquire(file)).isNull();
        }
        assertThat(HeldLock.isHeld(file)).isFalse();
        try (HeldLock again = HeldLock.tryAcquire(file)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void the_same_file_by_another_spelling_is_the_same_lock() throws IOException {
        Files.createDirectory(directory.resolve("a"));
        try (HeldLock lock = HeldLock.tryAcquire(directory.resolve("lock"))) {
            assertThat(lock).isNotNull();
            assertThat(HeldLock.isHeld(directory.resolve("a/../lock"))).isTrue();
            assertThat(HeldLock.tryAcquire(directory.resolve("./lock"))).isNull();
        }
    }

    @Test
    void looking_from_the_same_process_does_not_drop_the_lock() throws IOException {
        Path file = directory.resolve("lock");
        try (HeldLock lock = HeldLock.tryAcquire(file);
                Jvm other = Jvm.start(LockProcess.class)) {
            assertThat(lock).isNotNull();
            assertThat(other.ask("held " + file)).isEqualTo("true");
            for (int i = 0; i < 10; i++) {
                assertThat(HeldLock.isHeld(file)).isTrue();
                assertThat(HeldLock.tryAcquire(file)).isNull();
            }
            assertThat(other.ask("held " + file)).isEqualTo("true");
            assertThat(other.ask("lock " + file)).isEqualTo("false");
        }
    }

    /** A neighbour may give the collector's lock file a second name, and have it looked at by that. */
    @Test
    void looking_at_a_second_name_of_the_file_does_not_drop_the_lock() throws IOException {
        Path file = directory.resolve("lock");
        Path neighbour = Files.createDirectory(directory.resolve("neighbour"));
        try (HeldLock lock = HeldLock.tryAcquire(file);
                Jvm other = Jvm.start(LockProcess.class)) {
            assertThat(lock).isNotNull();
            Path second = Files.createLink(neighbour.resolve("alive"), file);
            Path linked = Files.createSymbolicLink(directory.resolve("linked"), directory)
                    .resolve("lock");
            assertThat(HeldLock.isHeld(second)).isTrue();
            assertThat(HeldLock.isHeld(linked)).isTrue();
            assertThat(other.ask("held " + file)).isEqualTo("true");
        }
        assertThat(HeldLock.isHeld(neighbour.resolve("alive"))).isFalse();
    }

    /** Else its inode is free, and whatever file gets it next is thought to be locked. */
    @Test
    void a_lock_that_nobody_knows_any_more_is_held_until_its_process_ends() throws IOException {
        Path file = directory.resolve("lock");
        try (Jvm other = Jvm.start(LockProcess.class)) {
            assertThat(other.ask("forget " + file)).isEqualTo("true");
            for (int i = 0; i < 20; i++) {
                other.ask("forget " + directory.resolve("another" + i)); // and collects garbage
                assertThat(HeldLock.isHeld(file)).as("after %d collections", i).isTrue();
            }
        }
        assertThat(HeldLock.isHeld(file)).isFalse();
    }

    @Test
    void the_kernel_lets_go_of_the_lock_of_a_process_that_is_killed() throws IOException {
        Path file = directory.resolve("lock");
        try (Jvm other = Jvm.start(LockProcess.class)) {
            assertThat(other.ask("lock " + file)).isEqualTo("true");
            assertThat(HeldLock.isHeld(file)).isTrue();
            assertThat(HeldLock.tryAcquire(file)).isNull();
            assertThat(other.ask("held " + file))
                    .as("after somebody else has looked")
                    .isEqualTo("true");
        }
        assertThat(HeldLock.isHeld(file)).isFalse();
    }

    @Test
    void a_copy_of_the_class_from_another_loader_sees_the_lock_and_does_not_drop_it() throws Exception {
        Path file = directory.resolve("lock");
        URL core = HeldLock.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader());
                HeldLock lock = HeldLock.tryAcquire(file);
                Jvm other = Jvm.start(LockProcess.class)) {
            assertThat(lock).isNotNull();
            Class<?> copy = loader.loadClass(HeldLock.class.getName());
            assertThat(copy).isNotSameAs(HeldLock.class);
            assertThat(call(copy, "isHeld", file)).isEqualTo(true);
            assertThat(call(copy, "tryAcquire", file)).isNull();
            assertThat(other.ask("held " + file)).isEqualTo("true");

            Path second = directory.resolve("second");
            try (AutoCloseable theirs = (AutoCloseable) call(copy, "tryAcquire", second)) {
                assertThat(theirs).isNotNull();
                assertThat(HeldLock.isHeld(second)).isTrue();
                assertThat(HeldLock.tryAcquire(second)).isNull();
                assertThat(other.ask("held " + second)).isEqualTo("true");
            }
            assertThat(HeldLock.isHeld(second)).isFalse();
        }
    }

    @Test
    void a_lock_moves_with_its_file() throws IOException {
        Path unfinished = Files.createDirectory(directory.resolve("unfinished"));
        Path finished = directory.resolve("finished");
        try (HeldLock lock = HeldLock.tryAcquire(unfinished.resolve("alive"), finished.resolve("alive"))) {
            assertThat(lock).isNotNull();
            Files.move(unfinished, finished);
            assertThat(HeldLock.isHeld(finished.resolve("alive"))).isTrue();
        }
        assertThat(HeldLock.isHeld(finished.resolve("alive"))).isFalse();
    }

    @Test
    void a_link_a_directory_and_a_pipe_are_held_by_nobody() throws Exception {
        Path file = directory.resolve("lock");
        try (HeldLock lock = HeldLock.tryAcquire(file)) {
            assertThat(lock).isNotNull();
            assertThat(HeldLock.isHeld(Files.createSymbolicLink(directory.resolve("link"), file)))
                    .isFalse();
            assertThat(HeldLock.isHeld(directory)).isFalse();
            assertThat(HeldLock.isHeld(Neighbour.pipe(directory.resolve("pipe"))))
                    .isFalse();
            assertThatThrownBy(() -> HeldLock.tryAcquire(directory.resolve("link")))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Object call(Class<?> copy, String name, Path file) throws ReflectiveOperationException {
        Method method = copy.getDeclaredMethod(name, Path.class);
        method.setAccessible(true);
        return method.invoke(null, file);
    }
}
