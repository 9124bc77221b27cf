package io.logrich;

import io.logrich.lane.LaneSet;
import io.logrich.scrub.SecretPattern;
import io.logrich.scrub.Secrets;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.RuntimeConfig;
import io.logrich.settings.SettingsException;
import io.logrich.settings.SinkProvider;
import io.logrich.settings.SinkSettings;
import io.logrich.sink.Sink;
import io.logrich.sink.console.ConsoleSink;
import io.logrich.sink.file.FileSink;
import io.logrich.sink.graylog.GraylogSink;
import io.logrich.tree.Declaration;
import io.logrich.tree.TreeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        for (SinkSettings sink : config.sinks()) {
            if (isForThisSystem(sink)) {
                wanted.add(sink);
            }
        }
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

    /** The settings, with the secrets masked in what sinks add to events, as they are in events. */
    static RuntimeConfig masked(RuntimeConfig config, Secrets secrets) {
        for (SinkSettings sink : config.sinks()) {
            if (sink instanceof GraylogSettings) {
                return maskedCopy(config, secrets);
            }
        }
        return config;
    }

    private static RuntimeConfig maskedCopy(RuntimeConfig config, Secrets secrets) {
        return config.toBuilder()
                .sinks(sinks -> sinks.stream()
                        .map(sink -> sink instanceof GraylogSettings graylog ? masked(graylog, secrets) : sink)
                        .toList())
                .build();
    }

    private static SinkSettings masked(GraylogSettings graylog, Secrets secrets) {
        Map<String, String> fields = new LinkedHashMap<>();
        graylog.fields().forEach((name, value) -> {
            SecretPattern secret = secrets.keys().of(name);
            boolean whole = secret != null && secret.isIn(value);
            fields.put(secrets.scrub(name), whole ? Secrets.MASK : secrets.scrub(value));
        });
        return graylog.withFields(fields);
    }

    /** What the settings of sinks give reason to warn of. */
    static List<String> warnings(RuntimeConfig config) {
        List<String> warnings = new ArrayList<>();
        for (SinkSettings sink : config.sinks()) {
            if (sink instanceof GraylogSettings graylog
                    && graylog.transport().isSecure()
                    && graylog.tls().insecureSkipHostnameVerification()) {
                warnings.add(
                        "the sink " + graylog.name() + " takes any server with a certificate that it trusts for the"
                                + " one that is meant: insecureSkipHostnameVerification");
            }
        }
        return warnings;
    }

    private static Sink open(SinkSettings settings, Map<String, String> environment) throws IOException {
        if (settings instanceof ConsoleSettings console) {
            return ConsoleSink.open(console, environment);
        } else if (settings instanceof FileSettings file) {
            return FileSink.open(file);
        } else if (settings instanceof GraylogSettings graylog) {
            return GraylogSink.open(graylog);
        } else if (settings instanceof CustomSink custom) {
            return custom.sink();
        }
        return SinkProvider.required(settings).open(settings);
    }

    /** Whether there can be such a sink here at all. */
    static boolean isForThisSystem(SinkSettings settings) {
        return settings.isForSystem(System.getProperty("os.name", ""));
    }

    /** Whether somebody here can make such a sink. */
    static boolean isKnown(SinkSettings settings) {
        return isOfCore(settings) || SinkProvider.of(settings) != null;
    }

    /**
     * Looks whether a sink that another module makes could work now.
     *
     * @throws SettingsException if it could not
     */
    static void check(SinkSettings settings) {
        if (isForThisSystem(settings) && !isOfCore(settings)) {
            try {
                SinkProvider.required(settings).check(settings).check();
            } catch (IOException failed) {
                throw new SettingsException(
                        "sink", "must be one that can be written to (" + failed.getMessage() + ")", settings.name());
            }
        }
    }

    /**
     * The settings of a member of a tree without the sinks that lead where one of the tree's collector leads: what the
     * process logs gets there through the tree, and would be there twice.
     */
    static RuntimeConfig besidesThoseOf(TreeDirectory tree, RuntimeConfig config) {
        if (config.sinks().isEmpty()) {
            return config;
        }
        List<SinkSettings> collectors;
        try {
            collectors = Declaration.read(tree).config().sinks();
        } catch (IOException untold) {
            return config;
        }
        return config.toBuilder()
                .sinks(own -> own.stream()
                        .filter(sink -> collectors.stream().noneMatch(sink::leadsTo))
                        .toList())
                .build();
    }

    private static boolean isOfCore(SinkSettings settings) {
        return settings instanceof ConsoleSettings
                || settings instanceof FileSettings
                || settings instanceof GraylogSettings
                || settings instanceof CustomSink;
    }
}
