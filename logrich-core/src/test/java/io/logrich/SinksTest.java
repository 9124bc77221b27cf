package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.JournaldSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SinkProvider;
import io.logrich.settings.SinkSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.SinkCheck;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sinks that another module brings along. */
class SinksTest {
    @TempDir
    Path directory;

    /** A sink of a strange kind. */
    private record Strange(String name, LogLevel level, String system) implements SinkSettings {
        @Override
        public boolean isForSystem(String osName) {
            return osName.matches(system);
        }
    }

    /** Brings it along. */
    public static final class Provider implements SinkProvider {
        private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();

        @Override
        public boolean serves(SinkSettings settings) {
            return settings instanceof Strange;
        }

        @Override
        public Sink open(SinkSettings settings) {
            return batch -> {
                for (int i = 0; i < batch.size(); i++) {
                    RECEIVED.add(batch.event(i).message());
                }
                return batch.size();
            };
        }

        @Override
        public SinkCheck check(SinkSettings settings) {
            return () -> "strange";
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void without_its_module_the_journal_cannot_be_opened() {
        assertThatThrownBy(() -> LogRuntime.open(with(JournaldSettings.DEFAULT)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Invalid runtime settings: sink needs the module logrich-os on the class path or module path,"
                                + " was 'journald'");
    }

    @Test
    void a_kind_that_nobody_knows_cannot_be_opened() {
        assertThatThrownBy(() -> LogRuntime.open(with(new Strange("strange", LogLevel.INFO, ".*"))))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Invalid runtime settings: sink must be of a kind that is known, was 'strange'");
    }

    @Test
    void what_is_not_for_this_system_is_done_without() throws Exception {
        try (LogRuntime runtime = LogRuntime.open(with(new Strange("strange", LogLevel.INFO, "Another")))) {
            runtime.get("test").info("to nobody");
            assertThat(runtime.shutdown(Duration.ofSeconds(10)).complete()).isTrue();
        }
        assertThat(JournaldSettings.DEFAULT.isForSystem("Linux")).isTrue();
        assertThat(JournaldSettings.DEFAULT.isForSystem("Windows 11")).isFalse();
        assertThat(JournaldSettings.DEFAULT.isForSystem("Mac OS X")).isFalse();
    }

    @Test
    void a_provider_is_found_by_the_class_loader_of_the_thread_past_one_that_is_broken() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(SinkProvider.class.getName()),
                "io.logrich.DoesNotExist\n" + Provider.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            thread.setContextClassLoader(loader);
            try (LogRuntime runtime = LogRuntime.open(with(new Strange("strange", LogLevel.INFO, ".*")))) {
                runtime.get("test").info("hello");
                assertThat(runtime.shutdown(Duration.ofSeconds(10)).complete()).isTrue();
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(Provider.RECEIVED).containsExactly("hello");
    }

    private RuntimeConfig with(SinkSettings sink) {
        return RuntimeConfig.builder("test", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .spoolDirectory(directory.resolve("tree"))
                .sink(sink)
                .build();
    }
}
