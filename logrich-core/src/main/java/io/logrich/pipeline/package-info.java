/** The stations between a log call and its record, in the caller's thread. */
@NullMarked
package io.logrich.pipeline;

import org.jspecify.annotations.NullMarked;
