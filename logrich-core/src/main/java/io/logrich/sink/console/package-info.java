/** The coloured console. */
@NullMarked
package io.logrich.sink.console;

import org.jspecify.annotations.NullMarked;
