package io.logrich.bench;

import java.nio.file.Path;

/**
 * Where the events of a measurement go.
 *
 * @param kind what it is
 * @param where a file, several of them with {@code :} between, a port of this machine, or milliseconds; empty where the kind
 *     says it all
 */
record Target(Kind kind, String where) {
    static final Target NOTHING = new Target(Kind.NOTHING, "");
    static final Target CONSOLE = new Target(Kind.CONSOLE, "");

    /** What takes the events. */
    enum Kind {
        /** A sink that does nothing. */
        NOTHING,
        /** The same, with the caller's place in the code. */
        PLACES,
        /** The standard output, in lines. */
        CONSOLE,
        /** A file of JSON lines, or several. */
        FILE,
        /** JSON lines over TCP. */
        LINES,
        /** GELF over TCP. */
        GELF_TCP,
        /** GELF over UDP. */
        GELF_UDP,
        /** A sink that hangs when it gets its first event, for so many milliseconds or, with 0, for good; another one counts. */
        HANGING,
        /** The tree that has started this JVM. */
        TREE
    }

    static Target file(Path file) {
        return new Target(Kind.FILE, file.toString());
    }

    int port() {
        return Integer.parseInt(where);
    }
}
