package io.logrich.capture;

/** Knows what lines of one kind look like. Stateless; its time grows with the length of the line and no faster. */
@FunctionalInterface
interface Layout {
    /** Where the program's own time, thread, process and place in its source are kept. */
    String TIME = "program_time";

    String THREAD = "thread";
    String PID = "pid";
    String CALLER = "caller";

    /**
     * Reads a line.
     *
     * @param from where it begins
     * @param parts gets what is read; anything may be in it if the answer is false
     * @return whether it is such a line
     */
    boolean read(String line, int from, LineParts parts);
}
