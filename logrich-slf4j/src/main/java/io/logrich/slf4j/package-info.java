/** The provider of SLF4J: its loggers, markers and MDC in terms of logrich. */
@NullMarked
package io.logrich.slf4j;

import org.jspecify.annotations.NullMarked;
