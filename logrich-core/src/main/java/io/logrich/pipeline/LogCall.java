package io.logrich.pipeline;

import io.logrich.context.LogContext;
import io.logrich.event.LogLevel;
import io.logrich.spool.RecordLayout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says, as it says it: nothing is looked at yet. Calls are used again and again: {@link Pipeline#newCall}
 * gives one out, {@link Pipeline#emit} takes it back, and whoever has handed it in must forget it. One that never comes
 * back is garbage like any other. One thread only.
 */
public final class LogCall {
    private static final int LONGEST_KEPT = 128;
    private static final @Nullable Object[] NONE = {};

    private static final WallClock CLOCK = WallClock.ofSystem();

    private LogLevel level = LogLevel.INFO;
    private LoggerName logger = LoggerName.NONE;
    private @Nullable LogContext context;
    private long timeMicros;
    private @Nullable CharSequence message;
    private boolean said;

    private int parameters;
    private @Nullable Object first;
    private @Nullable Object second;
    private @Nullable Object third;
    private @Nullable Object[] all = NONE;

    private final CallFields fields = new CallFields();

    /** The template of the last message, which mostly is that of the next one. */
    private @Nullable Template template;

    /** Whether anything of what follows is said: in few calls it is. */
    private boolean special;

    private @Nullable Throwable thrown;
    private @Nullable CharSequence excInfo;
    private @Nullable CharSequence stackInfo;
    private @Nullable String source;
    private int flags;
    private boolean exempt;
    private boolean bridged;
    private @Nullable String boundary;
    private @Nullable StackTraceElement place;

    /** Where it is filled in; null if its thread has no desk. */
    final @Nullable Desk desk;

    LogCall() {
        this(null);
    }

    LogCall(@Nullable Desk desk) {
        this.desk = desk;
    }

    /** What is there from the last use is not stored again: a reference in an old object costs the collector's barrier. */
    LogCall begin(LogLevel newLevel, LoggerName newLogger) {
        if (level != newLevel) {
            level = newLevel;
        }
        if (logger != newLogger) {
            logger = newLogger;
        }
        return this;
    }

    /** Where and when it was said; else the pipeline is told so. */
    public LogCall at(@Nullable LogContext newContext, long newTimeMicros) {
        if (context != newContext) {
            context = newContext;
        }
        timeMicros = newTimeMicros;
        return this;
    }

    public LogCall message(@Nullable CharSequence text) {
        if (message != text) {
            message = text;
        }
        said = true;
        return this;
    }

    /** Up to three parameters of the message. */
    public LogCall parameters(int count, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        parameters = count;
        first = a;
        if (count > 1) {
            second = b;
            third = c;
        }
        return this;
    }

    /** Any number of parameters of the message. */
    public LogCall parameters(@Nullable Object @Nullable [] given) {
        all = given == null ? NONE : given;
        parameters = all.length;
        return this;
    }

    public LogCall thrown(@Nullable Throwable given) {
        thrown = given;
        special = true;
        return this;
    }

    /** Adds a field; the value of one that is there already is replaced. */
    public LogCall field(@Nullable String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a field; the value of one that is there already is replaced. */
    public LogCall field(@Nullable String name, long value) {
        fields.put(name, value);
        return this;
    }

    /** Adds fields; a map that fails while it is read costs what is not read yet. */
    public LogCall fields(@Nullable Map<?, ?> map) {
        if (map != null) {
            try {
                map.forEach((key, value) -> field(String.valueOf(key), value));
            } catch (Throwable failed) { // whatever a foreign map does
                field("_extra_invalid", failed.getClass().getName());
            }
        }
        return this;
    }

    /** The template of the message, or null, see {@link Templates#of}. */
    @Nullable
    Template template(Templates all) {
        if (!(message() instanceof String text)) {
            return null;
        } else if (!all.isSurely(template, text)) {
            template = all.of(text);
        }
        return template;
    }

    /** The stack at the call, as text. */
    public LogCall stackInfo(@Nullable CharSequence text) {
        stackInfo = text;
        special = true;
        return this;
    }

    /**
     * Marks text that a program wrote which is not ours, or that the runtime writes about the tree.
     *
     * @param newSource what stands for the thread's name
     * @param newFlags of the record, see {@link RecordLayout}
     */
    public LogCall captured(@Nullable CharSequence newExcInfo, String newSource, int newFlags) {
        excInfo = newExcInfo;
        source = newSource;
        flags = newFlags;
        special = true;
        return this;
    }

    /** The time of day, in microseconds since 1970; to the millisecond when there is no memory for more. */
    public static long nowMicros() {
        return CLOCK.micros();
    }

    /** A call while there is no pipeline to give one out. */
    public static LogCall early(LogLevel level, LoggerName logger) {
        return new LogCall().begin(level, logger);
    }

    /**
     * The same call without anything that belongs to the caller: its values and parameters frozen, its stack trace in
     * words. For calls that have to wait.
     */
    public LogCall frozen() {
        return FrozenCall.of(this);
    }

    /** Marks a call for the console alone: it comes from inside a sink, or from what a sink uses. */
    public LogCall forConsole() {
        flags |= RecordLayout.FLAG_CONSOLE;
        special = true;
        return this;
    }

    /** Marks a call that a rule about its logger wants, although it is below the level of every sink. */
    public LogCall byRule() {
        flags |= RecordLayout.FLAG_RULE;
        special = true;
        return this;
    }

    /** Marks a call of the runtime itself, which no stage judges. */
    public LogCall exempt() {
        exempt = true;
        special = true;
        return this;
    }

    /** Says through which class the application has logged: what called that one is where. Null for the doors of our own. */
    public LogCall boundary(@Nullable String className) {
        bridged = className != null;
        special |= bridged;
        if (bridged && boundary != className) {
            boundary = className;
        }
        return this;
    }

    /** Says where the application has logged, as the logging system knows it that it used. */
    public LogCall place(@Nullable StackTraceElement where) {
        place = where;
        special = true;
        return this;
    }

    @Nullable
    String boundary() {
        return bridged ? boundary : null;
    }

    @Nullable
    StackTraceElement place() {
        return place;
    }

    boolean isExempt() {
        return exempt;
    }

    public LogLevel level() {
        return level;
    }

    public LoggerName logger() {
        return logger;
    }

    public @Nullable LogContext context() {
        return timeMicros == 0 ? null : context;
    }

    public long timeMicros() {
        return timeMicros;
    }

    @Nullable
    CharSequence message() {
        return said ? message : null;
    }

    int parameterCount() {
        return parameters;
    }

    @Nullable
    Object parameter(int index) {
        if (all.length > 0) {
            return all[index];
        }
        return index == 0 ? first : index == 1 ? second : third;
    }

    CallFields fields() {
        return fields;
    }

    /** The throwable given, or the last parameter if it is one: the convention of SLF4J. */
    @Nullable
    Throwable thrown() {
        if (thrown != null || parameters == 0) {
            return thrown;
        }
        return parameter(parameters - 1) instanceof Throwable last ? last : null;
    }

    @Nullable
    CharSequence excInfo() {
        return excInfo;
    }

    @Nullable
    CharSequence stackInfo() {
        return stackInfo;
    }

    @Nullable
    String source() {
        return source;
    }

    int flags() {
        return flags;
    }

    /** Whether the message is a line of a foreign program, which has limits of its own. */
    public boolean isCaptured() {
        return (flags & RecordLayout.FLAG_CAPTURED) != 0;
    }

    /**
     * Lets go of everything that belongs to the application. The context, which is ours, and a short text may stay: they are
     * mostly those of the next call, and to store a reference in an old object costs more than to compare it.
     */
    void forget() {
        timeMicros = 0;
        said = false;
        if (!(message instanceof String text && text.length() <= LONGEST_KEPT)) {
            message = null;
        }
        if (parameters > 0) {
            forgetParameters();
        }
        fields.forget();
        if (special) {
            forgetSpecial();
        }
    }

    private void forgetParameters() {
        first = null;
        if (parameters > 1) {
            second = null;
            third = null;
        }
        parameters = 0;
        if (all != NONE) {
            all = NONE;
        }
    }

    private void forgetSpecial() {
        special = false;
        thrown = null;
        excInfo = null;
        stackInfo = null;
        source = null;
        flags = 0;
        exempt = false;
        bridged = false;
        place = null;
    }
}
