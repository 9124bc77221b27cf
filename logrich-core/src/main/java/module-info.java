/**
 * Structured logging in which a whole tree of processes shares one log. No dependency at run time but the JDK.
 */
module io.logrich.core {
    requires static java.logging;
    requires static transitive org.jspecify;

    exports io.logrich;
    exports io.logrich.capture;
    exports io.logrich.codec;
    exports io.logrich.context;
    exports io.logrich.diagnostics;
    exports io.logrich.dump;
    exports io.logrich.event;
    exports io.logrich.settings;
    exports io.logrich.sink;
    exports io.logrich.sink.console;
    exports io.logrich.sink.file;
    exports io.logrich.sink.graylog;
    exports io.logrich.text;
    exports io.logrich.spool to
            io.logrich.cli,
            io.logrich.bench;
    exports io.logrich.tree to
            io.logrich.cli;
    exports io.logrich.render to
            io.logrich.cli;

    uses io.logrich.settings.SinkProvider;
}
