package io.logrich.tree;

import io.logrich.render.SampleEvent;
import io.logrich.spool.RecordLayout;
import io.logrich.spool.Ring;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingWriter;
import io.logrich.spool.WriterSlot;
import io.logrich.spool.WriterSlots;
import java.io.IOException;
import java.util.UUID;
import java.util.zip.CRC32C;

/** A process of a tree whose life the test leads. It lives in this JVM. */
final class Villager {
    static final int CAPACITY = 64 * 1024;

    final UUID id;
    private final WriterSlots slots;
    private final OwnRun.Opened opened;

    private Villager(UUID id, WriterSlots slots, OwnRun.Opened opened) {
        this.id = id;
        this.slots = slots;
        this.opened = opened;
    }

    static Villager born(TreeDirectory tree) throws IOException {
        UUID id = UUID.randomUUID();
        WriterSlots slots = new WriterSlots();
        String name = "{\"name\":\"worker\"}";
        return new Villager(
                id,
                slots,
                OwnRun.open(tree, id, CAPACITY, RingHeader.ROLE_RING, 0, name, slots, RingWriter.UNBOUNDED, true));
    }

    RunDirectory directory() {
        return opened.run().directory();
    }

    long startMillis() {
        return ring().header().origin().startMillis();
    }

    Ring ring() {
        return opened.ring();
    }

    /** Logs so many events. */
    Villager logs(int events) {
        return logs(events, ring());
    }

    /** Logs what a child of that number would log. */
    Villager logsAs(int number, int events) {
        for (int n = 1; n <= events; n++) {
            byte[] bytes = SampleEvent.of(number + ":" + n).run(id).bytes();
            append(ring(), bytes, bytes.length);
        }
        return this;
    }

    Villager logs(int events, Ring ring) {
        byte[] bytes = SampleEvent.of("hello").run(id).bytes();
        for (int i = 0; i < events; i++) {
            append(ring, bytes, bytes.length);
        }
        return this;
    }

    /** Logs something that is no event. */
    Villager babbles() {
        append(ring(), new byte[] {1, 2, 3}, 3);
        return this;
    }

    /** Is thrown out of a log call that had taken its sequence already. */
    Villager stumbles() {
        try {
            append(ring(), new byte[99], 100);
        } catch (IndexOutOfBoundsException thrownOut) {
            slots.adoptOrphans();
            return this;
        }
        throw new AssertionError("the append was not thrown out");
    }

    /** Makes a second ring that is relayed, which goes on with the numbers of the first. */
    Ring goesOn() throws IOException {
        Ring next = opened.run().createLog(CAPACITY, 0, slots, RingWriter.UNBOUNDED);
        next.addRelay(0);
        ring().writer().seal();
        next.writer().continueSequence(ring().writer().sequence());
        return next;
    }

    /** Ends without a word. */
    void dies() throws IOException {
        opened.run().close();
    }

    private void append(Ring ring, byte[] payload, int length) {
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        WriterSlot slot = slots.add();
        if (ring.writer().appendEvent(slot, payload, length, 20, 0, (int) crc.getValue()) != RingWriter.APPENDED) {
            throw new AssertionError("no room");
        }
        slots.remove(slot);
    }

    /** Says how a child of this process has ended. */
    Villager tells(ExitNote note) {
        byte[] bytes = note.toBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        WriterSlot slot = slots.add();
        ring().writer().appendNote(slot, bytes, bytes.length, RecordLayout.TYPE_EXIT, (int) crc.getValue());
        return this;
    }
}
