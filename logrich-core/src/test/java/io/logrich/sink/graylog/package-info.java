@org.jspecify.annotations.NullMarked
package io.logrich.sink.graylog;
