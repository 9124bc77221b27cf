/** The mapped ring of records between processes: layout, writer, reader, cursors. Bytes only. */
@NullMarked
package io.logrich.spool;

import org.jspecify.annotations.NullMarked;
