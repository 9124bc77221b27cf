package io.logrich.cli;

import io.logrich.settings.CustomSink;
import io.logrich.settings.FileSettings;
import io.logrich.settings.GraylogSettings;
import io.logrich.settings.SinkProvider;
import io.logrich.settings.SinkSettings;
import io.logrich.sink.SinkCheck;
import io.logrich.sink.graylog.GraylogSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each sink says of itself. Immutable. */
final class SinksExamination implements Examination {
    private final List<SinkSettings> sinks;

    SinksExamination(List<SinkSettings> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (SinkSettings sink : sinks) {
            SinkCheck check = checkOf(sink);
            if (check != null) {
                findings.add(findingOf(sink.name(), check));
            }
        }
        return findings;
    }

    private static Finding findingOf(String name, SinkCheck check) {
        try {
            return Finding.ok("sink", name + ": " + check.check());
        } catch (IOException | RuntimeException refused) {
            return Finding.fail("sink", name + ": " + Failures.describe(refused), "it would get nothing");
        }
    }

    private static @Nullable SinkCheck checkOf(SinkSettings sink) {
        if (sink instanceof SinkCheck check) {
            return check;
        } else if (sink instanceof CustomSink custom && custom.sink() instanceof SinkCheck check) {
            return check;
        }
        if (sink instanceof FileSettings file) {
            return () -> file(file.path());
        } else if (sink instanceof GraylogSettings graylog) {
            return () -> GraylogSink.check(graylog);
        } else if (!sink.isForSystem(System.getProperty("os.name", ""))) {
            return () -> "not on this system; done without";
        }
        boolean ofCore = sink.module().equals("logrich-core");
        return ofCore ? null : () -> SinkProvider.required(sink).check(sink).check();
    }

    private static String file(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || Files.exists(path) && !Files.isWritable(path)) {
            throw new IOException("must be a file that may be written");
        } else if (!Files.exists(path) && (parent == null || !Files.isWritable(parent))) {
            throw new IOException("its directory must exist and be one that may be written to");
        }
        return "can be written, "
                + Figures.bytes(
                        Files.getFileStore(parent == null ? path : parent).getUsableSpace()) + " free";
    }
}
