/** Events in a file, as text or as JSON lines. */
@NullMarked
package io.logrich.sink.file;

import org.jspecify.annotations.NullMarked;
