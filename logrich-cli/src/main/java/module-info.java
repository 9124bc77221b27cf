/**
 * The program {@code logrich}: runs a command, collects the events of its process tree, shows and dumps them.
 */
module io.logrich.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires io.logrich.core;
    requires jdk.unsupported; // sun.misc.Signal, by reflection: the JDK has no other way to handle a signal

    exports io.logrich.cli;

    opens io.logrich.cli to
            info.picocli;
}
