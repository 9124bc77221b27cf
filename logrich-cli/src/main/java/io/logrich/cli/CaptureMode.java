package io.logrich.cli;

/** What becomes of a command's standard output and error. */
enum CaptureMode {
    /** Each line becomes an event. */
    ON,
    /** Each line becomes an event, and the bytes also pass through unchanged. */
    TEE,
    /** They are the command's own business. */
    OFF
}
