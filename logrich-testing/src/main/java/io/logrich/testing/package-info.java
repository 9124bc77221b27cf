/** Contracts and fixtures for the tests of those who write sinks. */
@NullMarked
package io.logrich.testing;

import org.jspecify.annotations.NullMarked;
