package io.logrich.os.journald;

import io.logrich.event.LogLevel;
import io.logrich.settings.JournaldSettings;
import io.logrich.sink.Sink;
import io.logrich.testing.SinkContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class JournaldContractTest extends SinkContract {
    @TempDir
    Path directory;

    /** Outlives its test: the sink is closed after everything that is done here. */
    private static FakeJournald journald;

    @Override
    protected Sink open() throws IOException {
        goAway();
        journald = new FakeJournald(directory.resolve("socket"));
        return new JournaldProvider()
                .open(JournaldSettings.DEFAULT.withSocket(journald.path()).withLevel(LogLevel.TRACE));
    }

    @Override
    protected List<String> delivered() {
        return journald.messages();
    }

    @Override
    protected boolean breakDestination() {
        journald.die();
        return true;
    }

    @Override
    protected boolean mendDestination() throws IOException {
        journald.listen();
        return true;
    }

    @AfterAll
    static void goAway() {
        if (journald != null) {
            journald.close();
        }
    }
}
