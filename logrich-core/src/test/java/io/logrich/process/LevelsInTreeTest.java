package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.LogRich;
import io.logrich.LogRuntime;
import io.logrich.Logger;
import io.logrich.event.LevelRules;
import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.CustomSink;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A level that is set in one process holds in every process of the tree, those that run and those to come. */
class LevelsInTreeTest {
    private final BlockingQueue<LogEvent> arrived = new LinkedBlockingQueue<>();
    private final Set<String> heard = new HashSet<>();

    /** Says something at DEBUG and then at INFO whenever it is told to, by a line. */
    public static final class Talker {
        private Talker() {}

        public static void main(String[] arguments) throws IOException {
            LogRich.attach();
            Logger log = LogRich.get("com.acme.Talker");
            while (System.in.read() >= 0) {
                log.debug("debug");
                log.info("info");
                LogRich.get("chatty").debug("as configured in the parent");
            }
            LogRich.shutdown();
        }
    }

    @Test
    void processes_that_run_and_processes_to_come_follow() throws Exception {
        List<Process> children = new ArrayList<>();
        try (LogRuntime runtime = LogRuntime.openRoot(RuntimeConfig.builder("parent", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .levels(LevelRules.parse("com.acme=WARNING,chatty=DEBUG"))
                .sink(new CustomSink("list", LogLevel.INFO, batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        arrived.add(batch.event(i));
                    }
                    return batch.size();
                }))
                .build())) {
            children.add(start(runtime));
            runtime.setLevel("com.acme", LogLevel.INFO); // what is configured would be silence
            awaitWhatItSays(children.get(0), "info");
            runtime.setLevel("com.acme", LogLevel.DEBUG);
            awaitWhatItSays(children.get(0), "debug");
            children.add(start(runtime));
            awaitWhatItSays(children.get(1), "debug");
            runtime.setLevel("com.acme", LogLevel.INFO);
            awaitWhatItSays(children.get(0), "info");
            awaitWhatItSays(children.get(1), "info");
            assertThat(heard).as("what the parent has configured is inherited").contains("chatty");
        } finally {
            for (Process child : children) {
                child.destroyForcibly().waitFor();
            }
        }
    }

    private static Process start(LogRuntime runtime) throws IOException {
        return runtime.start(Jvms.java(List.of("-Xmx32m"), Talker.class));
    }

    /** Has it speak until the first word of a turn is the one that is expected; ten seconds at most. */
    private void awaitWhatItSays(Process child, String first) throws Exception {
        long start = System.nanoTime();
        String word = "";
        while (!word.equals(first) && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10)) {
            child.getOutputStream().write('\n');
            child.getOutputStream().flush();
            word = firstWordOfTurn(child.pid());
        }
        assertThat(word).isEqualTo(first);
    }

    /** A turn ends with "info"; nothing at all comes where even that is not wanted. */
    private String firstWordOfTurn(long pid) throws InterruptedException {
        String first = "";
        LogEvent event = arrived.poll(200, TimeUnit.MILLISECONDS);
        while (event != null) {
            heard.add(event.loggerName());
            if (event.loggerName().equals("com.acme.Talker") && event.context().processId() == pid) {
                first = first.isEmpty() ? event.message() : first;
                if (event.message().equals("info")) {
                    return first;
                }
            }
            event = arrived.poll(200, TimeUnit.MILLISECONDS);
        }
        return first;
    }
}
