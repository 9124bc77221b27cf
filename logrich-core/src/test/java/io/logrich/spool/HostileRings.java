package io.logrich.spool;

import io.logrich.text.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Makes ring files as a broken disk, a wrong program or an enemy would: honest rings with some of their bytes changed,
 * the checksums put right again now and then. The same seed makes the same ring.
 */
final class HostileRings {
    private static final int CAPACITY = Rings.SMALL;
    private static final int[] ONCE = {
        0, 4, 6, 8, 12, 16, 20, 24, 28, 32, 48, 56, 64, 80, 88, 96, 104, 108, 112, 116, 120
    };
    private static final int[] HOT = {128, 132, 256, 384, 512, 576, 584};
    private static final long[] VALUES = {
        0,
        1,
        -1,
        31,
        32,
        33,
        64,
        4095,
        4096,
        CAPACITY,
        CAPACITY + 32,
        2 * CAPACITY,
        8160,
        8161,
        1 << 20,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 37,
        1L << 62,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 31,
        Long.MIN_VALUE,
        Long.MIN_VALUE + CAPACITY
    };

    private final List<byte[]> honest = new ArrayList<>();
    private final List<long[]> positions = new ArrayList<>();
    private Random random = new Random();
    private byte[] image = new byte[0];
    private long[] records = new long[0];

    HostileRings() throws IOException {
        addHonest(0, false);
        addHonest(40, false);
        addHonest(700, false);
        addHonest(2500, true);
    }

    /** The bytes of one hostile ring; sometimes too few or too many. */
    byte[] make(long seed) {
        random = new Random(seed);
        int base = random.nextInt(honest.size());
        image = honest.get(base).clone();
        records = positions.get(base);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            change();
        }
        return image;
    }

    private void change() {
        switch (random.nextInt(10)) {
            case 0 -> once();
            case 1, 2 -> hot();
            case 3, 4 -> record();
            case 5 -> consumer();
            case 6 -> bytes();
            case 7 -> move();
            case 8 -> forge();
            default -> rare();
        }
    }

    private void rare() {
        switch (random.nextInt(7)) {
            case 0 -> image = Arrays.copyOf(image, random.nextInt(image.length + 1));
            case 1 -> image = Arrays.copyOf(image, image.length + 1 + random.nextInt(9000));
            case 2 -> random.nextBytes(image);
            case 3 -> Arrays.fill(image, Math.min(image.length, 4096), image.length, (byte) random.nextInt(256));
            case 4 -> stampEverything();
            case 5 -> tooLong();
            default -> fill();
        }
    }

    private void once() {
        int at = ONCE[random.nextInt(ONCE.length)];
        putInt(at, (int) value());
        if (random.nextInt(4) > 0) {
            sign();
        }
    }

    private void hot() {
        putLong(HOT[random.nextInt(HOT.length)] & -8, value());
    }

    private void consumer() {
        int at = RingLayout.slotAt(random.nextInt(RingLayout.MAX_CONSUMERS)) + 4 * random.nextInt(32);
        putInt(at, (int) value());
    }

    /** Changes one field of a record and sometimes puts its check right. */
    private void record() {
        if (records.length == 0) {
            return;
        }
        long position = records[random.nextInt(records.length)];
        int at = Rings.at(CAPACITY, position);
        int[] fields = {0, 4, 4, 4, 8, 12, 16, 24, 32};
        putInt(at + fields[random.nextInt(fields.length)], (int) value());
        if (random.nextInt(3) == 0) {
            seal(position);
        }
    }

    private void bytes() {
        int count = 1 + random.nextInt(64);
        for (int i = 0; i < count && image.length > 0; i++) {
            image[random.nextInt(image.length)] = (byte) random.nextInt();
        }
    }

    private void move() {
        int length = 32 * (1 + random.nextInt(60));
        int from = 4096 + 32 * random.nextInt(CAPACITY / 32);
        int to = 4096 + 32 * random.nextInt(CAPACITY / 32);
        if (Math.max(from, to) + length <= image.length) {
            System.arraycopy(image, from, image, to, length);
        }
    }

    /** A record that is whole, of any type, in any place before or behind the tail. */
    private void forge() {
        long position = tail() - CAPACITY + 32L * random.nextInt(2 * CAPACITY / 32);
        int length = random.nextBoolean() ? random.nextInt(300) : (int) value();
        int at = Rings.at(CAPACITY, position);
        putLong(at, RecordLayout.committed(RecordLayout.stamp(position, salt()), length));
        putInt(at + 8, RecordLayout.meta(random.nextInt(5), random.nextInt(256), random.nextInt(1 << 16)));
        putLong(at + 16, value());
        putLong(at + 24, value());
        seal(position);
    }

    /** Made to waste time: every place carries its own stamp and promises a long record. */
    private void stampEverything() {
        long from = Math.max(0, tail() - CAPACITY);
        int length = random.nextBoolean() ? 8160 : random.nextInt(20_000) - 10_000;
        for (long position = from; position < from + CAPACITY; position += 32) {
            putLong(Rings.at(CAPACITY, position), RecordLayout.committed(RecordLayout.stamp(position, salt()), length));
        }
    }

    /** A record whose check is right and whose length no ring would allow. */
    private void tooLong() {
        if (records.length == 0) {
            return;
        }
        long position = records[random.nextInt(records.length)];
        int[] lengths = {8161, 8192, 20_000, CAPACITY - 32, CAPACITY, 1 << 20};
        int at = Rings.at(CAPACITY, position);
        putInt(at + 4, lengths[random.nextInt(lengths.length)]);
        seal(position);
    }

    /** Whole records of 32 bytes and places with nothing, in turn. */
    private void fill() {
        long from = Math.max(0, tail() - CAPACITY);
        for (long position = from; position < from + CAPACITY; position += 64) {
            int at = Rings.at(CAPACITY, position);
            putLong(at, RecordLayout.committed(RecordLayout.stamp(position, salt()), 0));
            putInt(at + 8, RecordLayout.meta(1 + random.nextInt(2), 20, 0));
            seal(position);
            putLong(at + 32, random.nextLong());
        }
    }

    private void seal(long position) {
        int at = Rings.at(CAPACITY, position);
        if (at + 32 > image.length) {
            return;
        }
        long word = LittleEndian.getLong(image, at);
        int meta = LittleEndian.getInt(image, at + 8);
        int length = (int) (word >> 32);
        CRC32C crc = new CRC32C();
        if ((meta & 0xff) != RecordLayout.TYPE_PAD && length > 0 && length <= image.length - at - 32) {
            crc.update(image, at + 32, length);
        }
        long sequence = LittleEndian.getLong(image, at + 16);
        long origin = LittleEndian.getLong(image, at + 24);
        putInt(at + 12, RecordLayout.check((int) crc.getValue(), position, word, meta, sequence, origin));
    }

    private void sign() {
        if (image.length < 4096) {
            return;
        }
        int length = LittleEndian.getInt(image, RingLayout.ATTRIBUTES_LENGTH);
        CRC32C crc = new CRC32C();
        crc.update(image, 8, 112);
        crc.update(image, RingLayout.ATTRIBUTES, Math.max(0, Math.min(1024, length)));
        putInt(RingLayout.HEADER_CRC, (int) crc.getValue());
    }

    private long value() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> tail() + random.nextInt(3 * CAPACITY) - CAPACITY;
            case 2 -> tail() + 32L * (random.nextInt(3 * CAPACITY / 32) - CAPACITY / 32);
            default -> VALUES[random.nextInt(VALUES.length)];
        };
    }

    private long tail() {
        return image.length < 136 ? 0 : LittleEndian.getLong(image, RingLayout.TAIL) & Long.MAX_VALUE;
    }

    private int salt() {
        return image.length < 20 ? 0 : LittleEndian.getInt(image, RingLayout.SALT);
    }

    private void putInt(int at, int value) {
        if (at + 4 <= image.length) {
            LittleEndian.putInt(image, at, value);
        }
    }

    private void putLong(int at, long value) {
        if (at + 8 <= image.length) {
            LittleEndian.putLong(image, at, value);
        }
    }

    private void addHonest(int count, boolean ended) throws IOException {
        RingMemory memory = RingMemory.anonymous(CAPACITY);
        WriterSlots slots = new WriterSlots();
        Ring ring = Rings.over(memory, slots);
        Pen pen = new Pen(slots);
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = Payloads.lengthFor(i, i % 40 == 7 ? 8000 : 250);
            pen.write(ring, 10 * (1 + i % 5), Payloads.of(1, i, length));
            starts.add(pen.slot.end() - RecordLayout.sizeOf(length));
            if (i % 30 == 11) {
                pen.abandon(ring, 100);
            }
        }
        slots.adoptOrphans();
        long tail = ring.writer().tail();
        ring.addRelay(Math.max(0, tail - 9000));
        ring.addConsumer("console", Math.max(0, tail - 20_000) & -32, 3);
        if (ended) {
            long last = starts.get(starts.size() - 1);
            long word = memory.get(Rings.at(CAPACITY, last));
            memory.put(Rings.at(CAPACITY, last), RecordLayout.claimed((int) word, (int) (word >> 32)));
            ring.writer().markClosed();
            ring.writer().seal();
        }
        honest.add(Rings.image(memory));
        positions.add(starts.stream()
                .mapToLong(Long::longValue)
                .filter(start -> start >= tail - CAPACITY)
                .toArray());
    }
}
