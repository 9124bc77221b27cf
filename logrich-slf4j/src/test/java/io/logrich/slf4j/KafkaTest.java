package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.event.LogEvent;
import io.logrich.event.LogLevel;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server and a real client library, neither of which knows anything of us, in one tree. */
@Tag("it")
@Timeout(180)
class KafkaTest {
    private static final int RECORDS = 5000;
    private static final String LEVELS = "org.apache.kafka=WARN,kafka=INFO";

    @TempDir
    Path directory;

    @Test
    void broker_producer_and_consumer_share_one_log_and_a_kill_loses_nothing() throws Exception {
        try (Tree tree = Tree.open();
                KafkaBroker broker = KafkaBroker.start(tree, directory, LEVELS)) {
            ProcessBuilder program = Tree.java(KafkaTalker.class, broker.address(), RECORDS);
            program.environment().put("LOG_LEVELS", LEVELS);
            Process talker = tree.start(program);
            int last = killInFullFlow(talker);
            String printed = broker.stop();

            List<LogEvent> talked = tree.of(talker);
            List<LogEvent> served = tree.of(broker.process());
            List<String> consumed = talked.stream()
                    .map(LogEvent::message)
                    .filter(message -> message.startsWith("consumed "))
                    .toList();
            assertThat(consumed).hasSizeBetween(last + 1, last + 2);
            for (int i = 0; i < consumed.size(); i++) {
                assertThat(consumed.get(i)).isEqualTo("consumed " + i);
            }
            assertThat(talked).extracting(LogEvent::message).contains("produced");
            assertThat(talked)
                    .filteredOn(event -> event.loggerName().startsWith("org.apache.kafka.clients"))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.level()).isEqualTo(LogLevel.WARNING));
            assertThat(served)
                    .as(printed)
                    .extracting(LogEvent::message)
                    .anySatisfy(message -> assertThat(message).contains("Kafka Server started"));
            assertThat(served)
                    .as("what the broker says while it is stopped by a hook of its JVM")
                    .extracting(LogEvent::message)
                    .anySatisfy(message -> assertThat(message).contains("shut down completed"));
            assertThat(served)
                    .filteredOn(event -> event.loggerName().startsWith("org.apache.kafka"))
                    .allSatisfy(event ->
                            assertThat(event.level().atLeast(LogLevel.WARNING)).isTrue());
            assertThat(tree.all())
                    .filteredOn(event ->
                            Long.valueOf(talker.pid()).equals(event.extra().get("ended_pid")))
                    .singleElement()
                    .satisfies(obituary -> assertThat(obituary.message()).contains("exit code 137"));
        }
    }

    /** Answers with the last record of which it is known that it was logged. */
    private static int killInFullFlow(Process talker) throws Exception {
        int last = -1;
        StringBuilder printed = new StringBuilder();
        try (BufferedReader output = talker.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.chars().allMatch(Character::isDigit)) {
                    last = Integer.parseInt(line);
                    if (last == RECORDS / 2) {
                        talker.toHandle().destroyForcibly(); // and not its streams
                    }
                } else {
                    printed.append(line).append('\n');
                }
            }
        } finally {
            talker.destroyForcibly();
        }
        talker.waitFor();
        assertThat(last).as(printed.toString()).isGreaterThanOrEqualTo(RECORDS / 2);
        return last;
    }
}
