package io.logrich;

import org.jspecify.annotations.Nullable;

/** Where loggers look for the runtime that is current. Thread-safe. */
final class RuntimeReference {
    volatile @Nullable LogRuntime current;
}
