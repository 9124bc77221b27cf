/** A Java child that gets its context from a parent in another language. */
@NullMarked
package io.logrich.example;

import org.jspecify.annotations.NullMarked;
