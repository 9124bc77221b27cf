package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.spool.RecordBatch;
import io.logrich.spool.RingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Neighbours that swap their directory, never finish, or take all the room: none of it costs the others anything. */
@Timeout(60)
class BadNeighboursTest {
    private static final int MANY = 300;

    @TempDir
    Path directory;

    private TreeDirectory tree;
    private Path outside;

    @BeforeEach
    void places() throws IOException {
        tree = TreeDirectory.at(directory.resolve("tree"));
        outside = SecureFiles.newDirectory(directory.resolve("outside"));
    }

    @Test
    void a_directory_that_becomes_a_link_gets_its_obituary_and_nothing_is_written_where_it_leads() throws Exception {
        try (Village village = new Village(tree)) {
            Villager villager = Villager.born(tree).logs(2);
            village.settle();
            villager.logs(3);
            Path run = villager.directory().path();
            Files.move(run, directory.resolve("moved"));
            Files.createSymbolicLink(run, outside);
            awaitObituary(village);
            assertThat(eventsOf(village, villager)).isEqualTo(5);
            assertThat(entries(outside)).isZero();
            assertThat(village.told).hasSize(1);
            assertThat(village.reported()).isEmpty();
        }
    }

    @Test
    void a_directory_that_is_exchanged_for_another_gets_its_obituary() throws Exception {
        try (Village village = new Village(tree)) {
            Villager villager = Villager.born(tree).logs(2);
            village.settle();
            villager.logs(3);
            Path run = villager.directory().path();
            Files.move(run, directory.resolve("moved"));
            Files.move(outside, run, StandardCopyOption.ATOMIC_MOVE);
            villager.dies();
            awaitObituary(village);
            assertThat(eventsOf(village, villager)).isEqualTo(5);
            assertThat(village.reported()).isEmpty();
        }
    }

    @Test
    void a_mark_goes_through_no_link_and_into_no_file_that_is_there() throws Exception {
        Path link = Files.createSymbolicLink(tree.path().resolve("link"), outside);
        assertThat(catchIo(() -> SecureFiles.mark(link, "ended"))).isTrue();
        assertThat(entries(outside)).isZero();
        Path precious = Files.writeString(directory.resolve("precious"), "text");
        Files.createSymbolicLink(outside.resolve("ended"), precious);
        SecureFiles.mark(outside, "ended");
        assertThat(precious).hasContent("text");
    }

    /** Also when it is asked again and again whether it lives. */
    @Test
    void whatever_is_wrong_with_a_process_it_is_reported_once() throws Exception {
        try (Village village = new Village(tree)) {
            Villager villager = Villager.born(tree).logs(2);
            Villager neighbour = Villager.born(tree).logs(1);
            village.settle();
            try (FileChannel ring = FileChannel.open(
                    villager.directory().path().resolve(RunDirectory.RING), StandardOpenOption.WRITE)) {
                ring.truncate(100);
            }
            for (int round = 0; round < 20; round++) {
                village.round();
            }
            neighbour.logs(1);
            villager.dies();
            village.settle();
            assertThat(eventsOf(village, neighbour)).isEqualTo(2);
            assertThat(village.reported())
                    .singleElement()
                    .asString()
                    .startsWith("ring_quarantined")
                    .contains(villager.id.toString(), "cut short");
        }
    }

    /** A stuck thread and a stopped process look the same, so it is waited for; but nobody else waits. */
    @Test
    void a_claim_that_is_never_committed_holds_up_its_own_ring_until_its_process_dies() throws Exception {
        try (Village village = new Village(tree)) {
            Villager stuck = Villager.born(tree).logs(2);
            long claimed = stuck.ring().writer().tail();
            stuck.logs(3);
            overwriteLength(stuck.directory().path().resolve(RunDirectory.RING), claimed);
            Villager neighbour = Villager.born(tree).logs(MANY);
            village.settle();
            assertThat(eventsOf(village, stuck)).isEqualTo(2);
            assertThat(eventsOf(village, neighbour)).isEqualTo(MANY);
            assertThat(village.reports).isEmpty();
            village.now += StuckRings.PATIENCE_NANOS;
            village.settle();
            village.now += StuckRings.PATIENCE_NANOS;
            village.settle();
            assertThat(village.told)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("WARNING process " + ProcessHandle.current().pid()
                            + " (worker) has begun an event 10 s ago");
            village.told.clear();
            stuck.dies();
            village.settle();
            assertThat(eventsOf(village, stuck))
                    .as("but the one that was never finished")
                    .isEqualTo(4);
            awaitObituary(village);
            assertThat(village.told).singleElement().asString().contains("delivered 4, never finished 1");
            assertThat(village.reported()).singleElement().asString().startsWith("ring_stuck");
        }
    }

    /** A thread that was held up for a while, by a debugger say, is nothing to speak of. */
    @Test
    void a_claim_that_is_committed_in_time_is_not_spoken_of() throws Exception {
        try (Village village = new Village(tree)) {
            Villager slow = Villager.born(tree).logs(2);
            Path ring = slow.directory().path().resolve(RunDirectory.RING);
            for (int i = 0; i < 3; i++) {
                long claimed = slow.ring().writer().tail();
                slow.logs(1);
                overwriteLength(ring, claimed);
                village.settle();
                village.now += StuckRings.PATIENCE_NANOS - 1;
                village.settle();
                overwriteLength(ring, claimed); // the one is the other's complement
                village.settle();
            }
            assertThat(eventsOf(village, slow)).isEqualTo(5);
            assertThat(village.told).isEmpty();
            assertThat(village.reported()).isEmpty();
            slow.dies();
        }
    }

    /** What room there is in the log goes to whoever comes first in a round, and that is another one each time. */
    @Test
    void a_quiet_process_gets_room_beside_ones_that_flood_a_full_log() throws Exception {
        try (Village village = new Village(tree)) {
            Villager one = Villager.born(tree).logs(1);
            Villager two = Villager.born(tree).logs(1);
            Villager three = Villager.born(tree).logs(1);
            village.settle();
            one.logs(MANY);
            two.logs(MANY);
            three.logs(1);
            village.fillLog();
            village.makeRoom(Villager.CAPACITY / 8); // what is kept for warnings
            int rounds = 0;
            while (carriedOf(three) == 1) {
                assertThat(++rounds)
                        .as("rounds that a process waits for its turn")
                        .isLessThanOrEqualTo(3);
                village.makeRoom(1024);
                village.round();
            }
        }
    }

    private static void awaitObituary(Village village) throws IOException {
        village.settle();
        village.now += Deaths.PATIENCE_NANOS + 1;
        village.settle();
        assertThat(village.told).isNotEmpty();
    }

    private static long eventsOf(Village village, Villager villager) throws IOException {
        RingReader reader = village.log.newReader();
        RecordBatch batch = new RecordBatch();
        long count = 0;
        for (long at = reader.oldest();
                reader.scan(batch, at, reader.tail()) == RingReader.Found.RECORDS;
                at = batch.end()) {
            for (int record = 0; record < batch.size(); record++) {
                ByteBuffer event = ByteBuffer.wrap(batch.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                boolean relayed = !batch.isOwn(record);
                if (relayed && event.getLong(batch.offset(record) + 8) == villager.id.getMostSignificantBits()) {
                    count++;
                }
            }
        }
        return count;
    }

    /** As the relay has published it in the process's own ring. */
    private static long carriedOf(Villager villager) throws IOException {
        return Objects.requireNonNull(villager.ring().consumer("relay")).delivered();
    }

    /** Makes a record look claimed and not committed, as a thread leaves it that never comes back. */
    private static void overwriteLength(Path ring, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(ring, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(length, 4096 + position + 4);
            int claimed = -length.getInt(0) - 1;
            channel.write(length.clear().putInt(0, claimed), 4096 + position + 4);
        }
    }

    private static long entries(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.count();
        }
    }

    private static boolean catchIo(ThrowingRunnable something) {
        try {
            something.run();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    /** What may fail. */
    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws IOException;
    }
}
