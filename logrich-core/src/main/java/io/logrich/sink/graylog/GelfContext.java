package io.logrich.sink.graylog;

/**
 * What messages of one context have in common. Immutable.
 *
 * @param begin the message's beginning, up to and with its host
 * @param members the context's fields as members, empty if there are none
 * @param extraStart where its extra begins, counted from where it begins itself
 * @param extraLength how many bytes its extra has
 */
record GelfContext(byte[] begin, byte[] members, int extraStart, int extraLength) {}
