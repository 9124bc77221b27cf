package io.logrich.bench;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.event.LogResult;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole log call into a sink that takes everything and does nothing, and the same with Logback's asynchronous appender.
 * Flooded, so the elapsed time may be the consumer's; run it with {@code -prof io.logrich.bench.CallerCpuProfiler} for
 * what the caller itself pays.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CallBenchmark {
    /** Ours: a file spool, default queue, which blocks when it is full. */
    @State(Scope.Thread)
    public static class Ours {
        private LogRuntime runtime;
        private Logger logger;
        private int number;

        @Setup
        public void open() throws IOException {
            runtime = Ourselves.intoNothing();
            Ourselves.bind(runtime);
            logger = runtime.get("bench");
        }

        @TearDown
        public void close() {
            runtime.close();
        }
    }

    /** Logback: a queue as long as ours, which drops INFO when it is four fifths full, or blocks. */
    @State(Scope.Thread)
    public static class Rival {
        @Param({"drop", "block"})
        private String whenFull;

        private org.slf4j.Logger logger;
        private int number;

        @Setup
        public void open() {
            Logback.intoNothing(whenFull.equals("block"));
            Logback.bind();
            logger = Logback.logger("bench");
        }

        @TearDown
        public void close() {
            Logback.close();
        }
    }

    @Benchmark
    public LogResult fields(Ours ours) {
        return Ourselves.log(ours.logger, ours.number++);
    }

    @Benchmark
    public void fieldsLogback(Rival rival) {
        Logback.log(rival.logger, rival.number++);
    }

    @Benchmark
    public LogResult plain(Ours ours) {
        return ours.logger.info("text");
    }

    @Benchmark
    public void plainLogback(Rival rival) {
        rival.logger.info("text");
    }

    @Benchmark
    public LogResult disabled(Ours ours) {
        return ours.logger.debug("chunk {} of {}", "one", "two");
    }

    @Benchmark
    public void disabledLogback(Rival rival) {
        rival.logger.debug("chunk {} of {}", "one", "two");
    }
}
