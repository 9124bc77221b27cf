package io.logrich.context;

/**
 * The interval in which a context is bound. Close it on the thread that opened it, innermost scope first; closing it in
 * any other way is reported as {@code context_scope_misuse} and does no harm.
 */
public interface ContextScope extends AutoCloseable {
    /** The context that is current inside this scope. */
    LogContext context();

    /** Ends the interval. Overridden to throw nothing, so that try-with-resources needs no catch. */
    @Override
    void close();
}
