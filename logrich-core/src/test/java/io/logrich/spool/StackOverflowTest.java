package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real StackOverflowErrors at every depth of an append: no hole stays, nothing that was accepted is missing. */
class StackOverflowTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void appends_that_run_out_of_stack_leave_no_hole_and_lose_nothing(int threads) throws Exception {
        System.out.println(dive(threads, 300));
    }

    /** How an append is compiled decides where its frames are and where the error is thrown. */
    @ParameterizedTest
    @CsvSource({"-Xint, 1, 200", "-Xint, 4, 60", "-XX:TieredStopAtLevel=1, 1, 400", "-XX:TieredStopAtLevel=1, 4, 200"})
    void however_it_is_compiled(String mode, int threads, int dives) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        mode,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackOverflowTest.class.getName(),
                        String.valueOf(threads),
                        String.valueOf(dives))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        System.out.print(mode + " " + output);
    }

    /** The adopter may run out of stack itself, being an append in a deep recursion: then the next one has to know. */
    @Test
    void a_round_of_adoption_that_runs_out_of_stack_is_taken_up_again() throws Exception {
        WriterSlots slots = new WriterSlots();
        Ring ring = Rings.anonymous(Rings.SMALL, slots);
        Pen pen = new Pen(slots);
        Adopter adopter = new Adopter(slots);
        Log log = new Log(ring);
        for (int i = 0; i < 400; i++) {
            pen.abandon(ring, 100);
            slots.orphans = false;
            adopter.dive(i % 60);
            slots.adoptOrphans();
            log.read();
            assertThat(log.position)
                    .as("after dive %d", i)
                    .isEqualTo(ring.writer().tail());
        }
        assertThat(adopter.struck).isPositive();
    }

    /** Adopts within the last frames of the stack, on a thread of its own. */
    private static final class Adopter {
        private final WriterSlots slots;
        private int deepest;
        private int from = Integer.MAX_VALUE;
        int struck;

        Adopter(WriterSlots slots) {
            this.slots = slots;
        }

        void dive(int frames) throws InterruptedException {
            run(Integer.MAX_VALUE);
            run(deepest - frames);
        }

        private void run(int adoptFrom) throws InterruptedException {
            from = adoptFrom;
            deepest = 0;
            Thread thread = new Thread(null, this::overflow, "adopter", 128 * 1024);
            thread.start();
            thread.join();
        }

        private void overflow() {
            try {
                deeper(0);
            } catch (StackOverflowError expected) {
                struck++;
            }
        }

        private int deeper(int depth) {
            deepest = depth;
            if (depth >= from) {
                slots.orphans = true;
                slots.adoptOrphans();
            }
            return deeper(depth + 1) + 1;
        }
    }

    /** What a child does. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(dive(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
    }

    private static String dive(int threads, int dives) throws Exception {
        WriterSlots slots = new WriterSlots();
        Ring ring = Rings.anonymous(1 << 20, slots);
        Consumer consumer = ring.addConsumer("reader", 0, 0);
        List<Diver> divers = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Diver diver = new Diver(ring, slots, i, dives);
            divers.add(diver);
            running.add(diver.start());
        }
        Log log = new Log(ring);
        while (running.stream().anyMatch(Thread::isAlive)) {
            slots.adoptOrphans();
            log.read();
            consumer.publish(log.position, log.sequence, log.sequence);
        }
        slots.adoptOrphans();
        log.read();

        String figures = "%d threads: %d overflows, %d records, %d void numbers"
                .formatted(threads, threads * dives, log.events.cardinality(), log.voids);
        assertThat(log.position)
                .as("the reader comes to the end: " + figures)
                .isEqualTo(ring.writer().tail());
        assertThat(log.sequence)
                .as("every number is there or void: " + figures)
                .isEqualTo(ring.writer().sequence());
        assertThat(log.twice).as("a number twice: " + figures).isFalse();
        assertThat(log.torn).as("a payload that is not whole: " + figures).isFalse();
        for (Diver diver : divers) {
            assertThat(diver.overflows).isEqualTo(dives);
            BitSet missing = new BitSet();
            for (int i = 0; i < diver.count; i++) {
                missing.set(diver.accepted[i]);
            }
            missing.andNot(log.events);
            assertThat(missing.isEmpty())
                    .as("accepted and not there: " + missing)
                    .isTrue();
        }
        return figures;
    }

    /** What a reader sees, checked as it comes. */
    private static final class Log {
        final BitSet events = new BitSet();
        private final BitSet numbers = new BitSet();
        private final RingReader reader;
        private final RecordBatch batch = new RecordBatch();
        long position;
        long sequence;
        int voids;
        boolean twice;
        boolean torn;

        Log(Ring ring) {
            this.reader = ring.newReader();
        }

        void read() throws IOException {
            while (reader.read(batch, position) == RingReader.Found.RECORDS) {
                for (int i = 0; i < batch.size(); i++) {
                    int number = (int) batch.sequence(i);
                    twice |= numbers.get(number);
                    numbers.set(number);
                    if (batch.isEvent(i)) {
                        torn |= !Payloads.isWhole(batch.bytes(), batch.offset(i), batch.length(i));
                        events.set(number);
                    } else {
                        voids++;
                    }
                }
                position = batch.end();
                sequence = numbers.nextClearBit((int) sequence + 1) - 1;
            }
        }
    }
}
