package io.logrich.settings;

import io.logrich.sink.Sink;
import io.logrich.sink.SinkCheck;
import java.util.Iterator;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Makes sinks of a kind that {@code logrich-core} does not know, for a module that brings one along: a service, found by
 * {@link ServiceLoader}. It is asked only when a sink of its kind is wanted, and must load nothing of what that sink needs
 * before. Stateless.
 */
public interface SinkProvider {
    /** Whether sinks with such settings are made here. */
    boolean serves(SinkSettings settings);

    /**
     * Opens a sink.
     *
     * @throws SettingsException if it can never work as it is set, or not on this machine
     */
    Sink open(SinkSettings settings);

    /** What says whether such a sink could work now. */
    SinkCheck check(SinkSettings settings);

    /**
     * Whoever makes sinks with such settings, or null if its module is missing: found through the class loader of the core,
     * or that of the thread.
     */
    static @Nullable SinkProvider of(SinkSettings settings) {
        SinkProvider found = find(settings, SinkProvider.class.getClassLoader());
        return found == null ? find(settings, Thread.currentThread().getContextClassLoader()) : found;
    }

    /**
     * Whoever makes sinks with such settings.
     *
     * @throws SettingsException if its module is missing
     */
    static SinkProvider required(SinkSettings settings) {
        SinkProvider provider = of(settings);
        if (provider == null) {
            boolean ofCore = settings.module().equals("logrich-core");
            throw new SettingsException(
                    "sink",
                    ofCore
                            ? "must be of a kind that is known"
                            : "needs the module " + settings.module() + " on the class path or module path",
                    settings.name());
        }
        return provider;
    }

    private static @Nullable SinkProvider find(SinkSettings settings, @Nullable ClassLoader loader) {
        Iterator<SinkProvider> all =
                ServiceLoader.load(SinkProvider.class, loader).iterator();
        for (int broken = 0; broken < 100; broken++) {
            try {
                while (all.hasNext()) {
                    SinkProvider provider = Objects.requireNonNull(all.next());
                    if (provider.serves(settings)) {
                        return provider;
                    }
                }
                return null;
            } catch (ServiceConfigurationError anothers) {
                continue; // the one that is wanted may come after it
            }
        }
        return null;
    }
}
