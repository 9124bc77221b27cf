package io.logrich.render;

/** How many colours a stream can show. */
public enum ColorDepth {
    /** None: not even bold. */
    NONE,
    /** The 16 of the first colour terminals. */
    BASIC,
    /** 256 by number. */
    INDEXED,
    /** Any, as red, green and blue. */
    TRUE
}
