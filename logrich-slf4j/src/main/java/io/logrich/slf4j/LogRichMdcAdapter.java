package io.logrich.slf4j;

import io.logrich.LogRich;
import io.logrich.context.MappedContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.MDCAdapter;

/**
 * The MDC is what the thread has bound: there is one store, see {@link MappedContext}. Where there is no runtime, nothing is
 * kept. Nothing here throws but for a key that is null. Thread-safe: each thread has its own.
 */
final class LogRichMdcAdapter implements MDCAdapter {
    @Override
    public void put(@Nullable String key, @Nullable String value) {
        String name = checked(key);
        if (LogRich.isInitialised()) {
            map().put(name, value);
        }
    }

    @Override
    public @Nullable String get(@Nullable String key) {
        return key == null || !LogRich.isInitialised() ? null : map().get(key);
    }

    @Override
    public void remove(@Nullable String key) {
        if (key != null && LogRich.isInitialised()) {
            map().remove(key);
        }
    }

    @Override
    public void clear() {
        if (LogRich.isInitialised()) {
            map().clear();
        }
    }

    @Override
    public @Nullable Map<String, String> getCopyOfContextMap() {
        return LogRich.isInitialised() ? map().copy() : null;
    }

    @Override
    public void setContextMap(@Nullable Map<String, String> values) {
        if (LogRich.isInitialised()) {
            map().replace(values == null ? Map.of() : values);
        }
    }

    @Override
    public void pushByKey(@Nullable String key, @Nullable String value) {
        if (key != null && LogRich.isInitialised()) {
            map().push(key, value);
        }
    }

    @Override
    public @Nullable String popByKey(@Nullable String key) {
        return key == null || !LogRich.isInitialised() ? null : map().pop(key);
    }

    /** The newest value first, as {@code Deque.push} would have it. The caller's own. */
    @Override
    public @Nullable Deque<String> getCopyOfDequeByKey(@Nullable String key) {
        if (key == null || !LogRich.isInitialised()) {
            return null;
        }
        List<@Nullable Object> list = map().list(key);
        Deque<String> newestFirst = new ArrayDeque<>();
        list.forEach(value -> newestFirst.push(String.valueOf(value)));
        return list.isEmpty() ? null : newestFirst;
    }

    @Override
    public void clearDequeByKey(@Nullable String key) {
        if (key != null && LogRich.isInitialised()) {
            map().removeList(key);
        }
    }

    private static MappedContext map() {
        return new MappedContext(LogRich.binder());
    }

    private static String checked(@Nullable String key) {
        if (key == null) {
            throw new IllegalArgumentException("key cannot be null");
        }
        return key;
    }
}
