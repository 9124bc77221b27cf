package io.logrich.settings;

import io.logrich.diagnostics.DiagnosticHook;
import io.logrich.diagnostics.DroppedEvent;
import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything a runtime is told before it opens. Immutable; made by {@link #builder}. The variables {@code LOG_*} win. */
public final class RuntimeConfig {
    /** A copy that nobody else has, never changed again. */
    private final Builder values;

    private RuntimeConfig(Builder given) {
        values = new Builder(given);
        values.service = SettingsException.filled("service", values.service);
        values.environment = SettingsException.filled("environment", values.environment);
        SinkNames.check(values.console, values.sinks);
    }

    /** Starts a configuration; both names are required and trimmed. */
    public static Builder builder(String service, String environment) {
        return new Builder(service, environment);
    }

    /** This configuration with the {@code LOG_*} variables of the given environment applied over it. */
    public RuntimeConfig with(Map<String, String> variables) {
        return toBuilder().environmentVariables(variables).build();
    }

    /** The variables that this process has been given: those of its environment, under system properties of the same name. */
    public static Map<String, String> variables() {
        return EnvironmentSettings.ofThisProcess();
    }

    /** A builder that begins with everything that is set here. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    public String service() {
        return values.service;
    }

    public String environment() {
        return values.environment;
    }

    public ConsoleSettings console() {
        return values.console;
    }

    public QueueSettings queue() {
        return values.queue;
    }

    public SpoolSettings spool() {
        return values.spool;
    }

    public PayloadLimits limits() {
        return values.limits;
    }

    public CaptureSettings capture() {
        return values.capture;
    }

    public RateSettings rate() {
        return values.rate;
    }

    public LocationSettings location() {
        return values.location;
    }

    /** The sinks besides the console, in the order they were added. */
    public List<SinkSettings> sinks() {
        return values.sinks;
    }

    /** What is masked: values of fields with such a key, if the pattern is found in them. Keys in lower case. */
    public Map<String, Pattern> scrubPatterns() {
        return Collections.unmodifiableMap(values.scrubPatterns);
    }

    /** From which level on some loggers log, whatever the sinks want. */
    public LevelRules levels() {
        return values.levels;
    }

    public DumpSettings dump() {
        return values.dump;
    }

    public @Nullable DiagnosticHook diagnosticHook() {
        return values.diagnosticHook;
    }

    /** Who is told of each event that was not accepted; null for nobody. */
    public @Nullable Consumer<DroppedEvent> onDrop() {
        return values.onDrop;
    }

    /** What the names of loggers begin with whose events go to the console alone. */
    public List<String> guardedLoggers() {
        return values.guardedLoggers;
    }

    /** Whether the tree's log is made at once and not with the first child. */
    public boolean treeLog() {
        return values.treeLog;
    }

    /** Gathers settings; each call checks its value at once. One thread only. */
    public static final class Builder {
        private String service;
        private String environment;
        private ConsoleSettings console = ConsoleSettings.DEFAULT;
        private QueueSettings queue = QueueSettings.DEFAULT;
        private SpoolSettings spool = SpoolSettings.DEFAULT;
        private PayloadLimits limits = PayloadLimits.DEFAULT;
        private RateSettings rate = RateSettings.DEFAULT;
        private LocationSettings location = LocationSettings.UNSAID;
        private CaptureSettings capture = CaptureSettings.DEFAULT;
        private List<SinkSettings> sinks = List.of();
        private final Map<String, Pattern> scrubPatterns = new LinkedHashMap<>();
        private LevelRules levels = LevelRules.NONE;
        private DumpSettings dump = DumpSettings.DEFAULT;
        private @Nullable DiagnosticHook diagnosticHook;
        private @Nullable Consumer<DroppedEvent> onDrop;
        private boolean treeLog;
        private List<String> guardedLoggers = List.of();

        private Builder(String service, String environment) {
            this.service = service;
            this.environment = environment;
            scrubPattern("password", ".+").scrubPattern("secret", ".+").scrubPattern("token", ".+");
        }

        private Builder(Builder other) {
            service = other.service;
            environment = other.environment;
            console = other.console;
            queue = other.queue;
            spool = other.spool;
            limits = other.limits;
            rate = other.rate;
            location = other.location;
            capture = other.capture;
            levels = other.levels;
            dump = other.dump;
            diagnosticHook = other.diagnosticHook;
            onDrop = other.onDrop;
            treeLog = other.treeLog;
            sinks = other.sinks;
            scrubPatterns.putAll(other.scrubPatterns);
            guardedLoggers = other.guardedLoggers;
        }

        Builder service(String name) {
            service = name;
            return this;
        }

        void addLevels(LevelRules rules) {
            levels = levels.with(rules);
        }

        Builder environment(String name) {
            environment = name;
            return this;
        }

        public Builder consoleLevel(LogLevel level) {
            return console(c -> c.withLevel(level));
        }

        public Builder consoleStream(ConsoleSettings.Stream stream) {
            return console(c -> c.withStream(stream));
        }

        public Builder consoleTheme(String theme) {
            return console(c -> c.withTheme(theme));
        }

        public Builder consoleFormatPreset(String preset) {
            return console(c -> c.withPreset(preset));
        }

        /** A line of one's own, see {@code docs/console.md}; null or blank for the preset. */
        public Builder consoleFormatTemplate(@Nullable String template) {
            return console(c -> c.withTemplate(template));
        }

        public Builder forceColor(boolean force) {
            return console(c -> c.withForceColor(force));
        }

        public Builder noColor(boolean no) {
            return console(c -> c.withNoColor(no));
        }

        public Builder queueEnabled(boolean enabled) {
            return queue(q -> q.withEnabled(enabled));
        }

        public Builder queueMaxsize(int events) {
            return queue(q -> q.withMaxsize(events));
        }

        public Builder queueFullPolicy(QueueFullPolicy policy) {
            return queue(q -> q.withFullPolicy(policy));
        }

        /** Null, zero or less: as long as it takes. */
        public Builder queuePutTimeout(@Nullable Duration timeout) {
            return queue(q -> q.withPutTimeout(timeout));
        }

        /** Null, zero or less: as long as it takes. */
        public Builder queueStopTimeout(@Nullable Duration timeout) {
            return queue(q -> q.withStopTimeout(timeout));
        }

        public Builder laneStallAfter(Duration time) {
            return queue(q -> q.withLaneStallAfter(time));
        }

        public Builder failureResetAfter(Duration time) {
            return queue(q -> q.withFailureResetAfter(time));
        }

        /** A directory for this tree, kept after the end; null for a temporary one. */
        public Builder spoolDirectory(@Nullable Path directory) {
            return spool(s -> s.withDirectory(directory));
        }

        public Builder spoolPlace(SpoolSettings.Place place) {
            return spool(s -> s.withPlace(place));
        }

        public Builder spoolBytes(int bytes) {
            return spool(s -> s.withRingBytes(bytes));
        }

        public Builder treeLogBytes(int bytes) {
            return spool(s -> s.withTreeLogBytes(bytes));
        }

        public Builder spoolForce(boolean force) {
            return spool(s -> s.withForce(force));
        }

        /** Makes the tree's log at once, for a process whose purpose is to have children. */
        public Builder treeLog(boolean atOnce) {
            treeLog = atOnce;
            return this;
        }

        public Builder payloadLimits(PayloadLimits payloadLimits) {
            limits = payloadLimits;
            return this;
        }

        /** How many events each logger may log at each level within a time; zero events for no limit. */
        public Builder rateLimit(int events, Duration window) {
            rate = new RateSettings(events, window, rate.foldRepeats());
            return this;
        }

        /** Counts the same message in a row instead of logging it, for so long at most; null for never. */
        public Builder foldRepeats(@Nullable Duration longest) {
            rate = new RateSettings(rate.limit(), rate.window(), longest);
            return this;
        }

        /** From which level on events say where in the code they were logged; null for none. */
        public Builder callerLocation(@Nullable LogLevel level) {
            location = new LocationSettings(level);
            return this;
        }

        /** Sets from which level on some loggers log: {@code levels(LevelRules.parse("com.acme=DEBUG"))}. */
        public Builder levels(LevelRules rules) {
            levels = rules;
            return this;
        }

        public Builder ringBufferLevel(@Nullable LogLevel level) {
            return dump(d -> d.withLevel(level));
        }

        /** Masks values under that key (in any case, at any depth) in which the pattern is found. */
        public Builder scrubPattern(String key, String regex) {
            try {
                scrubPatterns.put(key.strip().toLowerCase(java.util.Locale.ROOT), Pattern.compile(regex));
            } catch (PatternSyntaxException wrong) {
                throw new SettingsException("scrubPattern for '" + key + "'", "must be a regular expression", regex);
            }
            return this;
        }

        public Builder sink(SinkSettings settings) {
            return sinks(
                    list -> Stream.concat(list.stream(), Stream.of(settings)).toList());
        }

        /** Changes the list of the sinks that have been added so far. */
        public Builder sinks(UnaryOperator<List<SinkSettings>> change) {
            sinks = List.copyOf(change.apply(sinks));
            return this;
        }

        /** Adds a file. */
        public Builder file(Path path, FileSettings.Format format, LogLevel level) {
            return sink(new FileSettings(path, format, level));
        }

        /** Changes every file that has been added so far: {@code files(f -> f.withGzip(true))}. */
        public Builder files(UnaryOperator<FileSettings> change) {
            return sinks(list -> list.stream()
                    .<SinkSettings>map(sink -> sink instanceof FileSettings file ? change.apply(file) : sink)
                    .toList());
        }

        public Builder diagnosticHook(@Nullable DiagnosticHook hook) {
            diagnosticHook = hook;
            return this;
        }

        /** Tells somebody of each event that was not accepted, on the thread of the hook. */
        public Builder onDrop(@Nullable Consumer<DroppedEvent> callback) {
            onDrop = callback;
            return this;
        }

        /** Sends events of loggers with that prefix to the console alone: what a sink uses must not log into it. */
        public Builder guardedLogger(String prefix) {
            String name = SettingsException.filled("guardedLogger", prefix);
            // unmodifiable itself: each log call asks for it, and a view would have to be made for each
            guardedLoggers =
                    Stream.concat(guardedLoggers.stream(), Stream.of(name)).toList();
            return this;
        }

        /** If not, dumps are empty, and the ring is deleted when the runtime has ended. */
        public Builder enableRingBuffer(boolean enabled) {
            return dump(d -> d.withEnabled(enabled));
        }

        /** Applies the {@code LOG_*} variables of the given environment over what is set so far. */
        public Builder environmentVariables(Map<String, String> variables) {
            return new EnvironmentSettings(variables).applyTo(this);
        }

        public RuntimeConfig build() {
            return new RuntimeConfig(this);
        }

        /** Changes the console's settings: {@code console(c -> c.withTheme("dark"))}. */
        public Builder console(UnaryOperator<ConsoleSettings> change) {
            console = change.apply(console);
            return this;
        }

        /** Changes what is kept for dumps and how they look. */
        public Builder dump(UnaryOperator<DumpSettings> change) {
            dump = change.apply(dump);
            return this;
        }

        public Builder queue(UnaryOperator<QueueSettings> change) {
            queue = change.apply(queue);
            return this;
        }

        public Builder capture(UnaryOperator<CaptureSettings> change) {
            capture = change.apply(capture);
            return this;
        }

        public Builder spool(UnaryOperator<SpoolSettings> change) {
            spool = change.apply(spool);
            return this;
        }
    }
}
