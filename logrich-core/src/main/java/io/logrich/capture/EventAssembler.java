package io.logrich.capture;

import io.logrich.event.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the lines of one stream: takes escape sequences out, has each line read, and folds the lines of a stack trace
 * into the event that they belong to. A line that a trace may follow waits for the next one, or until somebody says that
 * nothing more comes. One thread only.
 */
final class EventAssembler implements LineSplitter.Target {
    /** A longer line is no beginning of a trace. */
    private static final int LONGEST_HEAD = 8 * 1024;

    /** What may be doubtful at once. */
    private static final int MOST_DOUBTFUL = 16;

    private static final int MOST_DOUBTFUL_CHARS = 16 * 1024;

    /** So that a program which never ends its trace is heard. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    /** Where from, how, and when. */
    record Plan(
            String source,
            boolean layouts,
            boolean folding,
            int maxTraceChars,
            LongSupplier micros,
            LongSupplier nanos) {}

    private record Line(String text, long skippedBytes) {}

    private final Plan plan;
    private final EventConsumer consumer;
    private final LineParts head = new LineParts();
    private final LineParts probe = new LineParts();
    private final TraceFolder folder = new TraceFolder();
    private final StringBuilder trace = new StringBuilder();
    private List<Line> doubtful = new ArrayList<>();
    private int doubtfulChars;
    private boolean holding;
    private long heldSince;
    private long arrival;
    private long headArrival;
    private long skipped;
    private int joined;
    private @Nullable String lastOfPython;

    EventAssembler(Plan plan, EventConsumer consumer) {
        this.plan = plan;
        this.consumer = consumer;
    }

    @Override
    public void arrived() {
        arrival = plan.micros.getAsLong();
    }

    @Override
    public void line(String text, long skippedBytes) {
        take(new Line(withoutReturns(Ansi.strip(text)), skippedBytes));
    }

    @Override
    public boolean isHolding() {
        return holding;
    }

    @Override
    public void flush() {
        while (holding) {
            release();
        }
    }

    private static String withoutReturns(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return end == text.length() ? text : text.substring(0, end);
    }

    private void take(Line line) {
        if (holding && plan.nanos.getAsLong() - heldSince > LONGEST_NANOS) {
            flush();
        }
        if (!holding || !goesOn(line)) {
            if (holding) {
                release();
            }
            if (holding) {
                take(line); // a line that was doubtful is waiting now
            } else {
                begin(line);
            }
        }
    }

    /** Whether the line goes on with what is held, or may do so. */
    private boolean goesOn(Line line) {
        String text = withoutPrefix(line.text);
        TraceFolder.Verdict verdict = folder.judge(text);
        if (verdict == TraceFolder.Verdict.ENDS || trace.length() + text.length() > plan.maxTraceChars) {
            return false;
        }
        if (verdict == TraceFolder.Verdict.JOINS) {
            doubtful.forEach(this::append);
            forgetDoubtful();
            append(line);
            lastOfPython = folder.isPythonsLast() ? text : lastOfPython;
            return true;
        }
        if (doubtful.size() == MOST_DOUBTFUL
                || doubtfulChars + text.length() > MOST_DOUBTFUL_CHARS
                || hasLayout(text)) {
            return false;
        }
        doubtful.add(line);
        doubtfulChars += text.length();
        return true;
    }

    private boolean hasLayout(String text) {
        probe.clear();
        return !text.isEmpty() && Layouts.read(text, plan.layouts, probe);
    }

    private void append(Line line) {
        trace.append(trace.length() == 0 ? "" : "\n").append(withoutPrefix(line.text));
        skipped += line.skippedBytes;
        joined++;
    }

    private void begin(Line line) {
        head.clear();
        boolean layout = Layouts.read(line.text, plan.layouts, head);
        headArrival = arrival;
        skipped = line.skippedBytes;
        joined = 0;
        trace.setLength(0);
        lastOfPython = null;
        boolean serious = head.level != null && head.level.atLeast(LogLevel.WARNING);
        boolean foldable = plan.folding && head.foldable && line.text.length() <= LONGEST_HEAD;
        holding = foldable && folder.begin(head.message, layout, serious);
        if (!holding) {
            emit();
            return;
        }
        heldSince = plan.nanos.getAsLong();
        if (folder.beginsTrace()) {
            trace.append(head.message);
        }
    }

    /** Hands out what is held; lines that were doubtful begin anew. */
    private void release() {
        List<Line> rest = doubtful;
        forgetDoubtful();
        emit();
        holding = false;
        rest.forEach(this::take);
    }

    private void forgetDoubtful() {
        if (!doubtful.isEmpty()) {
            doubtful = new ArrayList<>();
        }
        doubtfulChars = 0;
    }

    private void emit() {
        boolean folded = joined > 0;
        LogLevel level = head.level;
        if (level == null) {
            level = folded && folder.isTrace() ? LogLevel.ERROR : LogLevel.INFO;
        }
        boolean pythons = folded && lastOfPython != null && head.message.startsWith(TraceLine.PYTHON);
        String message = pythons && lastOfPython != null ? lastOfPython : head.message;
        String text = folded ? trace.toString() : head.trace;
        consumer.accept(
                new CapturedEvent(plan.source, headArrival, level, head.logger, message, text, head.fields(), skipped));
    }

    private static String withoutPrefix(String text) {
        return LevelWord.prefix(text, 0) == null ? text : text.substring(LevelWord.PREFIX_LENGTH);
    }
}
