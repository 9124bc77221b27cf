package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RuntimeConfig;
import io.logrich.sink.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * logrich. All settings are the defaults but the longest message and {@code laneStallAfter}: on a machine with more work than
 * processors a sink's thread may stand still for longer than the default, is taken for hung, and callers no longer wait for
 * it. The environment variable {@code BENCH_STALL_MILLIS} changes it; 200 is the default of the library.
 */
final class Ourselves implements Contender {
    private static final int LONGEST_MESSAGE = 1 << 17;

    private final LogRuntime runtime;
    private final Logger logger;

    private Ourselves(LogRuntime runtime) {
        this.runtime = runtime;
        this.logger = runtime.get("bench");
    }

    static Ourselves open(Target target) throws IOException {
        if (target.kind() == Target.Kind.TREE) {
            return new Ourselves(LogRuntime.attach());
        }
        RuntimeConfig.Builder config = settings();
        switch (target.kind()) {
            case NOTHING -> config.sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size));
            case PLACES ->
                config.sink(new CustomSink("nothing", LogLevel.INFO, EventBatch::size))
                        .callerLocation(LogLevel.TRACE);
            case CONSOLE -> config.consoleStream(ConsoleSettings.Stream.STDOUT);
            case GELF_TCP ->
                config.sink(GraylogSettings.of("127.0.0.1:" + target.where()).withLevel(LogLevel.INFO));
            case GELF_UDP ->
                config.sink(GraylogSettings.of("127.0.0.1:" + target.where())
                        .withLevel(LogLevel.INFO)
                        .withTransport(GraylogSettings.Transport.UDP)
                        .withDelivery(delivery -> delivery.withGzip(false)));
            case HANGING -> hanging(config, Long.parseLong(target.where()));
            default -> files(config, target.where());
        }
        return new Ourselves(LogRuntime.openRoot(config.build()));
    }

    /** What measurements have in common; no sink yet. */
    static RuntimeConfig.Builder settings() {
        long stallMillis = Long.parseLong(System.getenv().getOrDefault("BENCH_STALL_MILLIS", "10000"));
        PayloadLimits usual = PayloadLimits.DEFAULT;
        return RuntimeConfig.builder("bench", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .payloadLimits(new PayloadLimits(
                        true,
                        LONGEST_MESSAGE,
                        usual.extraMaxKeys(),
                        usual.extraMaxValueChars(),
                        usual.extraMaxDepth(),
                        usual.extraMaxTotalBytes(),
                        usual.contextMaxKeys(),
                        usual.contextMaxValueChars(),
                        usual.stacktraceMaxFrames()))
                .laneStallAfter(Duration.ofMillis(stallMillis));
    }

    private static void files(RuntimeConfig.Builder config, String where) {
        for (String file : where.split(":")) {
            config.file(Path.of(file), FileSettings.Format.JSONL, LogLevel.INFO);
        }
    }

    private static void hanging(RuntimeConfig.Builder config, long millis) {
        Hanging.prepare(millis);
        config.laneStallAfter(Duration.ofMillis(200)) // this row is about the default
                .sink(new CustomSink("hanging", LogLevel.INFO, batch -> {
                    Hanging.hang();
                    return batch.size();
                }))
                .sink(new CustomSink("other", LogLevel.INFO, batch -> {
                    Hanging.count(batch.size());
                    return batch.size();
                }));
    }

    LogRuntime runtime() {
        return runtime;
    }

    @Override
    public void bind() {
        runtime.binder().bind(FIELDS);
    }

    @Override
    public Object log(int number) {
        return logger.atInfo()
                .with("chunk", number)
                .with("bytes_in", 65_536)
                .with("codec", "deflate")
                .log("compressed {}", "movie.mkv");
    }

    @Override
    public Object text(String text) {
        return logger.info(text);
    }

    @Override
    public Object disabled() {
        return logger.debug("chunk {} of {}", "one", "two");
    }

    @Override
    public Object failed(Throwable why) {
        return logger.exception("failed", why);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
