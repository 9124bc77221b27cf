/** The finished event and what it is made of: values that know nobody. */
@NullMarked
package io.logrich.event;

import org.jspecify.annotations.NullMarked;
