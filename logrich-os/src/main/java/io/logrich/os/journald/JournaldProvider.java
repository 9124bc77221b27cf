package io.logrich.os.journald;

import io.logrich.settings.JournaldSettings;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SinkProvider;
import io.logrich.settings.SinkSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.SinkCheck;
import java.io.IOException;

/** Makes the sink for {@link JournaldSettings}. Native code is loaded when one is opened or checked, not before. Stateless. */
public final class JournaldProvider implements SinkProvider {
    /** For the service loader. */
    public JournaldProvider() {}

    @Override
    public boolean serves(SinkSettings settings) {
        return settings instanceof JournaldSettings;
    }

    @Override
    public Sink open(SinkSettings settings) {
        try {
            return JournaldSink.open((JournaldSettings) settings);
        } catch (LinkageError unusable) {
            throw new SettingsException(
                    "journald", "needs native calls, which JNA cannot make here (" + reasonOf(unusable) + ")", true);
        }
    }

    @Override
    public SinkCheck check(SinkSettings settings) {
        return () -> check((JournaldSettings) settings);
    }

    private static String check(JournaldSettings settings) throws IOException {
        try (JournalSocket socket = JournalSocket.connect(settings.socket())) {
            socket.probe();
            return "journald listens at " + settings.socket();
        } catch (LinkageError unusable) {
            throw new IOException("JNA cannot make native calls here: " + reasonOf(unusable), unusable);
        }
    }

    private static String reasonOf(Throwable failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed : cause);
    }
}
