package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every word of a ring, overwritten while the collector reads it, or before it comes, or after the process has died: the
 * neighbours' events arrive, each once, in a bounded number of rounds, and there is at most one report about the ring.
 */
@Timeout(300)
class HostileFieldsTest {
    /** Offsets of words: what is written once, the hot words, the relay's slot, another slot, and the first two records. */
    private static final int[] FIELDS = {
        0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120, 128, 256, 384, 512, 552, 576, 584, 592, 1024,
        1032, 1040, 1048, 1088, 1096, 1104, 1152, 1224, 3072, 4096, 4104, 4112, 4120, 4128, 4176
    };

    private static final long[] VALUES = {
        0,
        -1,
        1,
        31,
        33,
        64 * 1024,
        64 * 1024 + 32,
        Integer.MAX_VALUE,
        1L << 31,
        0x7fffffffL << 32,
        1L << 62,
        Long.MAX_VALUE - 31,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 31
    };

    /** When the word is overwritten. */
    enum Moment {
        BEFORE_THE_COLLECTOR,
        WHILE_IT_READS,
        AFTER_DEATH
    }

    private static final int BEFORE = 5;
    private static final int AFTER = 3;
    private static final int ROUNDS = 100;

    @TempDir
    Path directory;

    private int cases;
    private int reported;

    /** Every word meets a fifth of the values, others at each moment. */
    @Test
    void words_of_extreme_values_disturb_nobody() throws Exception {
        disturb(5);
    }

    @Tag("chaos")
    @Test
    void words_of_all_extreme_values_disturb_nobody() throws Exception {
        disturb(1);
    }

    private void disturb(int step) throws IOException {
        for (Moment moment : Moment.values()) {
            for (int i = 0; i < FIELDS.length; i++) {
                for (int v = (i + 2 * moment.ordinal()) % step; v < VALUES.length; v += step) {
                    disturb(moment, FIELDS[i], VALUES[v]);
                }
            }
        }
        System.out.printf("%d corrupted words: %d rings put aside%n", cases, reported);
        assertThat(reported).isGreaterThan(cases / 10);
    }

    @Tag("chaos")
    @Test
    void words_and_values_at_random_disturb_nobody() throws Exception {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            long value = random.nextBoolean() ? random.nextLong() : VALUES[random.nextInt(VALUES.length)];
            int field = random.nextBoolean()
                    ? FIELDS[random.nextInt(FIELDS.length)]
                    : 8 * random.nextInt(random.nextBoolean() ? 512 : (4096 + Villager.CAPACITY) / 8);
            disturb(Moment.values()[random.nextInt(3)], field, value);
        }
    }

    private void disturb(Moment moment, int field, long value) throws IOException {
        String what = moment + ", word at " + field + " is " + value;
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree-" + cases++));
        Villager first = Villager.born(tree).logsAs(1, BEFORE);
        Villager victim = Villager.born(tree).logsAs(2, BEFORE);
        try (Village village = new Village(tree)) {
            if (moment != Moment.BEFORE_THE_COLLECTOR) {
                settle(village, what);
            }
            if (moment == Moment.AFTER_DEATH) {
                victim.logsAs(3, AFTER).dies();
            }
            overwrite(victim.directory().path().resolve(RunDirectory.RING), field, value);
            Villager last = Villager.born(tree).logsAs(4, BEFORE);
            first.logsAs(5, AFTER);
            settle(village, what);
            first.dies();
            last.dies();
            if (moment != Moment.AFTER_DEATH) {
                victim.dies();
            }
            settle(village, what);
            assertThat(carried(village, first)).as(what).isEqualTo(BEFORE + AFTER);
            assertThat(carried(village, last)).as(what).isEqualTo(BEFORE);
            assertThat(carried(village, victim)).as(what).isLessThanOrEqualTo(BEFORE + AFTER);
            List<String> reports = village.reported();
            assertThat(reports).as(what).hasSizeLessThanOrEqualTo(1);
            reported += reports.size();
        } catch (RuntimeException | Error wrong) {
            throw new AssertionError(what, wrong);
        } finally {
            SecureFiles.deleteTree(tree.path());
        }
    }

    private static void settle(Village village, String what) throws IOException {
        int rounds = 0;
        boolean worked = true;
        while (worked || village.members.isBehind()) {
            worked = village.round();
            rounds += worked ? 1 : 0;
            if (rounds > ROUNDS) {
                fail("%s: no end after %d rounds in which something was done", what, ROUNDS);
            }
        }
    }

    /** How many events of a process are in the tree's log, once each. */
    private static long carried(Village village, Villager villager) throws IOException {
        RingReader reader = village.log.newReader();
        RecordBatch batch = new RecordBatch();
        List<Long> sequences = new ArrayList<>();
        for (long at = 0; reader.read(batch, at) == RingReader.Found.RECORDS; at = batch.end()) {
            for (int record = 0; record < batch.size(); record++) {
                ByteBuffer event = ByteBuffer.wrap(batch.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                if (event.getLong(batch.offset(record) + 8) == villager.id.getMostSignificantBits()) {
                    sequences.add(batch.sequence(record));
                }
            }
        }
        assertThat(sequences).doesNotHaveDuplicates();
        return sequences.size();
    }

    private static void overwrite(Path ring, int at, long value) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        try (FileChannel channel = FileChannel.open(ring, StandardOpenOption.WRITE)) {
            channel.write(word, at);
        }
    }
}
