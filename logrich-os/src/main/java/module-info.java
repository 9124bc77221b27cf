/** Sinks that need native calls: the journal of systemd. */
module io.logrich.os {
    requires com.sun.jna;
    requires io.logrich.core;
    requires static transitive org.jspecify;

    provides io.logrich.settings.SinkProvider with
            io.logrich.os.journald.JournaldProvider;
}
