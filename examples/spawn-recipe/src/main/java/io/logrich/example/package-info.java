/** Worker processes that configure their logging themselves, and share one log. */
@NullMarked
package io.logrich.example;

import org.jspecify.annotations.NullMarked;
