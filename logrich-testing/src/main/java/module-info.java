/**
 * Contracts and fixtures for the tests of those who write sinks.
 */
module io.logrich.testing {
    requires static transitive org.jspecify;
    requires transitive io.logrich.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports io.logrich.testing;

    // the tests that a contract hands down are found by reflection
    opens io.logrich.testing to
            org.junit.platform.commons;
}
