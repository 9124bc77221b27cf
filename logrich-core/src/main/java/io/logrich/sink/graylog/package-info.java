/** Graylog as a destination: GELF 1.1 over TCP, TLS, UDP and HTTP. */
@NullMarked
package io.logrich.sink.graylog;

import org.jspecify.annotations.NullMarked;
