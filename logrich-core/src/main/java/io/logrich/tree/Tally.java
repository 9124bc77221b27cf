package io.logrich.tree;

/**
 * What has become of the events of a process, as far as one or all of its rings tell. Immutable.
 *
 * @param given the last sequence that the process gave to an event
 * @param settled how many sequences the collectors have come by: those of events, and void ones
 * @param voided how many of them are void: their calls were thrown out before they could be accepted
 * @param refused how many events could not be carried
 * @param dropped how many calls were not accepted
 */
record Tally(long given, long settled, long voided, long refused, long dropped) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

    /** The numbers come from a ring, which may say anything. */
    Tally {
        given = Math.max(0, given);
        settled = Math.max(0, Math.min(settled, given));
        voided = Math.max(0, Math.min(voided, settled));
        refused = Math.max(0, Math.min(refused, settled - voided));
        dropped = Math.max(0, dropped);
    }

    /** The same with another ring of the process, which goes on with the numbers of this one. */
    Tally plus(Tally next) {
        return new Tally(
                Math.max(given, next.given),
                settled + next.settled,
                voided + next.voided,
                refused + next.refused,
                dropped + next.dropped);
    }

    /** How many log calls were answered with accepted. */
    long accepted() {
        return settled - voided;
    }

    /** How many events the collectors have passed to the lanes, or found to be wanted by none. */
    long delivered() {
        return accepted() - refused;
    }

    /** Sequences that never appeared: one for each thread that was in the middle of a call, at most. */
    long missing() {
        return given - settled;
    }
}
