/** Tests with real processes that are really killed. */
package io.logrich.process;
