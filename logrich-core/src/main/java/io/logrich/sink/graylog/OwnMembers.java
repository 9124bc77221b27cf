package io.logrich.sink.graylog;

import io.logrich.codec.EventView;
import io.logrich.codec.EventView.Part;
import io.logrich.event.LogLevel;
import io.logrich.text.JsonWriter;
import io.logrich.text.Timestamps;
import io.logrich.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an event has of its own but its texts and fields, from {@code timestamp} to {@code _sequence}: kept as one piece, in
 * which only digits change as long as second, level, logger and thread are those of the event before. One thread only.
 */
final class OwnMembers {
    private static final byte[] TIMESTAMP = bytes("\"timestamp\":");
    private static final byte[] LEVEL = bytes("\"level\":");
    private static final byte[] LEVEL_NAME = bytes("\"_level_name\":");
    private static final byte[] LOGGER = bytes("\"_logger\":");
    private static final byte[] THREAD = bytes("\"_thread\":");
    private static final byte[] EVENT_ID = bytes("\"_event_id\":");
    private static final byte[] SEQUENCE = bytes("\"_sequence\":");
    private static final byte[] NO_ID = bytes("0".repeat(32));
    private static final int LONGEST_KEPT = 256;
    private static final long MICROS = 1_000_000;

    private final GelfText text;
    private final Utf8Buffer piece = new Utf8Buffer(512);
    private byte[] logger = new byte[0];
    private byte[] thread = new byte[0];
    private LogLevel level = LogLevel.TRACE;
    private long second = Long.MIN_VALUE;
    private int fraction; // where its digits begin, and those of the id
    private int id;

    OwnMembers(GelfText text) {
        this.text = text;
    }

    /** Adds the members; logger and thread have so many bytes at most. */
    void write(EventView event, JsonWriter json, int most) {
        long micros = Math.max(0, event.timeMicros());
        if (micros / MICROS != second
                || event.level() != level
                || Math.max(logger.length, thread.length) > most
                || !has(event, Part.LOGGER, logger)
                || !has(event, Part.THREAD, thread)) {
            renew(event, micros / MICROS, most);
        }
        Timestamps.micros(piece.array(), fraction, (int) (micros % MICROS));
        event.eventId().writeTo(piece.array(), id);
        json.literal(piece.array(), 0, piece.size()).out().decimal(event.sequence());
    }

    private static boolean has(EventView event, Part part, byte[] known) {
        int start = event.start(part);
        return Arrays.equals(known, 0, known.length, event.bytes(), start, start + event.length(part));
    }

    private void renew(EventView event, long now, int most) {
        JsonWriter json = new JsonWriter(piece.clear());
        json.keyConstant(TIMESTAMP).number(now).out().ascii('.');
        fraction = piece.size();
        piece.decimal(0, 6);
        json.keyConstant(LEVEL).number(GelfEncoder.severity(event.level()));
        json.keyConstant(LEVEL_NAME).string(event.level().lowerName());
        part(event, Part.LOGGER, LOGGER, json, most);
        part(event, Part.THREAD, THREAD, json, most);
        json.keyConstant(EVENT_ID).string(NO_ID, 0, NO_ID.length);
        id = piece.size() - 1 - NO_ID.length;
        json.keyConstant(SEQUENCE);
        boolean keep = Math.max(event.length(Part.LOGGER), event.length(Part.THREAD)) <= Math.min(LONGEST_KEPT, most);
        second = keep ? now : Long.MIN_VALUE;
        level = event.level();
        logger = copy(event, Part.LOGGER);
        thread = copy(event, Part.THREAD);
    }

    private void part(EventView event, Part part, byte[] key, JsonWriter json, int most) {
        if (event.length(part) > 0) {
            text.write(json.keyConstant(key), event.bytes(), event.start(part), event.length(part), most);
        }
    }

    private static byte[] copy(EventView event, Part part) {
        int start = event.start(part);
        return Arrays.copyOfRange(event.bytes(), start, start + Math.min(LONGEST_KEPT, event.length(part)));
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
