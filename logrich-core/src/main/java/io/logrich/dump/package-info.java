/** A rendered snapshot of what the rings still hold. */
@NullMarked
package io.logrich.dump;

import org.jspecify.annotations.NullMarked;
