/** Lets programs and libraries that log through SLF4J 2 log into logrich. */
module io.logrich.slf4j {
    requires io.logrich.core;
    requires static transitive org.jspecify;
    requires transitive org.slf4j;

    exports io.logrich.slf4j;

    provides System.LoggerFinder with
            io.logrich.slf4j.LogRichLoggerFinder;
    provides org.slf4j.spi.SLF4JServiceProvider with
            io.logrich.slf4j.LogRichServiceProvider;
}
