/** The program {@code logrich}. */
@NullMarked
package io.logrich.cli;

import org.jspecify.annotations.NullMarked;
