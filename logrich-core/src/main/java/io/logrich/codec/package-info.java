/** Events as bytes and back; JSON. Tools that know no journey. */
@NullMarked
package io.logrich.codec;

import org.jspecify.annotations.NullMarked;
