package io.logrich.pipeline;

import io.logrich.settings.PayloadLimits;
import org.jspecify.annotations.Nullable;

/** Makes of a call one that can wait: nothing in it belongs to the caller any more. Stateless. */
final class FrozenCall {
    private FrozenCall() {}

    /** The same call, its values and parameters frozen, its stack trace in words. */
    static LogCall of(LogCall call) {
        LogCall frozen = LogCall.early(call.level(), call.logger()).at(call.context(), call.timeMicros());
        CallFields fields = call.fields();
        for (CallField field = fields.first(); field != null; field = fields.after(field)) {
            frozen.field(field.key(), Freezer.freeze(field.value(), RawBounds.USUAL));
        }
        Throwable cause = call.thrown();
        CharSequence trace =
                cause == null ? call.excInfo() : StackTraces.text(cause, PayloadLimits.DEFAULT.stacktraceMaxFrames());
        String template = RawBounds.USUAL.bounded(String.valueOf(call.message()));
        String source = call.source();
        return frozen.message(template)
                .parameters(parameters(call, template))
                .captured(trace, source == null ? Thread.currentThread().getName() : source, call.flags());
    }

    private static @Nullable Object[] parameters(LogCall call, String template) {
        int count = call.parameterCount();
        boolean forTrace = count > 0
                && call.parameter(count - 1) instanceof Throwable
                && MessageFormatter.places(template) < count;
        @Nullable Object[] frozen = new Object[forTrace ? count - 1 : count];
        for (int i = 0; i < frozen.length; i++) {
            frozen[i] = Freezer.freeze(call.parameter(i), RawBounds.USUAL);
        }
        return frozen;
    }
}
