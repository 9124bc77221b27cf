package io.logrich.codec;

/**
 * The bytes of an event: the payload of a record of type EVENT. Level, flags and sequence are in the record's header.
 * Normative description: {@code docs/spool-format.md}, section "Event".
 *
 * <pre>
 *  offset size  field
 *       0    8  time, us since 1970
 *       8   16  run id of the process that logged it
 *      24    2  length of the logger's name       26    2  length of the thread's name
 *      28    4  length of the message             32    4  length of the context
 *      36    4  length of the extra               40    4  length of exc_info, -1 when there is none
 *      44    4  length of stack_info, -1 when there is none
 *      48    .  logger, thread, message, context, extra, exc_info, stack_info, one after the other
 * </pre>
 *
 * The context is a list of (field u8, value), the extra a list of (key length u16, key, value). A value is one of
 *
 * <pre>
 *  0 null    1 false    2 true    3 whole number (i64)    4 number (f64)    5 text (u32 length, UTF-8)
 *  6 map (u32 length in bytes, entries as in the extra)   7 list (u32 length in bytes, values)
 *  8 number in decimal (u32 length, ASCII), for numbers that neither i64 nor f64 can hold
 * </pre>
 */
final class EventLayout {
    static final int TIME = 0;
    static final int RUN_ID = 8;
    static final int LOGGER_LENGTH = 24;
    static final int THREAD_LENGTH = 26;
    static final int MESSAGE_LENGTH = 28;
    static final int CONTEXT_LENGTH = 32;
    static final int EXTRA_LENGTH = 36;
    static final int EXC_INFO_LENGTH = 40;
    static final int STACK_INFO_LENGTH = 44;
    static final int TEXTS = 48;

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int WHOLE = 3;
    static final int NUMBER = 4;
    static final int TEXT = 5;
    static final int MAP = 6;
    static final int LIST = 7;
    static final int DECIMAL = 8;

    /** The number of {@code extra} among the context's fields; the others are their place in ContextField, from 1. */
    static final int CONTEXT_EXTRA = 12;

    /** Values nest no deeper, whoever wrote them. */
    static final int MAX_DEPTH = 16;

    /** Decimals have no more digits: reading them takes a time that grows with the square of their length. */
    static final int MAX_DECIMAL = 4096;

    private EventLayout() {}
}
