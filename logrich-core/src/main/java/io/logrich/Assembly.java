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
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SpoolSettings;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.Spool;
import io.logrich.spool.SpoolException;
import io.logrich.spool.WriterSlots;
import io.logrich.tree.Carrier;
import io.logrich.tree.Lease;
import io.logrich.tree.Leftovers;
import io.logrich.tree.OwnRun;
import io.logrich.tree.TreeDirectory;
import io.logrich.tree.TreeExit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The assembly hall: makes the rooms of a runtime from its settings, in the order in which an event meets them, and takes
 * down what stands already when one cannot be made. Used once, by one thread.
 */
final class Assembly {
    private final RuntimeConfig config;
    private final Map<String, String> environment;
    private final UUID runId = UUID.randomUUID();
    private final Identity identity = Identity.ofThisProcess();
    private final WriterSlots slots = new WriterSlots();
    private final SeverityMonitor monitor = new SeverityMonitor();
    private final Losses losses = new Losses(monitor);
    private final Diagnostics diagnostics;

    /** Those of the settings, or of the parent that this process inherits from. */
    private volatile Secrets secrets;

    Assembly(RuntimeConfig config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
        this.secrets = secretsOf(config);
        this.diagnostics = new Diagnostics(config.diagnosticHook(), config.onDrop(), text -> this.secrets.scrub(text));
    }

    /** A runtime that stands alone until it has children: it drives its sinks itself, and collects for its tree. */
    Rooms root() throws IOException {
        return root(place());
    }

    /** A runtime that goes on for a collector that has died. */
    Rooms standIn(TreeDirectory tree, Lease lease) throws IOException {
        return root(new Place(tree, lease));
    }

    /**
     * A runtime that collects somebody else's tree, as long as it likes.
     *
     * @throws IOException if it has a collector that does not give way
     */
    Rooms adopter(TreeDirectory tree) throws IOException {
        return root(new Place(tree, held(tree, Lease.tryAdopt(tree))));
    }

    private Rooms root(Place place) throws IOException {
        Lease lease = place.lease;
        LaneSet lanes = new LaneSet(laneContext(lease));
        OwnRun run = null;
        try {
            Sinks.open(config, environment, lanes, true);
            TreeDirectory tree = place.tree;
            Leftovers leftovers = tree == null ? Leftovers.NONE : Leftovers.find(tree);
            leftovers.problems().forEach(problem -> diagnostics.report("ring_quarantined", "error", problem));
            for (LaneLog log : leftovers.logs()) {
                lanes.add(log);
            }
            Ring ring;
            if (tree == null || lease == null) {
                int bytes = config.spool().ringBytes();
                ring = Ring.anonymous(OwnRun.anonymousHeader(runId, bytes, attributes()), slots, maxEvents());
            } else {
                OwnRun.Opened opened = openRun(tree, lease.epoch(), false);
                run = opened.run();
                ring = opened.ring();
            }
            return rooms(place, run, leftovers, ring, lanes, List.of(), gate(lanes), config);
        } catch (IOException | RuntimeException | Error failed) {
            lanes.discard();
            TreeExit.abandon(place.tree, lease, run);
            diagnostics.close();
            throw failed;
        }
    }

    /**
     * A runtime in a process that was started in a tree: the tree's collector drives the sinks; those that the process has
     * itself get its own events.
     *
     * @param ownSettings whether service and environment are those of the configuration, or the parent's
     */
    Rooms member(TreeDirectory tree, @Nullable Carrier carrier, boolean ownSettings) throws IOException {
        LaneSet lanes = new LaneSet(laneContext(null));
        OwnRun run = null;
        try {
            if (ownSettings) {
                Sinks.open(config, environment, lanes, false);
            }
            List<LogContext> inherited = carrier == null ? List.of() : ContextBinder.parse(carrier.context());
            RuntimeConfig settings = carrier == null ? config : inheriting(carrier);
            OwnRun.Opened opened = openRun(tree, 0, true);
            run = opened.run();
            return rooms(
                    new Place(tree, null),
                    run,
                    Leftovers.NONE,
                    opened.ring(),
                    lanes,
                    ownSettings ? onlyLineage(inherited) : inherited,
                    gate(lanes, carrier),
                    settings);
        } catch (IOException | RuntimeException | Error failed) {
            lanes.discard();
            TreeExit.abandon(null, null, run);
            throw failed;
        }
    }

    /** The tree that this process was started in; null if in none, or in one that cannot be used. */
    static @Nullable TreeDirectory inheritedTree(Map<String, String> environment, Diagnostics diagnostics) {
        String path = environment.get(TreeDirectory.VARIABLE);
        if (path == null || path.isBlank()) {
            return null;
        }
        try {
            return TreeDirectory.existing(java.nio.file.Path.of(path));
        } catch (IOException | RuntimeException unusable) {
            diagnostics.report("tree_unavailable", "tree", path, "error", unusable.toString());
            return null;
        }
    }

    /** What this process inherits; null if nothing, or nothing that can be read. */
    static @Nullable Carrier inheritedCarrier(
            TreeDirectory tree, Map<String, String> environment, Diagnostics diagnostics) {
        String id = environment.get(Carrier.VARIABLE);
        if (id == null) {
            return null;
        }
        try {
            return Carrier.read(tree, id);
        } catch (IOException unreadable) {
            diagnostics.report("carrier_unreadable", "carrier", id, "error", unreadable.toString());
            return null;
        }
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    private record Place(
            @Nullable TreeDirectory tree, @Nullable Lease lease) {}

    private Place place() throws IOException {
        SpoolSettings spool = config.spool();
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        if (spool.place() == SpoolSettings.Place.MEMORY
                || spool.place() == SpoolSettings.Place.AUTO && spool.directory() == null && !linux) {
            return new Place(null, null);
        }
        try {
            TreeDirectory tree = spool.directory() == null
                    ? TreeDirectory.createTemporary(environment)
                    : TreeDirectory.at(spool.directory());
            return new Place(tree, held(tree, Lease.tryAcquire(tree)));
        } catch (IOException | RuntimeException failed) {
            if (spool.directory() != null || spool.place() == SpoolSettings.Place.FILE) {
                throw failed;
            }
            diagnostics.report("spool_unavailable", "error", failed.toString());
            return new Place(null, null);
        }
    }

    private static Lease held(TreeDirectory tree, @Nullable Lease lease) throws SpoolException {
        if (lease == null) {
            throw new SpoolException("spoolDirectory must not have a collector already, " + tree.path() + " has one");
        }
        return lease;
    }

    private OwnRun.Opened openRun(TreeDirectory tree, int epoch, boolean relayed) throws IOException {
        boolean log = config.treeLog() && !relayed;
        int role = log ? RingHeader.ROLE_LOG : RingHeader.ROLE_RING;
        int wanted = log ? config.spool().treeLogBytes() : config.spool().ringBytes();
        return LogSize.tryFrom(
                wanted,
                tree.path(),
                capacity -> OwnRun.open(tree, runId, capacity, role, epoch, attributes(), slots, maxEvents(), relayed));
    }

    private Rooms rooms(
            Place place,
            @Nullable OwnRun run,
            Leftovers leftovers,
            Ring ring,
            LaneSet lanes,
            List<LogContext> inherited,
            Gate gate,
            RuntimeConfig settings)
            throws IOException {
        secrets = secretsOf(settings);
        lanes.add(LaneLog.of(ring));
        Spool spool = new Spool(ring, slots);
        List<LogContext> stack = stackOf(inherited);
        LogContext own = stack.get(stack.size() - 1);
        MemberRoom room = new MemberRoom(lanes, place.lease == null ? place.tree : null);
        Pipeline pipeline = new Pipeline(
                runId,
                spool,
                room,
                new PipelineSettings(
                        config.queue(),
                        settings.limits(),
                        config.rate(),
                        secrets,
                        config.spool().force()),
                own,
                monitor,
                diagnostics,
                new LaneWaiter(lanes, config.queue()));
        ContextBinder binder = new ContextBinder(
                identity, pipeline::scrubbed, reason -> diagnostics.report("context_scope_misuse", "reason", reason));
        binder.base(stack);
        return new Rooms(
                config,
                runId,
                place.tree,
                place.lease,
                run,
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
            stack.add(identity.onto(ContextFields.of(frame)).build());
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
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                lease == null ? () -> false : lease::isOver,
                slots::adoptOrphans);
    }

    /** What the sinks of this process want, and what is kept for dumps. */
    private Gate gate(LaneSet lanes) {
        LogLevel lowest = lanes.lowestThreshold();
        LogLevel sinks = lowest == null ? LogLevel.INFO : lowest;
        return new Gate(lower(sinks, config.ringBufferLevel()), sinks, config.levels());
    }

    /** What the collector wants, and what the sinks want that this process has itself. */
    private Gate gate(LaneSet lanes, @Nullable Carrier carrier) {
        LogLevel gate = carrier == null ? LogLevel.TRACE : carrier.gate();
        LogLevel sinks = carrier == null ? LogLevel.TRACE : carrier.sinks();
        LevelRules rules = carrier == null ? LevelRules.NONE : carrier.levels();
        LogLevel wanted = lower(lower(gate, lanes.lowestThreshold()), config.ringBufferLevel());
        return new Gate(wanted, sinks, rules.with(config.levels()));
    }

    private static LogLevel lower(LogLevel level, @Nullable LogLevel other) {
        return other != null && level.atLeast(other) ? other : level;
    }

    private long maxEvents() {
        return config.queue().maxsize();
    }

    private String attributes() {
        return ProcessName.attributes(config.service(), config.ringBuffer());
    }
}
