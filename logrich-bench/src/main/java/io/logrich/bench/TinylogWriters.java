package io.logrich.bench;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.Writer;

/** Writers of tinylog that go nowhere, found by their names. */
public final class TinylogWriters {
    private TinylogWriters() {}

    /** Wants what lines usually hold, and does nothing with it. */
    public static class Nothing implements Writer {
        public Nothing(Map<String, String> settings) {}

        @Override
        public Collection<LogEntryValue> getRequiredLogEntryValues() {
            return EnumSet.of(
                    LogEntryValue.DATE,
                    LogEntryValue.LEVEL,
                    LogEntryValue.THREAD,
                    LogEntryValue.CONTEXT,
                    LogEntryValue.MESSAGE,
                    LogEntryValue.EXCEPTION);
        }

        @Override
        public void write(LogEntry entry) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Wants the caller's place too. */
    public static final class Places extends Nothing {
        public Places(Map<String, String> settings) {
            super(settings);
        }

        @Override
        public Collection<LogEntryValue> getRequiredLogEntryValues() {
            return EnumSet.allOf(LogEntryValue.class);
        }
    }

    /** Hangs once. */
    public static final class HangingWriter extends Nothing {
        public HangingWriter(Map<String, String> settings) {
            super(settings);
        }

        @Override
        public void write(LogEntry entry) {
            Hanging.hang();
        }
    }

    /** Counts. */
    public static final class Counting extends Nothing {
        public Counting(Map<String, String> settings) {
            super(settings);
        }

        @Override
        public void write(LogEntry entry) {
            Hanging.count(1);
        }
    }
}
