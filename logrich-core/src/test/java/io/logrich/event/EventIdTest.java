package io.logrich.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final long NOW = 1_700_000_000_000_000L;
    private static final long LATEST = (1L << 47) * 1000 - 1;

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void ids_sort_by_time_as_text(
            @ForAll @LongRange(max = LATEST) long one,
            @ForAll @LongRange(max = LATEST) long other,
            @ForAll int tag,
            @ForAll int otherTag,
            @ForAll @LongRange(min = 1) long sequence,
            @ForAll @LongRange(min = 1) long otherSequence) {
        String first = EventId.of(one, tag, sequence).toString();
        String second = EventId.of(other, otherTag, otherSequence).toString();

        if (one != other) {
            assertThat(first.compareTo(second) < 0).isEqualTo(one < other);
        }
    }

    @Property(tries = 1000)
    void ids_of_a_microsecond_sort_by_sequence_within_a_run(
            @ForAll @LongRange(max = LATEST) long time,
            @ForAll int tag,
            @ForAll @IntRange(max = 1 << 30) int sequence) {
        assertThat(EventId.of(time, tag, sequence).toString())
                .isLessThan(EventId.of(time, tag, sequence + 1L).toString());
    }

    @Test
    void neighbours_in_time_sequence_and_run_all_have_ids_of_their_own() {
        Set<String> ids = new HashSet<>();
        int count = 0;
        for (long time = NOW; time < NOW + 2100; time++) {
            for (long sequence = 1; sequence <= 12; sequence++) {
                for (int tag = 0; tag < 4; tag++) {
                    ids.add(EventId.of(time, tag, sequence).toString());
                    ids.add(EventId.ofDropped(time, tag, sequence).toString());
                    count += 2;
                }
            }
        }
        assertThat(ids).hasSize(count);
    }

    @Test
    void microseconds_of_a_millisecond_stay_apart_and_in_order() {
        List<String> ids = new ArrayList<>();
        for (long time = NOW - 1500; time < NOW + 1500; time++) {
            ids.add(EventId.of(time, 1, 1).toString());
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = 500)
    void an_id_is_a_version_7_uuid(
            @ForAll @LongRange(max = LATEST) long time, @ForAll int tag, @ForAll @LongRange(min = 1) long sequence) {
        EventId id = EventId.of(time, tag, sequence);
        UUID uuid = new UUID(id.high(), id.low());

        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(id.high() >>> 16).isEqualTo(time / 1000);
        assertThat(id.toString()).isEqualTo(uuid.toString().replace("-", "")).matches("[0-9a-f]{32}");
        assertThat(id.low() & 0xffffffffL).isEqualTo(sequence & 0xffffffffL);
    }

    @Test
    void the_tag_depends_on_every_bit_of_the_run() {
        Set<Integer> tags = new HashSet<>();
        for (int bit = 0; bit < 64; bit++) {
            tags.add(EventId.tagOf(1L << bit, 0) & 0x3fffffff);
        }
        assertThat(tags).hasSizeGreaterThan(50);
        assertThat(EventId.tagOf(5, 7)).isEqualTo(EventId.tagOf(5, 7)).isNotEqualTo(EventId.tagOf(5, 8));
    }

    @Test
    void known_id() {
        assertThat(EventId.of(NOW + 500, 0x3fffffff, 0x1_0000_0002L)).hasToString("018bcfe568007800bfffffff00000002");
    }

    @Test
    void digits_are_written_into_a_place_of_an_array() {
        byte[] target = new byte[36];
        EventId.of(NOW, 7, 9).writeTo(target, 2);

        String expected = "\0\0" + EventId.of(NOW, 7, 9) + "\0\0";
        assertThat(new String(target, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo(expected);
    }
}
