package io.logrich;

import io.logrich.lane.LaneSet;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SinkSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.console.ConsoleSink;
import io.logrich.sink.file.FileSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens the sinks that the settings declare: the one place that knows which class serves which settings. Stateless. */
final class Sinks {
    private Sinks() {}

    /** Opens every sink and gives it a lane; if one cannot be opened, those before it are closed again. */
    static void open(RuntimeConfig config, Map<String, String> environment, LaneSet lanes, boolean withConsole)
            throws IOException {
        List<SinkSettings> wanted = new ArrayList<>();
        if (withConsole && config.console().stream() != ConsoleSettings.Stream.NONE) {
            wanted.add(config.console());
        }
        wanted.addAll(config.sinks());
        List<Sink> opened = new ArrayList<>();
        try {
            for (SinkSettings settings : wanted) {
                opened.add(open(settings, environment));
            }
        } catch (IOException | RuntimeException | Error failed) {
            for (Sink sink : opened) {
                sink.close();
            }
            throw failed;
        }
        for (int i = 0; i < wanted.size(); i++) {
            lanes.add(wanted.get(i).name(), wanted.get(i).level(), opened.get(i));
        }
    }

    private static Sink open(SinkSettings settings, Map<String, String> environment) throws IOException {
        if (settings instanceof ConsoleSettings console) {
            return ConsoleSink.open(console, environment);
        } else if (settings instanceof FileSettings file) {
            return FileSink.open(file);
        } else if (settings instanceof CustomSink custom) {
            return custom.sink();
        }
        throw new SettingsException("sink", "must be of a kind that is known", settings.name());
    }
}
