package io.logrich;

import io.logrich.capture.CapturedLine;
import io.logrich.capture.LineConsumer;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import io.logrich.pipeline.LogCall;
import io.logrich.pipeline.LoggerName;
import io.logrich.spool.RecordLayout;
import java.util.ArrayList;
import java.util.List;

/** Makes events of the lines that a foreign program writes, in the context in which the capture began. Thread-safe. */
final class CapturedProgram implements LineConsumer {
    private final LogRuntime runtime;
    private final LoggerName logger;
    private final LogContext context;

    CapturedProgram(LogRuntime runtime, Process process, String name, LogContext bound) {
        this.runtime = runtime;
        this.logger = LoggerName.of(name);
        this.context = contextOf(bound, process.pid());
    }

    @Override
    public void accept(CapturedLine line) {
        if (!runtime.gate().wants(line.level(), logger.text())) {
            return;
        }
        LogCall call = runtime.newCall(line.level(), logger)
                .at(context, LogCall.nowMicros())
                .message(line.text())
                .captured(null, line.source(), RecordLayout.FLAG_CAPTURED);
        if (line.skippedBytes() > 0) {
            call.field("skipped_bytes", line.skippedBytes());
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
