package io.logrich.spool;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader's place in a ring, published in the ring's header page: the next reader of that name continues there. Only
 * its owner writes it. The words are written one by one, counts before the cursor; a reader that finds them between two
 * stores sees an event counted that will be delivered again, never one that is missing.
 */
public final class Consumer {
    /** The name of the relay. */
    public static final String RELAY = "relay";

    /** How many levels a consumer counts losses for. */
    public static final int LEVELS = 6;

    private final RingSource source;
    private final int slot;
    private final String name;

    private Consumer(RingSource source, int slot, String name) {
        this.source = source;
        this.slot = slot;
        this.name = name;
    }

    /** The consumers that a ring has, in the order of their slots. */
    static List<Consumer> all(RingSource source) throws IOException {
        List<Consumer> consumers = new ArrayList<>();
        for (int slot = 0; slot < RingLayout.MAX_CONSUMERS; slot++) {
            String name = nameAt(source, slot);
            if (name != null) {
                consumers.add(new Consumer(source, slot, name));
            }
        }
        return consumers;
    }

    /** The consumer of that name, or null. */
    static @Nullable Consumer find(RingSource source, String name) throws IOException {
        String wanted = nameInRing(name);
        for (Consumer consumer : all(source)) {
            if (consumer.name.equals(wanted)) {
                return consumer;
            }
        }
        return null;
    }

    /**
     * Takes a free slot, with its cursor at the given place.
     *
     * @throws SpoolException if all slots are taken
     */
    static Consumer create(RingSource source, String name, long cursor, long events) throws IOException {
        for (int slot = RingLayout.RELAY_SLOT + 1; slot < RingLayout.MAX_CONSUMERS; slot++) {
            if (nameAt(source, slot) == null) {
                return at(source, slot, name, cursor, events);
            }
        }
        throw new SpoolException(
                "a ring has room for " + (RingLayout.MAX_CONSUMERS - 1) + " sinks, none is left for '" + name + "'");
    }

    /** The relay that a ring has, or null if its own process's lanes read it. */
    static @Nullable Consumer relayOf(RingSource source) throws IOException {
        String name = nameAt(source, RingLayout.RELAY_SLOT);
        return name == null ? null : new Consumer(source, RingLayout.RELAY_SLOT, name);
    }

    /** Takes the slot of the relay. */
    static Consumer relay(RingSource source, long cursor, long events) throws IOException {
        return at(source, RingLayout.RELAY_SLOT, RELAY, cursor, events);
    }

    private static Consumer at(RingSource source, int slot, String name, long cursor, long events) throws IOException {
        Consumer consumer = new Consumer(source, slot, nameInRing(name));
        byte[] text = consumer.name.getBytes(StandardCharsets.UTF_8);
        source.writeWord(consumer.at(RingLayout.SLOT_EVENTS), events);
        source.writeWord(consumer.at(RingLayout.SLOT_CURSOR), cursor);
        source.write(consumer.at(RingLayout.SLOT_NAME), text, 0, text.length);
        consumer.waitedFor(true);
        return consumer;
    }

    /** The name of the sink, or {@code relay}; long names are shortened. */
    public String name() {
        return name;
    }

    /** Whether this is the one that carries records to the tree's log. */
    public boolean isRelay() {
        return slot == RingLayout.RELAY_SLOT;
    }

    /** Whether writers wait for it: not while its sink fails or hangs. */
    public boolean isWaitedFor() throws IOException {
        return ((int) source.readWord(at(RingLayout.SLOT_STATE)) & RingLayout.NOT_WAITED_FOR) == 0;
    }

    /** Up to where it has finished. */
    public long cursor() throws IOException {
        return source.readWord(at(RingLayout.SLOT_CURSOR));
    }

    /** How many sequences of the ring's own process lie behind the cursor: those of events, and void ones. */
    public long events() throws IOException {
        return source.readWord(at(RingLayout.SLOT_EVENTS));
    }

    /** How many events it has delivered. */
    public long delivered() throws IOException {
        return source.readWord(at(RingLayout.SLOT_DELIVERED));
    }

    /** How many events it has lost, by level. */
    public long[] lost() throws IOException {
        byte[] words = new byte[8 * LEVELS];
        source.read(at(RingLayout.SLOT_LOST), words, 0, words.length);
        long[] lost = new long[LEVELS];
        for (int level = 0; level < lost.length; level++) {
            lost[level] = LittleEndian.getLong(words, 8 * level);
        }
        return lost;
    }

    /** Publishes how far this consumer has come: counts first, the cursor last. */
    public void publish(long cursor, long events, long delivered) throws IOException {
        source.writeWord(at(RingLayout.SLOT_DELIVERED), delivered);
        source.writeWord(at(RingLayout.SLOT_EVENTS), events);
        source.writeWord(at(RingLayout.SLOT_CURSOR), cursor);
    }

    /** Publishes how many events of a level this consumer has lost. */
    public void publishLost(int levelOrdinal, long count) throws IOException {
        source.writeWord(at(RingLayout.SLOT_LOST + 8 * levelOrdinal), count);
    }

    /** Says whether writers wait for this consumer when too many events lie before it. */
    public void waitedFor(boolean waited) throws IOException {
        int state = RingLayout.IN_USE | (waited ? 0 : RingLayout.NOT_WAITED_FOR);
        long nameLength = name.getBytes(StandardCharsets.UTF_8).length;
        source.writeWord(at(RingLayout.SLOT_STATE), state | nameLength << 32);
    }

    private long at(int field) {
        return RingLayout.slotAt(slot) + (long) field;
    }

    private static @Nullable String nameAt(RingSource source, int slot) throws IOException {
        long used = source.readWord(RingLayout.slotAt(slot) + (long) RingLayout.SLOT_STATE);
        if ((int) used == 0) {
            return null;
        }
        int length = (int) (used >>> 32);
        byte[] text = new byte[Math.max(0, Math.min(length, RingLayout.SLOT_NAME_BYTES))];
        source.read(RingLayout.slotAt(slot) + (long) RingLayout.SLOT_NAME, text, 0, text.length);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Names longer than the slot keep their end, which tells files apart, behind a hash of the whole. */
    public static String nameInRing(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= RingLayout.SLOT_NAME_BYTES) {
            return name;
        }
        String ascii = name.replaceAll("[^\\x20-\\x7e]", "_");
        String end = ascii.substring(Math.max(0, ascii.length() - (RingLayout.SLOT_NAME_BYTES - 9)));
        return String.format("%08x~%s", name.hashCode(), end);
    }
}
