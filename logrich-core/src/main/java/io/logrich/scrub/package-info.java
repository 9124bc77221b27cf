/** Finds secrets in text and under keys, and masks them. */
@NullMarked
package io.logrich.scrub;

import org.jspecify.annotations.NullMarked;
