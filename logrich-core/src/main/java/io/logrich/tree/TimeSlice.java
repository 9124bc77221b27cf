package io.logrich.tree;

/** A piece of the collector's time, so that no work of many parts keeps the living waiting. Immutable. */
record TimeSlice(long start, long nanos) {
    /** A slice that begins now. */
    static TimeSlice of(long nanos) {
        return new TimeSlice(System.nanoTime(), nanos);
    }

    boolean isOver() {
        return System.nanoTime() - start > nanos;
    }
}
