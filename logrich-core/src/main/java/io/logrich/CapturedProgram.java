package io.logrich;

import io.logrich.capture.CapturePlan;
import io.logrich.capture.CapturedEvent;
import io.logrich.capture.EventConsumer;
import io.logrich.capture.ProcessCapture;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import io.logrich.settings.CaptureSettings;
import io.logrich.spool.RecordLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes events of what a foreign program says, in the context in which the capture began. Thread-safe. */
final class CapturedProgram implements EventConsumer {
    private static final int MOST_TRACE_CHARS = 64 * 1024;
    private static final int MOST_BYTES_OF_CHAR = 4;
    private static final int REST_OF_EVENT = 4 * 1024;

    private final LogRuntime runtime;
    private final ForeignLoggers loggers;
    private final LogContext context;

    CapturedProgram(LogRuntime runtime, Process process, String name, LogContext bound) {
        this.runtime = runtime;
        this.loggers = new ForeignLoggers(LoggerName.of(name));
        this.context = contextOf(bound, process.pid());
    }

    /** Captures a process in the context of this thread. */
    static ProcessCapture capture(LogRuntime runtime, Process process, String name, CaptureSettings settings) {
        return ProcessCapture.of(
                process,
                plan(name, settings, runtime.longestEvent()),
                new CapturedProgram(runtime, process, name, runtime.context()));
    }

    /** Starts, watches and captures a child in the context of this thread. */
    static ProcessCapture start(LogRuntime runtime, ProcessBuilder child, String name, CaptureSettings settings)
            throws IOException {
        LogContext bound = runtime.context();
        ProcessCapture capture = ProcessCapture.start(
                runtime.inherit(child),
                plan(name, settings, runtime.longestEvent()),
                process -> new CapturedProgram(runtime, process, name, bound));
        runtime.watch(capture.process(), name);
        return capture;
    }

    /** Leaves room for the rest of the event, so that a line is cut here, where it is counted by how much. */
    private static CapturePlan plan(String name, CaptureSettings settings, int longestEvent) {
        int longest = longestEvent - REST_OF_EVENT;
        return new CapturePlan(
                name,
                settings.layouts(),
                settings.folding(),
                settings.silence(),
                Math.min(settings.maxLineBytes(), longest),
                Math.min(MOST_TRACE_CHARS, longest / 2 / MOST_BYTES_OF_CHAR),
                settings.tee());
    }

    @Override
    public void accept(CapturedEvent event) {
        LoggerName name = loggers.of(event.logger());
        if (!runtime.thresholds().gate().wants(event.level(), name.text())) {
            return;
        }
        LogCall call = runtime.newCall(event.level(), name)
                .at(context, event.timeMicros())
                .message(event.message())
                .captured(event.trace(), event.source(), RecordLayout.FLAG_CAPTURED);
        if (!event.fields().isEmpty()) {
            call.fields(event.fields());
        }
        if (event.logger() != null && !name.text().equals(event.logger())) {
            call.field("logger", event.logger());
        }
        if (event.skippedBytes() > 0) {
            call.field("skipped_bytes", event.skippedBytes());
        }
        runtime.emit(call);
    }

    private static LogContext contextOf(LogContext parent, long pid) {
        List<Long> chain = new ArrayList<>(parent.processIdChain());
        chain.add(pid);
        return ContextFields.of(parent)
                .set("process_id", pid)
                .set("process_id_chain", chain)
                .build();
    }
}
