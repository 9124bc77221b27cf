/** Concurrency stress of the spool with jcstress: every outcome that the format promises, and none other. */
@NullMarked
package io.logrich.bench.stress;

import org.jspecify.annotations.NullMarked;
