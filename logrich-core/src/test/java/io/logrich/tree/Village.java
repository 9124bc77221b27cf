package io.logrich.tree;

import io.logrich.diagnostics.Diagnostics;
import io.logrich.diagnostics.SeverityMonitor;
import io.logrich.event.LogLevel;
import io.logrich.lane.LaneContext;
import io.logrich.lane.LaneLog;
import io.logrich.lane.LaneSet;
import io.logrich.lane.Losses;
import io.logrich.settings.QueueSettings;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.spool.Consumer;
import io.logrich.spool.Ring;
import io.logrich.spool.RingWriter;
import io.logrich.spool.Spool;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tree whose collector is the test itself, round by round and at its own clock. No threads. */
final class Village implements AutoCloseable {
    static final UUID COLLECTOR = new UUID(2, 2);

    final List<String> told = new ArrayList<>();
    final List<Map<String, Object>> extras = new ArrayList<>();
    final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    final Deaths deaths;
    final Members members;
    final StuckRings stuck;
    final Ring log;
    final TreeLogWriter writer;
    long now = 1;
    private final WriterSlots slots;
    private final Diagnostics diagnostics;

    Village(TreeDirectory tree) throws IOException {
        this(tree, Map.of());
    }

    /** A later collector, which knows from its predecessor's log how far each ring has been carried. */
    Village(TreeDirectory tree, Map<UUID, Long> carried) throws IOException {
        diagnostics = new Diagnostics((name, payload) -> reports.add(name + payload));
        Losses losses = new Losses(new SeverityMonitor());
        LaneSet lanes = new LaneSet(new LaneContext(
                QueueSettings.DEFAULT, diagnostics, losses, () -> now, () -> 0.5, () -> false, () -> {}));
        lanes.add("nobody", LogLevel.TRACE, new Sink() {
            @Override
            public int write(EventBatch batch) {
                return batch.size();
            }
        });
        WriterSlots slots = new WriterSlots();
        this.slots = slots;
        log = Ring.anonymous(OwnRun.anonymousHeader(COLLECTOR, Villager.CAPACITY, "{}"), slots, RingWriter.UNBOUNDED);
        lanes.add(LaneLog.of(log));
        writer = new TreeLogWriter(new Spool(log, slots), lanes, losses);
        members = new Members(tree, COLLECTOR, writer, carried, diagnostics);
        TreeVoice voice = (level, message, extra) -> {
            told.add(level + " " + message);
            extras.add(extra);
        };
        deaths = new Deaths(voice, () -> now);
        stuck = new StuckRings(voice, diagnostics, () -> now);
    }

    /** What the collector does in a round; true if there was something to do. */
    boolean round() throws IOException {
        boolean worked = members.discover() | members.turn();
        members.takeNotes().forEach(deaths::exited);
        worked |= members.findDead(true);
        stuck.look(members);
        members.takeDepartures().forEach(deaths::departed);
        return worked | deaths.tell(members, false);
    }

    /** Rounds until nothing is to be done. */
    void settle() throws IOException {
        while (round() || members.isBehind() && !members.isBlocked()) {
            Thread.onSpinWait(); // a change of the directory may show only after the grain of its clock
        }
    }

    /** Fills the log, so that nothing can be carried. */
    void fillLog() {
        WriterSlot slot = slots.add();
        byte[] bytes = new byte[100];
        int answer = RingWriter.APPENDED;
        while (answer == RingWriter.APPENDED) {
            answer = log.writer().appendEvent(slot, bytes, bytes.length, LogLevel.ERROR.number(), 0, 0);
        }
        slots.remove(slot);
    }

    /** Makes so many bytes of room in the log, as if the sink had taken what was in them. */
    void makeRoom(int bytes) throws IOException {
        Consumer consumer = Objects.requireNonNull(log.consumer("nobody"));
        consumer.publish(consumer.cursor() + bytes, consumer.events(), consumer.delivered());
    }

    /** What has been reported; nothing is reported any more after that. */
    List<String> reported() {
        diagnostics.close();
        return new ArrayList<>(reports);
    }

    @Override
    public void close() {
        members.close();
        diagnostics.close();
    }
}
