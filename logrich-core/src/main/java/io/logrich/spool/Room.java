package io.logrich.spool;

/** Whoever can make room in a ring that is full: the lanes, by giving up what a failing sink has not taken. */
public interface Room {
    /** Nobody can: whoever finds the ring full waits or drops. */
    Room NONE = new Room() {
        @Override
        public boolean make(Ring ring, int length, boolean urgent) {
            return false;
        }

        @Override
        public boolean worthWaiting() {
            return true;
        }
    };

    /**
     * Tries to make room for a record. Any thread may call it; it does not wait for a sink.
     *
     * @param length of the record's payload
     * @param urgent whether the record may use the reserve
     * @return whether it may be worth trying again at once
     */
    boolean make(Ring ring, int length, boolean urgent);

    /** Whether somebody is reading who may make room in time. */
    boolean worthWaiting();
}
