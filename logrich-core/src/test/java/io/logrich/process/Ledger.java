package io.logrich.process;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What arrived, checked byte for byte and counted by victim and thread. Thread-safe. */
final class Ledger {
    private final Map<String, BitSet> arrived = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private long total;
    private long duplicates;
    private long outOfOrder;
    private String wrong = "";

    /** Notes a message; those that are no victim's counted events are left aside. */
    synchronized void note(String message) {
        if (!message.startsWith("k ")) {
            return;
        }
        String[] parts = message.split(" ", 5);
        int victim = Integer.parseInt(parts[1]);
        int thread = Integer.parseInt(parts[2]);
        long n = Long.parseLong(parts[3]);
        if (!message.equals(Message.of(victim, thread, n))) {
            wrong = message;
        }
        String key = victim + "/" + thread;
        BitSet seen = arrived.computeIfAbsent(key, name -> new BitSet());
        total++;
        if (seen.get((int) n)) {
            duplicates++;
        } else if (last.getOrDefault(key, 0L) > n) {
            outOfOrder++;
        }
        seen.set((int) n);
        last.merge(key, n, Math::max);
    }

    /** How many of the first so many events of a thread have not arrived. */
    synchronized long missing(int victim, int thread, long accepted) {
        BitSet seen = arrived.getOrDefault(victim + "/" + thread, new BitSet());
        return accepted - seen.get(1, (int) accepted + 1).cardinality();
    }

    synchronized long total() {
        return total;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /** Events that arrived after a later one of the same thread, and were no duplicates. */
    synchronized long outOfOrder() {
        return outOfOrder;
    }

    /** A message that arrived other than it was sent; empty if there is none. */
    synchronized String wrong() {
        return wrong;
    }
}
