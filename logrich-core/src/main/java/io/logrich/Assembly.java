package io.logrich;

import io.logrich.context.ContextBinder;
import io.logrich.context.ContextFields;
import io.logrich.context.Identity;
import io.logrich.context.LogContext;
import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LevelRules;
import io.logrich.event.LogLevel;
import io.logrich.lane.LaneContext;
import io.logrich.lane.LaneLog;
import io.logrich.lane.LaneSet;
import io.logrich.lane.Losses;
import io.logrich.pipeline.Pipeline;
import io.logrich.pipeline.PipelineSettings;
import io.logrich.scrub.SecretKeys;
import io.logrich.scrub.Secrets;
import io.logrich.settings.LocationSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.spool.Spool;
import io.logrich.spool.SystemPace;
import io.logrich.spool.SystemRandom;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.Carrier;
import io.logrich.tree.Lease;
import io.logrich.tree.Leftovers;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The assembly hall: makes the rooms of a runtime from its settings, in the order in which an event meets them, and takes
 * down what stands already when one cannot be made. Used once, by one thread.
 */
final class Assembly {
    private final RuntimeConfig config;
    private final Map<String, String> environment;
    private final UUID runId = SystemRandom.uuid();
    private final Identity identity = Identity.ofThisProcess();
    private final WriterSlots slots = new WriterSlots();
    private final SeverityMonitor monitor = new SeverityMonitor();
    private final Losses losses = new Losses(monitor);
    private final Diagnostics diagnostics;
    private final Places places;
    private final List<String> notices = new ArrayList<>();

    /** Those of the settings, or of the parent that this process inherits from. */
    private volatile Secrets secrets;

    Assembly(RuntimeConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
        this.secrets = secretsOf(config);
        this.places = new Places(config, environment, runId, slots);
        this.diagnostics = new Diagnostics(config.diagnosticHook(), config.onDrop(), text -> this.secrets.scrub(text));
    }

    /** A runtime that stands alone until it has children: it drives its sinks itself, and collects for its tree. */
    Rooms root() throws IOException {
        return root(foundPlace(), config);
    }

    /** The same for a process that has given no configuration: a sink that could not work is left out. */
    Rooms implicitRoot() throws IOException {
        return root(foundPlace(), ImplicitConfig.withUsableSinks(config));
    }

    private Place foundPlace() throws IOException {
        Place place = places.find();
        noteFailures(place);
        return place;
    }

    /** A runtime that goes on for a collector that has died. */
    Rooms standIn(TreeDirectory tree, Lease lease) throws IOException {
        return root(places.collecting(tree, lease), config);
    }

    /**
     * A runtime that collects somebody else's tree, as long as it likes.
     *
     * @throws IOException if it has a collector that does not give way
     */
    Rooms adopter(TreeDirectory tree) throws IOException {
        return root(places.collecting(tree, Lease.tryAdopt(tree)), config);
    }

    private Rooms root(Place place, RuntimeConfig given) throws IOException {
        RuntimeConfig settings = Sinks.masked(given, secretsOf(given));
        LaneSet lanes = new LaneSet(laneContext(place.lease()));
        try {
            Sinks.open(settings, environment, lanes, true);
            notices.addAll(Sinks.warnings(settings));
            TreeDirectory tree = place.tree();
            Leftovers leftovers = tree == null ? Leftovers.NONE : Leftovers.find(tree);
            for (String problem : leftovers.problems()) {
                diagnostics.report("ring_quarantined", "error", problem);
            }
            for (LaneLog log : leftovers.logs()) {
                lanes.add(log);
            }
            return rooms(place, leftovers, lanes, List.of(), gate(lanes), settings);
        } catch (IOException | RuntimeException | Error failed) {
            lanes.discard();
            place.abandon();
            diagnostics.close();
            throw failed;
        }
    }

    /**
     * A runtime in a process that was started in a tree: the tree's collector drives the sinks; those that the process has
     * itself, and the collector has not, get its own events. If there can be no ring in the tree, a runtime that stands
     * alone.
     *
     * @param ownSettings whether service and environment are those of the configuration, or the parent's
     */
    Rooms member(TreeDirectory tree, @Nullable Carrier carrier, boolean ownSettings) throws IOException {
        Place place = placeIn(tree);
        if (place == null) {
            return ownSettings ? root() : implicitRoot();
        }
        LaneSet lanes = new LaneSet(laneContext(null));
        try {
            RuntimeConfig told = carrier == null ? config : inheriting(carrier);
            RuntimeConfig settings = Sinks.masked(told, secretsOf(told));
            if (ownSettings) {
                Sinks.open(Sinks.besidesThoseOf(tree, settings), environment, lanes, false);
                notices.addAll(Sinks.warnings(config));
            }
            List<LogContext> inherited = carrier == null ? List.of() : ContextBinder.parse(carrier.context());
            return rooms(
                    place,
                    Leftovers.NONE,
                    lanes,
                    ownSettings ? onlyLineage(inherited) : inherited,
                    gate(lanes, carrier),
                    settings);
        } catch (IOException | RuntimeException | Error failed) {
            lanes.discard();
            place.abandon();
            throw failed;
        }
    }

    /** Null if there can be no ring in a tree. */
    private @Nullable Place placeIn(TreeDirectory tree) throws IOException {
        try {
            return places.joining(tree);
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException unusable) {
            noteUnavailable(tree.path().toString(), unusable);
            return null;
        }
    }

    /** What has to be said as soon as somebody can hear it, in words. */
    List<String> notices() {
        return notices;
    }

    private void noteUnavailable(String tree, Exception why) {
        diagnostics.report("tree_unavailable", "tree", tree, "error", why.toString());
        notices.add("the tree of processes in " + tree + " cannot be joined, this process logs on its own: " + why);
    }

    private void noteFailures(Place place) {
        if (!places.failures().isEmpty()) {
            String why = places.failures().stream().map(IOException::toString).collect(Collectors.joining("; "));
            String instead =
                    place.tree() == null ? "memory" : place.tree().path().toString();
            diagnostics.report("spool_unavailable", "error", why, "instead", instead);
            String what = place.tree() == null
                    ? "the spool is memory of this process alone and ends with it: "
                    : "the spool is in " + instead + ", since no better place would do: ";
            notices.add(what + why);
        }
    }

    /** The tree that this process was started in; null if in none, or in one that cannot be used. */
    @Nullable
    TreeDirectory inheritedTree() {
        String path = environment.get(TreeDirectory.VARIABLE);
        if (path == null || path.isBlank()) {
            return null;
        }
        try {
            return TreeDirectory.existing(java.nio.file.Path.of(path));
        } catch (IOException | RuntimeException unusable) {
            noteUnavailable(path, unusable);
            return null;
        }
    }

    /** What this process inherits; null if nothing, or nothing that can be read. */
    @Nullable
    Carrier inheritedCarrier(TreeDirectory tree) {
        String id = environment.get(Carrier.VARIABLE);
        if (id == null) {
            return null;
        }
        try {
            return Carrier.read(tree, id);
        } catch (IOException unreadable) {
            diagnostics.report("carrier_unreadable", "carrier", id, "error", unreadable.toString());
            notices.add("what this process inherits cannot be read: " + unreadable);
            return null;
        }
    }

    private Rooms rooms(
            Place place,
            Leftovers leftovers,
            LaneSet lanes,
            List<LogContext> inherited,
            Gate gate,
            RuntimeConfig settings)
            throws IOException {
        secrets = secretsOf(settings);
        lanes.add(LaneLog.of(place.ring()));
        Spool spool = new Spool(place.ring(), slots);
        List<LogContext> stack = stackOf(inherited);
        LogContext own = stack.get(stack.size() - 1);
        MemberRoom room = new MemberRoom(lanes, place.lease() == null ? place.tree() : null);
        Pipeline pipeline = new Pipeline(
                runId,
                spool,
                room,
                new PipelineSettings(
                        config.queue(),
                        settings.limits(),
                        config.rate(),
                        settings.location(),
                        secrets,
                        config.spool().force()),
                own,
                monitor,
                diagnostics,
                new LaneWaiter(lanes, config.queue()));
        ContextBinder binder = new ContextBinder(
                identity, pipeline::scrubbed, reason -> diagnostics.report("context_scope_misuse", "reason", reason));
        binder.base(stack);
        place.publish();
        return new Rooms(
                settings,
                runId,
                place.tree(),
                place.lease(),
                place.run(),
                leftovers,
                spool,
                lanes,
                losses,
                pipeline,
                binder,
                own,
                gate,
                monitor,
                diagnostics);
    }

    /** Every frame that is inherited, and else one of our own, with this process at the end of its lineage. */
    private List<LogContext> stackOf(List<LogContext> inherited) {
        List<LogContext> stack = new ArrayList<>();
        for (LogContext frame : inherited) {
            stack.add(identity.below(ContextFields.of(frame)).build());
        }
        if (stack.isEmpty()) {
            ContextFields fields = ContextFields.empty()
                    .set("service", config.service())
                    .set("environment", config.environment())
                    .set("job_id", "bootstrap");
            stack.add(identity.onto(fields).build());
        }
        return stack;
    }

    private List<LogContext> onlyLineage(List<LogContext> inherited) {
        List<Long> chain = inherited.isEmpty()
                ? List.of()
                : inherited.get(inherited.size() - 1).processIdChain();
        return List.of(ContextFields.empty()
                .set("service", config.service())
                .set("environment", config.environment())
                .set("job_id", "bootstrap")
                .set("process_id_chain", chain)
                .build());
    }

    private RuntimeConfig inheriting(Carrier carrier) {
        RuntimeConfig.Builder builder = config.toBuilder().payloadLimits(carrier.limits());
        LocationSettings location = config.location().orElse(carrier.location());
        if (location.isSaid()) {
            builder.callerLocation(location.level());
        }
        carrier.scrubPatterns().forEach((key, pattern) -> builder.scrubPattern(key, pattern.pattern()));
        return builder.build();
    }

    private Secrets secretsOf(RuntimeConfig settings) {
        return new Secrets(
                new SecretKeys(settings.scrubPatterns(), key -> this.diagnostics.report("scrub_timeout", "key", key)));
    }

    private LaneContext laneContext(@Nullable Lease lease) {
        return new LaneContext(
                config.queue(),
                diagnostics,
                losses,
                SystemPace.INSTANCE,
                SystemPace.INSTANCE,
                lease == null ? () -> false : lease::isOver,
                slots::adoptOrphans);
    }

    /** What the sinks of this process want, and what is kept for dumps. */
    private Gate gate(LaneSet lanes) {
        LogLevel lowest = lanes.lowestThreshold();
        LogLevel sinks = lowest == null ? LogLevel.INFO : lowest;
        return new Gate(lower(sinks, config.dump().level()), sinks, config.levels());
    }

    /** What the collector wants, and what the sinks want that this process has itself. */
    private Gate gate(LaneSet lanes, @Nullable Carrier carrier) {
        LogLevel gate = carrier == null ? LogLevel.TRACE : carrier.gate();
        LogLevel sinks = carrier == null ? LogLevel.TRACE : carrier.sinks();
        LevelRules rules = carrier == null ? LevelRules.NONE : carrier.levels();
        LogLevel wanted =
                lower(lower(gate, lanes.lowestThreshold()), config.dump().level());
        return new Gate(wanted, sinks, rules.with(config.levels()));
    }

    private static LogLevel lower(LogLevel level, @Nullable LogLevel other) {
        return other != null && level.atLeast(other) ? other : level;
    }
}
