/** Measurements and concurrency stress of the core. */
@NullMarked
package io.logrich.bench;

import org.jspecify.annotations.NullMarked;
