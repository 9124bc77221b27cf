/** The contract of a destination, nothing else. */
@NullMarked
package io.logrich.sink;

import org.jspecify.annotations.NullMarked;
