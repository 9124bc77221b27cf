/** Immutable settings, checked when they are built. */
@NullMarked
package io.logrich.settings;

import org.jspecify.annotations.NullMarked;
