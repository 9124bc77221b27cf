package io.logrich.bench;

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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A whole log call into a sink that takes everything and does nothing. Flooded, so the elapsed time may be the consumer's;
 * run it with {@code -prof io.logrich.bench.CallerCpuProfiler} for what the caller itself pays. Queues are equally long; those
 * of {@code logback-drop} drop INFO when they are four fifths full, all others block.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CallBenchmark {
    private static final int WORK = 400;

    /** A system with its sink. */
    @State(Scope.Benchmark)
    public static class Sink {
        @Param({"logrich", "logback-drop", "logback-async", "log4j-async", "tinylog"})
        private String system;

        private Contender contender;

        @Setup
        public void open() throws Exception {
            contender = Contender.open(system, Target.NOTHING);
        }

        @TearDown
        public void close() {
            contender.close();
        }
    }

    /** The same, which is told the caller's place in the code. */
    @State(Scope.Benchmark)
    public static class Placed {
        @Param({"logrich", "logback-drop", "log4j-async", "tinylog"})
        private String system;

        private Contender contender;

        @Setup
        public void open() throws Exception {
            contender = Contender.open(system, new Target(Target.Kind.PLACES, ""));
        }

        @TearDown
        public void close() {
            contender.close();
        }
    }

    /** What a thread has: its bound fields, its number, something thrown. */
    @State(Scope.Thread)
    public static class Caller {
        private final Throwable thrown = new IllegalStateException("no such file");
        private int number;

        @Setup
        public void bind(Sink sink) {
            sink.contender.bind();
        }
    }

    @Benchmark
    public Object fields(Sink sink, Caller caller) {
        return sink.contender.log(caller.number++);
    }

    /** What a program does between two calls: a microsecond or so of anything else. What a call adds to it is its price there. */
    @Benchmark
    public void work() {
        Blackhole.consumeCPU(WORK);
    }

    @Benchmark
    public Object fieldsAmongWork(Sink sink, Caller caller) {
        Blackhole.consumeCPU(WORK);
        return sink.contender.log(caller.number++);
    }

    @Benchmark
    @Threads(4)
    public Object fieldsOfFour(Sink sink, Caller caller) {
        return sink.contender.log(caller.number++);
    }

    @Benchmark
    public Object plain(Sink sink) {
        return sink.contender.text("text");
    }

    @Benchmark
    public Object disabled(Sink sink) {
        return sink.contender.disabled();
    }

    @Benchmark
    public Object thrown(Sink sink, Caller caller) {
        return sink.contender.failed(caller.thrown);
    }

    @Benchmark
    public Object placed(Placed sink) {
        return sink.contender.text("text");
    }
}
