/** Lines that foreign programs write, on their way to becoming events. */
@NullMarked
package io.logrich.capture;

import org.jspecify.annotations.NullMarked;
