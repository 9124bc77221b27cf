/** Worker processes that live longer than their jobs. */
@NullMarked
package io.logrich.example;

import org.jspecify.annotations.NullMarked;
