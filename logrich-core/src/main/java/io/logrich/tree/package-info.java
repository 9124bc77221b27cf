/** Many processes, one log: directories, locks, carrier, lease, relay, obituaries. */
@NullMarked
package io.logrich.tree;

import org.jspecify.annotations.NullMarked;
