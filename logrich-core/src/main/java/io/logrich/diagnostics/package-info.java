/** The runtime's own voice and its counters: never through the log itself. */
@NullMarked
package io.logrich.diagnostics;

import org.jspecify.annotations.NullMarked;
