package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.spool.RecordBatch;
import io.logrich.spool.Ring;
import io.logrich.spool.RingFile;
import io.logrich.spool.RingHeader;
import io.logrich.spool.RingReader;
import io.logrich.spool.WriterSlots;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector knows of the processes of its tree, and what of it the next one still knows. */
class MembersTest {
    @TempDir
    Path directory;

    private TreeDirectory tree;

    @BeforeEach
    void makeTree() throws Exception {
        tree = TreeDirectory.at(directory.resolve("tree"));
    }

    @Test
    void what_arrives_last_is_looked_at_first() throws Exception {
        for (int i = 0; i < 100; i++) {
            SecureFiles.newDirectory(tree.run(UUID.randomUUID()));
        }
        Arrivals arrivals = new Arrivals(tree, Village.COLLECTOR);
        arrivals.look();
        assertThat(arrivals.next()).isNotNull();
        UUID child = UUID.randomUUID();
        SecureFiles.newDirectory(tree.run(child));
        do {
            arrivals.look();
        } while (arrivals.isOverdue());
        assertThat(arrivals.next()).isNotNull().extracting(RunDirectory::runId).isEqualTo(child);
        int rest = 0;
        while (arrivals.next() != null) {
            rest++;
        }
        assertThat(rest).isEqualTo(99);
        assertThat(arrivals.hasMore()).isFalse();
    }

    @Test
    void the_dead_wait_closed_while_the_log_is_full() throws Exception {
        byte[] sound = Neighbour.soundRing(tree);
        for (int i = 0; i < 500; i++) {
            Neighbour.with(tree, sound);
        }
        Villager living = Villager.born(tree).logs(100);
        try (Village village = new Village(tree)) {
            village.fillLog();
            Villager first = Villager.born(tree).logs(100);
            first.dies();
            long before = openFiles();
            for (int i = 0; i < 1000; i++) {
                village.round();
            }
            assertThat(village.members.isBlocked()).isTrue();
            assertThat(village.members.isBehind()).isTrue();
            assertThat(openFiles() - before)
                    .as("files that were opened for 502 rings")
                    .isLessThan(10);
        }
        living.dies();
    }

    @Test
    void the_next_collector_knows_what_was_void_and_what_was_refused() throws Exception {
        Villager villager =
                Villager.born(tree).logs(5).stumbles().stumbles().stumbles().babbles();
        try (Village first = new Village(tree)) {
            first.settle();
        }
        villager.logs(2).stumbles();
        villager.dies();
        try (Village heir = new Village(tree)) {
            heir.settle();
            heir.now += Deaths.PATIENCE_NANOS + 1;
            heir.settle();
            assertThat(heir.told).singleElement().asString().endsWith("accepted 8, dropped 0, delivered 7");
            assertThat(heir.extras.get(0)).containsEntry("missing", 0L);
        }
    }

    @Test
    void both_rings_of_a_process_are_read_and_closed() throws Exception {
        Villager villager = Villager.born(tree).logs(5).stumbles();
        Ring second = villager.goesOn();
        villager.logs(7, second);
        try (Village village = new Village(tree)) {
            long before = openFiles();
            village.settle();
            villager.logs(1, second);
            village.settle();
            assertThat(village.members.living()).isOne();
            villager.dies();
            village.settle();
            village.now += Deaths.PATIENCE_NANOS + 1;
            village.settle();
            assertThat(village.told).singleElement().asString().endsWith("accepted 13, dropped 0, delivered 13");
            assertThat(events(village.log)).isEqualTo(13);
            assertThat(openFiles()).as("one less, the lock of the dead").isEqualTo(before - 1);
            assertThat(villager.directory().isTold()).isTrue();
        }
    }

    @Test
    void a_second_ring_is_not_taken_for_carried_because_the_first_one_was() throws Exception {
        Villager villager = Villager.born(tree).logs(50);
        villager.logs(7, villager.goesOn());
        villager.dies();
        try (Village heir = new Village(tree, Map.of(villager.id, 4096L))) {
            heir.settle();
            assertThat(events(heir.log)).isGreaterThanOrEqualTo(57);
        }
    }

    @Test
    void a_process_whose_ring_was_put_aside_gets_an_obituary_that_says_what_is_known() throws Exception {
        Villager villager = Villager.born(tree).logs(5);
        try (Village village = new Village(tree)) {
            village.settle();
            cut(villager.directory());
            village.settle();
            assertThat(village.told).isEmpty();
            villager.dies();
            village.settle();
            long pid = ProcessHandle.current().pid();
            village.deaths.exited(new ExitNote(pid, villager.startMillis(), 0, "java"));
            village.settle();
            assertThat(village.told)
                    .containsExactly("ERROR process " + pid + " (worker) ended: exit code 0; delivered 5,"
                            + " the rest is unknown, its ring was put aside: a ring that has been cut short");
            assertThat(villager.directory().isTold())
                    .as("what cannot be read stays")
                    .isFalse();
            assertThat(village.reported()).singleElement().asString().contains("ring_quarantined");
        }
    }

    @Test
    void a_living_process_whose_ring_cannot_be_opened_gets_an_obituary_too() throws Exception {
        Villager villager = Villager.born(tree);
        cut(villager.directory());
        try (Village village = new Village(tree)) {
            village.settle();
            assertThat(village.members.living()).isOne();
            villager.dies();
            village.settle();
            village.now += Deaths.PATIENCE_NANOS + 1;
            village.settle();
            assertThat(village.told)
                    .singleElement()
                    .asString()
                    .startsWith("ERROR process of unknown pid (run " + villager.id + ") ended: ")
                    .endsWith("its ring was put aside: a ring that has been cut short");
        }
    }

    @Test
    void what_a_process_wrote_last_is_carried_in_the_last_round() throws Exception {
        Villager villager = Villager.born(tree);
        try (Village village = new Village(tree)) {
            village.settle();
            village.members.turn();
            villager.logs(3);
            villager.dies();
            assertThat(village.members.findDead(true))
                    .as("the end is something to be done")
                    .isTrue();
            village.members.turn();
            assertThat(village.members.takeDepartures())
                    .singleElement()
                    .satisfies(departure ->
                            assertThat(departure.tally().delivered()).isEqualTo(3));
        }
    }

    @Test
    void a_turn_in_a_dead_ring_full_of_nothing_is_short() throws Exception {
        int capacity = 8 << 20;
        OwnRun.Opened dead = OwnRun.open(
                tree, UUID.randomUUID(), capacity, RingHeader.ROLE_RING, 0, "{}", new WriterSlots(), 1000, true);
        dead.run().close();
        Path file = dead.run().directory().path().resolve(RunDirectory.RING);
        promiseRecords(file, capacity, dead.ring().header().salt());
        try (Village village = new Village(tree);
                RingFile ring = dead.run().directory().openRings().get(0)) {
            Relay relay = Relay.of(ring, village.writer, new RecordBatch(), 0);
            relay.ownerDied();
            for (int turn = 0; turn < 20; turn++) {
                assertThat(relay.turn()).isEqualTo(Relay.Turn.WORKED);
            }
            assertThat(relay.isDrained()).isFalse();
            assertThat(relay.holes()).isOne();
        }
    }

    @Test
    void a_ring_that_cannot_be_read_is_closed_by_whoever_looks_for_logs() throws Exception {
        Villager villager = Villager.born(tree);
        RingFile ring = villager.directory().openRings().get(0);
        long before = openFiles();
        cut(villager.directory());
        List<RingFile> logs = new java.util.ArrayList<>();
        Leftovers.keepIfLog(ring, logs);
        assertThat(logs).isEmpty();
        assertThat(openFiles()).isEqualTo(before - 1);
        villager.dies();
    }

    private static int events(Ring log) throws Exception {
        int events = 0;
        RecordBatch batch = new RecordBatch();
        for (long at = 0; log.newReader().read(batch, at) == RingReader.Found.RECORDS; at = batch.end()) {
            events += batch.size();
        }
        return events;
    }

    /** A ring that claims to be full, and at every place of which a record seems to begin that is none. */
    private static void promiseRecords(Path file, int capacity, int salt) throws Exception {
        ByteBuffer records = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        for (int position = 0; position < capacity; position += 32) {
            records.putInt(position, position / 32 ^ salt).putInt(position + 4, 1);
        }
        ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, capacity);
        try (FileChannel ring = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ring.write(records, 4096);
            ring.write(tail, 128);
        }
    }

    private static void cut(RunDirectory run) throws Exception {
        try (FileChannel ring = FileChannel.open(run.path().resolve(RunDirectory.RING), StandardOpenOption.WRITE)) {
            ring.truncate(100);
        }
    }

    private long openFiles() {
        return OpenFiles.below(tree.path());
    }
}
