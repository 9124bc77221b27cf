/** A job that starts child processes, to be run under {@code logrich}. */
@NullMarked
package io.logrich.example;

import org.jspecify.annotations.NullMarked;
