package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerTest {
    private final byte[] image = Rings.image(written());
    private final RingSource source = Rings.source(image);

    @Test
    void what_is_published_is_there_for_the_next_of_that_name() throws IOException {
        Consumer first = Consumer.create(source, "console", 64, 1);
        first.publish(4096, 17, 15);
        first.publishLost(2, 4);

        Consumer next = Consumer.find(source, "console");

        assertThat(next.cursor()).isEqualTo(4096);
        assertThat(next.events()).isEqualTo(17);
        assertThat(next.delivered()).isEqualTo(15);
        assertThat(next.lost()).containsExactly(0, 0, 4, 0, 0, 0);
        assertThat(next.isRelay()).isFalse();
    }

    /** A reader of the slot between two stores may see an event counted that comes again, never one that is missing. */
    @Test
    void counts_are_published_before_the_cursor() throws IOException {
        Recorder recorder = new Recorder();
        Consumer consumer = Consumer.create(recorder, "console", 0, 0);
        recorder.stores.clear();

        consumer.publish(4096, 17, 15);

        assertThat(recorder.stores).containsExactly("16=15", "8=17", "0=4096");
    }

    @Test
    void a_slot_is_in_use_only_once_everything_else_is_in_it() throws IOException {
        Recorder recorder = new Recorder();

        Consumer.create(recorder, "console", 64, 3);

        assertThat(recorder.stores).containsExactly("8=3", "0=64", "80:console", "72=" + (1 | 7L << 32));
    }

    @Test
    void the_relay_has_a_slot_of_its_own_and_fifteen_sinks_the_others() throws IOException {
        Consumer relay = Consumer.relay(source, 32, 1);
        List<String> names = new ArrayList<>(List.of("relay"));
        for (int i = 1; i < RingLayout.MAX_CONSUMERS; i++) {
            names.add(Consumer.create(source, "sink" + i, 0, 0).name());
        }

        assertThat(relay.isRelay()).isTrue();
        assertThat(Consumer.all(source)).extracting(Consumer::name).containsExactlyElementsOf(names);
        assertThat(Consumer.all(source)).filteredOn(Consumer::isRelay).hasSize(1);
        assertThatThrownBy(() -> Consumer.create(source, "one more", 0, 0))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("15 sinks")
                .hasMessageContaining("'one more'");
    }

    @Test
    void a_relay_may_be_taken_when_all_other_slots_are_taken() throws IOException {
        for (int i = 1; i < RingLayout.MAX_CONSUMERS; i++) {
            Consumer.create(source, "sink" + i, 0, 0);
        }

        assertThat(Consumer.relay(source, 96, 2).cursor()).isEqualTo(96);
        assertThat(Consumer.all(source)).hasSize(16);
    }

    @Test
    void an_unknown_name_is_null() throws IOException {
        Consumer.create(source, "console", 0, 0);

        assertThat(Consumer.find(source, "consol")).isNull();
        assertThat(Consumer.find(source, "relay")).isNull();
    }

    @Test
    void long_names_are_found_again_and_told_apart() throws IOException {
        String one = "file:/var/log/" + "a/very/long/path/".repeat(10) + "one/events.jsonl";
        String two = "file:/var/log/" + "a/very/long/path/".repeat(10) + "two/events.jsonl";
        String emoji = "file:/" + "📁/".repeat(40) + "x.log";

        for (String name : List.of(one, two, emoji)) {
            Consumer made = Consumer.create(source, name, name.length(), 0);
            assertThat(made.name().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(48);
        }

        for (String name : List.of(one, two, emoji)) {
            assertThat(Consumer.find(source, name).cursor()).as(name).isEqualTo(name.length());
        }
        assertThat(Consumer.find(source, one).name())
                .endsWith("one/events.jsonl")
                .contains("~");
    }

    @Test
    void a_name_of_exactly_48_bytes_stays_as_it_is() throws IOException {
        String name = "é".repeat(24);
        Consumer.create(source, name, 0, 0);

        assertThat(Consumer.all(source)).extracting(Consumer::name).containsExactly(name);
        assertThat(Consumer.find(source, name + "x")).isNull();
    }

    @Test
    void whether_writers_wait_is_a_bit_of_the_state_and_keeps_the_name() throws IOException {
        Consumer consumer = Consumer.create(source, "console", 0, 0);
        int state = RingLayout.slotAt(1) + RingLayout.SLOT_STATE;

        consumer.waitedFor(false);
        assertThat(LittleEndian.getInt(image, state)).isEqualTo(3);
        consumer.waitedFor(true);
        assertThat(LittleEndian.getInt(image, state)).isEqualTo(1);
        assertThat(Consumer.find(source, "console")).isNotNull();
    }

    @Test
    void a_slot_of_nonsense_is_read_without_harm() throws IOException {
        Arrays.fill(image, RingLayout.CONSUMERS, RingLayout.ATTRIBUTES, (byte) 0xff);

        List<Consumer> consumers = Consumer.all(source);

        assertThat(consumers).hasSize(RingLayout.MAX_CONSUMERS);
        for (Consumer consumer : consumers) {
            assertThat(consumer.cursor()).isEqualTo(-1);
            consumer.waitedFor(true);
            consumer.publish(0, 0, 0);
        }
        assertThat(Consumer.all(source)).hasSize(RingLayout.MAX_CONSUMERS);
        assertThat(image[RingLayout.ATTRIBUTES])
                .as("nothing beyond the slots was written")
                .isEqualTo((byte) '{');
    }

    private static RingMemory written() {
        RingMemory memory = RingMemory.anonymous(Rings.SMALL);
        Rings.header(Rings.SMALL).writeTo(memory);
        return memory;
    }

    /** Notes what is stored into the first slot of a sink, as offset in the slot and value. */
    private static final class Recorder implements RingSource {
        private static final int SLOT = RingLayout.CONSUMERS + RingLayout.CONSUMER_BYTES;
        private final byte[] bytes = new byte[RingLayout.HEADER_BYTES];
        private final RingSource source = Rings.source(bytes);
        final List<String> stores = new ArrayList<>();

        @Override
        public void read(long at, byte[] target, int offset, int length) throws IOException {
            source.read(at, target, offset, length);
        }

        @Override
        public long readWord(long at) throws IOException {
            return source.readWord(at);
        }

        @Override
        public void writeWord(long at, long value) throws IOException {
            stores.add((at - SLOT) + "=" + value);
            source.writeWord(at, value);
        }

        @Override
        public void write(long at, byte[] from, int offset, int length) throws IOException {
            stores.add((at - SLOT) + ":" + new String(from, offset, length, StandardCharsets.UTF_8));
            source.write(at, from, offset, length);
        }
    }
}
