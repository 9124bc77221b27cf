package io.logrich.bench;

import org.tinylog.Logger;
import org.tinylog.ThreadContext;
import org.tinylog.configuration.Configuration;
import org.tinylog.provider.ProviderRegistry;

/**
 * tinylog 2, with its writing thread and buffers, as its manual advises; what are key-values elsewhere are parameters of its
 * message. The class of the caller is not asked for, which would be slow.
 */
final class Tinylog implements Contender {
    private Tinylog() {}

    static Tinylog open(Target target) {
        Configuration.set("level", "info");
        Configuration.set("writingthread", "true");
        Configuration.set("autoshutdown", "true");
        switch (target.kind()) {
            case NOTHING -> Configuration.set("writer", TinylogWriters.Nothing.class.getName());
            case PLACES -> Configuration.set("writer", TinylogWriters.Places.class.getName());
            case CONSOLE -> {
                Configuration.set("writer", "console");
                Configuration.set("writer.stream", "out");
                Configuration.set("writer.format", "[{date: HH:mm:ss}][{level}]: {message}");
            }
            case FILE -> file(target.where());
            case HANGING -> {
                Hanging.prepare(Long.parseLong(target.where()));
                Configuration.set("writer1", TinylogWriters.HangingWriter.class.getName());
                Configuration.set("writer2", TinylogWriters.Counting.class.getName());
            }
            default -> throw new IllegalArgumentException(target.toString());
        }
        return new Tinylog();
    }

    private static void file(String path) {
        Configuration.set("writer", "json");
        Configuration.set("writer.file", path);
        Configuration.set("writer.format", "LDJSON");
        Configuration.set("writer.buffered", "true");
        Configuration.set("writer.field.time", "{date: yyyy-MM-dd'T'HH:mm:ss.SSSXXX}");
        Configuration.set("writer.field.level", "{level}");
        Configuration.set("writer.field.thread", "{thread}");
        Configuration.set("writer.field.message", "{message}");
        for (String field : FIELDS.keySet()) {
            Configuration.set("writer.field." + field, "{context: " + field + "}");
        }
    }

    @Override
    public void bind() {
        FIELDS.forEach(ThreadContext::put);
    }

    @Override
    public Object log(int number) {
        Logger.info("compressed {} chunk={} bytes_in={} codec={}", "movie.mkv", number, 65_536, "deflate");
        return this;
    }

    @Override
    public Object text(String text) {
        Logger.info(text);
        return this;
    }

    @Override
    public Object disabled() {
        Logger.debug("chunk {} of {}", "one", "two");
        return this;
    }

    @Override
    public Object failed(Throwable why) {
        Logger.error(why, "failed");
        return this;
    }

    @Override
    public void close() {
        try {
            ProviderRegistry.getLoggingProvider().shutdown();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
