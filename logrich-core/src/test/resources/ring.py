"""Reads and writes ring files after docs/spool-format.md alone, with nothing but the standard library.

    ring.py read FILE                          prints the header, every record and the holes
    ring.py write FILE CAPACITY SALT COUNT     makes a ring of a process that was killed, prints the same of it

A line per record: type level flags sequence origin end payload, the last in hexadecimal ("-" if empty).
"""

import struct
import sys
import uuid

HEADER = 4096
M = (1 << 64) - 1
PAD, EVENT = 1, 2


def crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
        table.append(n)
    return table


TABLE = crc_table()


def crc32c(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def rotl(x, n):
    return ((x << n) | (x >> (64 - n))) & M


def check(crc, position, word, meta, sequence, origin):
    h = (position * 0x9E3779B97F4A7C15
         ^ rotl(word * 0xC2B2AE3D27D4EB4F & M, 21)
         ^ meta * 0x165667B19E3779F9
         ^ rotl(sequence * 0xD6E8FEB86659FD93 & M, 42)
         ^ origin * 0xA0761D6478BD642F) & M
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9 & M
    h = (h ^ h >> 27) * 0x94D049BB133111EB & M
    h ^= h >> 31
    return crc ^ (h ^ h >> 32) & 0xFFFFFFFF


def size_of(n):
    return 32 + n + 31 & ~31


def stamp(position, salt):
    return (position // 32 & 0xFFFFFFFF) ^ salt


def uuid_of(page, at):
    upper, lower = struct.unpack_from("<QQ", page, at)
    return str(uuid.UUID(int=upper << 64 | lower))


class Ring:
    """A ring file in memory."""

    def __init__(self, data):
        self.data = data
        magic, = struct.unpack_from("<Q", data, 0)
        assert bytes(data[0:6]) == b"LRING\0" and magic >> 48 == 1, "not a ring of version 1"
        self.capacity, self.salt, self.minor, required = struct.unpack_from("<QIII", data, 8)
        length, crc = struct.unpack_from("<iI", data, 116)
        assert 0 <= length <= 1024 and crc == crc32c(data[3072:3072 + length], crc32c(data[8:120])), "damaged header"
        assert required == 0 and len(data) == HEADER + self.capacity
        tail, = struct.unpack_from("<Q", data, 128)
        self.tail = tail & M >> 1
        self.sealed = tail >> 63
        self.attributes = bytes(data[3072:3072 + length]).decode()

    def header(self):
        pid, start = struct.unpack_from("<qq", self.data, 48)
        namespace, wall, nano, role, epoch, longest = struct.unpack_from("<qqqiii", self.data, 80)
        sequence, = struct.unpack_from("<Q", self.data, 256)
        dropped = struct.unpack_from("<6Q", self.data, 512)
        return " ".join(str(field) for field in (
            "ring", self.capacity, "%08x" % self.salt, uuid_of(self.data, 32), pid, start, uuid_of(self.data, 64),
            namespace, wall, nano, role, epoch, longest, self.attributes, self.tail, self.sealed, sequence,
            ",".join(map(str, dropped))))

    def record(self, position, until):
        """The record at a position: (size, type, level, flags, sequence, origin, payload), or None."""
        at = HEADER + position % self.capacity
        mark, length = struct.unpack_from("<Ii", self.data, at)
        if mark != stamp(position, self.salt) or length < 0:
            return None
        size = size_of(length)
        if size > until - position or size > self.capacity - position % self.capacity:
            return None
        word, meta, seen, sequence, origin = struct.unpack_from("<QIIQQ", self.data, at)
        kind = meta & 255
        payload = b"" if kind == PAD else bytes(self.data[at + 32:at + 32 + length])
        if seen != check(crc32c(payload), position, word, meta, sequence, origin):
            return None
        return size, kind, meta >> 8 & 255, meta >> 16, sequence, origin, payload

    def claim(self, position, until):
        """The size of a claim that its owner did not live to fill, or 0."""
        mark, length = struct.unpack_from("<Ii", self.data, HEADER + position % self.capacity)
        size = size_of(-length - 1) if length < 0 else 0
        fits = size <= until - position and size <= self.capacity - position % self.capacity
        return size if mark == stamp(position, self.salt) and fits else 0

    def scan(self):
        """All records that are still there; None for each hole."""
        position = max(0, self.tail - self.capacity)
        hole = False
        while position < self.tail:
            record = self.record(position, self.tail)
            if record is None:
                if not hole:
                    yield None
                hole = True
                position += self.claim(position, self.tail) or 32
                continue
            hole = False
            position += record[0]
            if record[1] != PAD or record[4]:
                yield record[1:6] + (position, record[6])


class Writer:
    """Writes a ring as one thread of its owner would."""

    def __init__(self, capacity, salt):
        self.capacity, self.salt = capacity, salt
        self.data = bytearray(HEADER + capacity)
        self.tail = self.sequence = 0
        run, boot = 0x0102030405060708090A0B0C0D0E0F10, 0x1112131415161718191A1B1C1D1E1F20
        attributes = '{"name":"ring.py","service":"caf\u00e9"}'.encode()
        struct.pack_into("<QIIIIQQqqQQqqqiiii", self.data, 8, capacity, salt, 0, 0, 0, run >> 64, run & M, 4711,
                         1700000000000, boot >> 64, boot & M, 4026531836, 1700000000123456, 987654321, 0, 0,
                         min(1 << 20, capacity // 8 - 32), len(attributes))
        self.data[3072:3072 + len(attributes)] = attributes
        struct.pack_into("<I", self.data, 120, crc32c(attributes, crc32c(self.data[8:120])))
        self.data[0:8] = b"LRING\0" + struct.pack("<H", 1)

    def claim(self, length):
        """Claims room, pads up to the end of the ring if need be, and notes the claim; gives the position."""
        size = size_of(length)
        rest = self.capacity - self.tail % self.capacity
        pad = rest if size > rest else 0
        position = self.tail + pad
        self.tail = position + size
        if pad:
            self.commit(position - pad, PAD, 0, 0, 0, 0, pad - 32, None)
        struct.pack_into("<Ii", self.data, HEADER + position % self.capacity, stamp(position, self.salt), -length - 1)
        return position

    def commit(self, position, kind, level, flags, sequence, origin, length, payload):
        word = stamp(position, self.salt) | length << 32
        meta = kind | level << 8 | flags << 16
        crc = 0 if payload is None else crc32c(payload)
        at = HEADER + position % self.capacity
        struct.pack_into("<QIIQQ", self.data, at, word, meta, check(crc, position, word, meta, sequence, origin),
                         sequence, origin)
        if payload is not None:
            self.data[at + 32:at + 32 + length] = payload

    def event(self, level, payload):
        position = self.claim(len(payload))
        self.sequence += 1
        self.commit(position, EVENT, level, 0, self.sequence, 0, len(payload), payload)

    def relayed(self, level, payload, sequence, origin):
        self.commit(self.claim(len(payload)), EVENT, level, 1, sequence, origin, len(payload), payload)

    def void(self, length):
        position = self.claim(length)
        self.sequence += 1
        self.commit(position, PAD, 0, 0, self.sequence, 0, size_of(length) - 32, None)

    def finish(self):
        struct.pack_into("<Q", self.data, 128, self.tail)
        struct.pack_into("<Q", self.data, 256, self.sequence)
        struct.pack_into("<6Q", self.data, 512, 0, 1, 2, 3, 4, 5)
        return self.data


def write(file, capacity, salt, count):
    writer = Writer(capacity, salt)
    for n in range(count):
        length = n * 37 % 700
        payload = bytes((n + i) & 255 for i in range(length))
        writer.event((5, 10, 20, 30, 40, 50)[n % 6], payload)
        if n % 7 == 3:
            writer.relayed(30, payload[:n % 50], 1000 + n, 32 * n + 32)
        if n % 11 == 5:
            writer.void(n % 300)
    writer.claim(100)  # killed in the middle of a record
    writer.event(40, b"the last one")
    with open(file, "wb") as out:
        out.write(writer.finish())


def show(file):
    with open(file, "rb") as data:
        ring = Ring(bytearray(data.read()))
    print(ring.header())
    for record in ring.scan():
        print("hole" if record is None else " ".join(map(str, record[:6])) + " " + (record[6].hex() or "-"))


if __name__ == "__main__":
    assert crc32c(b"123456789") == 0xE3069283
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4], 16), int(sys.argv[5]))
    show(sys.argv[2])
