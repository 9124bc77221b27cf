/** The front door: {@link io.logrich.LogRich}, the logger, and the one place that knows the order of the rooms. */
@NullMarked
package io.logrich;

import org.jspecify.annotations.NullMarked;
