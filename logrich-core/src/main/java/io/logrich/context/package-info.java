/** What is bound around a piece of work, how it nests, and how it travels to another process. */
@NullMarked
package io.logrich.context;

import org.jspecify.annotations.NullMarked;
