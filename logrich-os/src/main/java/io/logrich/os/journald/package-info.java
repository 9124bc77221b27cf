/** The journal of systemd as a sink. */
@NullMarked
package io.logrich.os.journald;

import org.jspecify.annotations.NullMarked;
