package io.logrich.dump;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which events have been seen, by run and number, within a window of numbers for each of the last runs: what is older
 * than its window counts as seen. Bounded memory. One thread only.
 */
final class SeenEvents {
    static final int WINDOW = 1 << 17;
    static final int MOST_RUNS = 1024;

    /** No process logs so many; a number beyond is no number. */
    private static final long LARGEST = 1L << 56;

    private final Map<UUID, Window> windows = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Window> eldest) {
            return size() > MOST_RUNS;
        }
    };

    private UUID last = new UUID(0, 0);
    private Window lastWindow = new Window();

    /** Notes an event; false if it was known. One without a number is always new. */
    boolean add(long runHigh, long runLow, long sequence) {
        if (sequence <= 0 || sequence > LARGEST) {
            return true;
        }
        if (last.getMostSignificantBits() != runHigh || last.getLeastSignificantBits() != runLow) {
            last = new UUID(runHigh, runLow);
            lastWindow = windows.computeIfAbsent(last, run -> new Window());
        }
        return lastWindow.add(sequence);
    }

    /** The numbers up to the highest that was seen, as many as fit; small until they are many. */
    private static final class Window {
        private long[] bits = new long[8];
        private long highest;

        boolean add(long sequence) {
            if (sequence > highest) {
                advance(sequence);
            } else if (sequence <= highest - size()) {
                return false;
            }
            int bit = (int) (sequence & size() - 1);
            long mask = 1L << bit;
            boolean isNew = (bits[bit >> 6] & mask) == 0;
            bits[bit >> 6] |= mask;
            return isNew;
        }

        private int size() {
            return bits.length * 64;
        }

        private void advance(long sequence) {
            if (sequence - highest >= WINDOW) {
                bits = new long[WINDOW / 64];
                highest = sequence;
                return;
            }
            while (sequence > size() && size() < WINDOW) {
                grow();
            }
            for (long next = highest + 1; next <= sequence; next++) {
                int bit = (int) (next & size() - 1);
                bits[bit >> 6] &= ~(1L << bit);
            }
            highest = sequence;
        }

        private void grow() {
            long[] old = bits;
            int size = size();
            bits = new long[old.length * 2];
            for (long known = Math.max(1, highest - size + 1); known <= highest; known++) {
                int bit = (int) (known & size - 1);
                if ((old[bit >> 6] & 1L << bit) != 0) {
                    int place = (int) (known & size() - 1);
                    bits[place >> 6] |= 1L << place;
                }
            }
        }
    }
}
