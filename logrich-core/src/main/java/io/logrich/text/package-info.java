/** Growing UTF-8 buffers and JSON: tools that know nothing of logging. */
@NullMarked
package io.logrich.text;

import org.jspecify.annotations.NullMarked;
