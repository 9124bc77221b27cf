/** One thread, one sink, one cursor: delivery, retry and loss. */
@NullMarked
package io.logrich.lane;

import org.jspecify.annotations.NullMarked;
