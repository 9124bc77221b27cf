package io.logrich.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.render.SampleEvent;
import io.logrich.spool.RingFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path directory;

    @Test
    void is_empty_without_events() {
        assertThat(History.read(List.of(), 10).size()).isZero();
        assertThat(History.read(List.of(SampleRing.inMemory(1).reader()), 10).size())
                .isZero();
    }

    @Test
    void merges_rings_by_time() {
        SampleRing one = SampleRing.inMemory(1).log(at("a", 1), at("c", 3), at("e", 5));
        SampleRing other = SampleRing.inMemory(2).log(at("b", 2), at("d", 4));

        History history = History.read(List.of(one.reader(), other.reader()), 10);

        assertThat(messages(history)).containsExactly("a", "b", "c", "d", "e");
        assertThat(history.problems()).isEmpty();
    }

    @Test
    void events_of_one_moment_keep_the_order_of_their_process() {
        SampleRing one = SampleRing.inMemory(1).log(at("a1", 1), at("a2", 1), at("a3", 1));
        SampleRing other = SampleRing.inMemory(2).log(at("b1", 1), at("b2", 1));

        assertThat(messages(History.read(List.of(other.reader(), one.reader()), 10)))
                .containsExactly("a1", "a2", "a3", "b1", "b2");
    }

    @Test
    void keeps_what_the_record_says_about_an_event() {
        SampleRing ring =
                SampleRing.inMemory(1).log(at("first", 1), at("second", 2).level(LogLevel.ERROR));

        History history = History.read(List.of(ring.reader()), 10);

        assertThat(history.view(1).level()).isEqualTo(LogLevel.ERROR);
        assertThat(history.view(1).sequence()).isEqualTo(2);
        assertThat(new UUID(history.view(1).runHigh(), history.view(1).runLow()))
                .isEqualTo(ring.run());
    }

    @Test
    void an_event_that_was_relayed_is_there_once() throws IOException {
        SampleRing child = SampleRing.inMemory(1).log(at("child 1", 1), at("child 2", 3));
        SampleRing parent = SampleRing.inMemory(2).log(at("parent", 2)).relay(child);

        assertThat(messages(History.read(List.of(parent.reader(), child.reader()), 10)))
                .containsExactly("child 1", "parent", "child 2");
        assertThat(messages(History.read(List.of(child.reader(), parent.reader()), 10)))
                .containsExactly("child 1", "parent", "child 2");
    }

    @Test
    void an_event_that_was_relayed_is_there_once_also_among_only_the_newest() throws IOException {
        SampleRing child = SampleRing.inMemory(1).log(at("1", 1), at("2", 2), at("3", 3), at("4", 3));
        SampleRing parent = SampleRing.inMemory(2).relay(child);

        assertThat(messages(History.read(List.of(parent.reader(), child.reader()), 3)))
                .containsExactly("2", "3", "4");
        assertThat(messages(History.read(List.of(parent.reader(), child.reader()), 1)))
                .containsExactly("4");
    }

    /** As when the log's writers have gone once round since the child's ring was read. */
    @Test
    void what_may_have_passed_through_the_log_unseen_leaves_no_gap() throws IOException {
        SampleRing child = SampleRing.inMemory(1).log(at("1", 1), at("2", 2));
        SampleRing quiet = SampleRing.inMemory(3).log(at("quiet", 2));
        Newest newest = new Newest(10, 1 << 20);
        Sweep sweep = new Sweep(DumpFilter.ALL, newest);
        sweep.read(child.reader());
        sweep.read(quiet.reader());
        SampleRing follows =
                SampleRing.inMemory(2).relay(SampleRing.inMemory(1).from(3).log(at("3", 3)));
        sweep.read(follows.reader());
        newest.closeGapsBefore(sweep.ring());
        assertThat(newest.sorted()).hasSize(4);

        SampleRing later =
                SampleRing.inMemory(2).relay(SampleRing.inMemory(1).from(5).log(at("5", 5)));
        sweep.read(later.reader());
        newest.closeGapsBefore(sweep.ring());
        assertThat(newest.sorted()).extracting(Kept::sequence).containsExactly(1L, 5L);
    }

    @Test
    void keeps_the_newest_of_all_rings_whichever_is_read_first() {
        SampleRing old = SampleRing.inMemory(1).log(at("1", 1), at("2", 2), at("6", 6));
        SampleRing young = SampleRing.inMemory(2).log(at("3", 3), at("4", 4), at("5", 5));

        assertThat(messages(History.read(List.of(old.reader(), young.reader()), 3)))
                .containsExactly("4", "5", "6");
        assertThat(messages(History.read(List.of(young.reader(), old.reader()), 3)))
                .containsExactly("4", "5", "6");
    }

    @Test
    void large_events_count_for_more_and_it_says_so() {
        SampleRing ring = SampleRing.inMemory(1);
        for (int i = 0; i < 8; i++) {
            ring.log(at(i + "x".repeat(5000), i));
        }

        History history = History.read(List.of(ring.reader()), DumpFilter.ALL, 100, 20_000);

        assertThat(messages(history).stream().map(message -> message.charAt(0))).isEqualTo(List.of('5', '6', '7'));
        assertThat(history.problems()).singleElement().asString().contains("older events were left out");
    }

    @Test
    void a_ring_that_has_gone_round_shows_its_newest_events() {
        SampleRing ring = SampleRing.inMemory(1);
        List<String> logged = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String message = "m" + i + "x".repeat(i % 300);
            ring.log(at(message, i));
            logged.add(message);
        }

        List<String> shown = messages(History.read(List.of(ring.reader()), 10_000));

        assertThat(shown).hasSizeGreaterThan(100).isEqualTo(logged.subList(1000 - shown.size(), 1000));
    }

    @Test
    void records_that_are_no_events_are_counted_and_passed_over() {
        SampleRing ring = SampleRing.inMemory(1)
                .log(at("before", 1))
                .append(new byte[10], 20)
                .append(new byte[100], 20)
                .log(at("after", 2));

        History history = History.read(List.of(ring.reader()), 10);

        // a hundred zeroes are an event without any text, from 1970
        assertThat(messages(history)).containsExactly("", "before", "after");
        assertThat(history.problems()).singleElement().asString().endsWith("has records that hold no event: 1");
    }

    @Test
    void a_ring_that_cannot_be_read_costs_only_itself() throws IOException {
        Path file = directory.resolve("ring");
        SampleRing.inFile(file, 1).log(at("lost", 1));
        SampleRing whole = SampleRing.inMemory(2).log(at("kept", 2));
        try (RingFile ring = RingFile.open(file, ownerOf(file));
                RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(4096);

            History history = History.read(List.of(ring.newReader(), whole.reader()), 10);

            assertThat(messages(history)).containsExactly("kept");
            assertThat(history.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the ring of process " + ProcessHandle.current().pid() + " cannot be read to its end: ");
        }
    }

    @Test
    void damage_in_the_middle_costs_only_what_it_hit() throws IOException {
        Path file = directory.resolve("ring");
        SampleRing.inFile(file, 1).log(at("first", 1), at("second", 2), at("third", 3));
        try (RingFile ring = RingFile.open(file, ownerOf(file));
                RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] content = new byte[8192];
            bytes.readFully(content);
            int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("second");
            bytes.seek(at);
            bytes.write('S');

            assertThat(messages(History.read(List.of(ring.newReader()), 10))).containsExactly("first", "third");
        }
    }

    @Test
    void the_newest_are_the_newest_of_those_that_pass() {
        SampleRing ring = SampleRing.inMemory(1);
        for (int i = 0; i < 9; i++) {
            ring.log(at("m" + i, i).level(i % 3 == 0 ? LogLevel.ERROR : LogLevel.INFO));
        }
        DumpFilter errors = DumpFilter.ALL.withMinimum(LogLevel.ERROR);

        assertThat(messages(History.read(List.of(ring.reader()), errors, 2))).containsExactly("m3", "m6");
        assertThat(messages(History.read(List.of(ring.reader()), errors.withNewest(1), 2)))
                .containsExactly("m6");
        assertThat(messages(History.read(List.of(ring.reader()), errors, 100))).containsExactly("m0", "m3", "m6");
    }

    @Test
    void tells_for_how_many_events_an_expression_took_too_long() {
        SampleRing ring = SampleRing.inMemory(1).log(at("a".repeat(3000) + "!", 1), at("aaa", 2));
        DumpFilter filter = DumpFilter.ALL.withText(java.util.regex.Pattern.compile("(a+)+$"));

        History history = History.read(List.of(ring.reader()), filter, 10);

        assertThat(messages(history)).containsExactly("aaa");
        assertThat(history.problems())
                .containsExactly("events that the expression looked at for too long were left out: 1");
    }

    @Test
    void has_room_for_at_least_one_event() {
        assertThatThrownBy(() -> History.read(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    static SampleEvent at(String message, int second) {
        return SampleEvent.of(message)
                .at(Instant.parse("2026-11-23T20:50:14Z").plusSeconds(second).toString());
    }

    private static String ownerOf(Path file) throws IOException {
        return String.valueOf(Files.getAttribute(file, "unix:uid"));
    }

    private static List<String> messages(History history) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            messages.add(history.view(i).text(Part.MESSAGE));
        }
        return messages;
    }
}
