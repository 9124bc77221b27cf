package io.logrich.tree;

import io.logrich.lane.LaneState;
import io.logrich.spool.SpoolException;
import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a process says of itself beyond what its ring shows: how its sinks are, and why events were dropped or lost. A small
 * file in its directory that is written only when something has changed. Immutable.
 *
 * @param lanes its sinks
 * @param dropped how many events it did not accept, by reason
 * @param lost how many events a sink has lost, by sink and reason
 */
public record RunStatus(List<LaneNote> lanes, Map<String, Long> dropped, Map<String, Map<String, Long>> lost) {
    private static final long VERSION = 1;

    /** What is read and written at most: more would be no status of ours. */
    private static final int MOST_LANES = 64;

    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_TROUBLE = 300;

    /**
     * One sink.
     *
     * @param name its name
     * @param level from which level on it gets events
     * @param state {@code ok}, {@code slow}, {@code failing} or {@code ended}
     * @param trouble what it fails for, or null
     * @param sinceMillis since when it is so, ms since 1970, to the second
     */
    public record LaneNote(
            String name,
            String level,
            String state,
            @Nullable String trouble,
            long sinceMillis) {
        /** What there is to say of a lane; secrets in it are masked already. */
        public static LaneNote of(LaneState lane, @Nullable String trouble, long sinceMillis) {
            return new LaneNote(
                    lane.name(),
                    lane.threshold().name(),
                    lane.condition().lowerName(),
                    trouble == null ? null : cut(trouble, LONGEST_TROUBLE),
                    sinceMillis);
        }

        /** By hand, see {@code docs/rationale.md}: that of records keeps their class loader. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof LaneNote that
                    && name.equals(that.name)
                    && level.equals(that.level)
                    && state.equals(that.state)
                    && Objects.equals(trouble, that.trouble)
                    && sinceMillis == that.sinceMillis;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, state);
        }
    }

    public RunStatus {
        lanes = List.copyOf(lanes);
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
        lost = Collections.unmodifiableMap(new TreeMap<>(lost));
    }

    /** By hand, as that of its lanes. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunStatus that
                && lanes.equals(that.lanes)
                && dropped.equals(that.dropped)
                && lost.equals(that.lost);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lanes, dropped, lost);
    }

    /** Leaves it in a process's directory. */
    public void write(RunDirectory run) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("lanes", lanes.stream().map(RunStatus::mapOf).toList());
        map.put("dropped", dropped);
        map.put("lost", lost);
        JsonWriter json = new JsonWriter(new Utf8Buffer(512));
        SecureFiles.write(run.status(), json.value(map).out().toString());
    }

    /**
     * Reads what a process has left last; null if it has left nothing.
     *
     * @throws IOException if there is something that is no status
     */
    public static @Nullable RunStatus read(RunDirectory run) throws IOException {
        String text;
        try {
            text = SecureFiles.read(run.status());
        } catch (NoSuchFileException nothing) {
            return null;
        }
        try {
            if (!(JsonReader.read(text) instanceof Map<?, ?> map)
                    || !Long.valueOf(VERSION).equals(map.get("version"))) {
                throw new SpoolException("a status must be a JSON object of version " + VERSION);
            }
            return new RunStatus(lanes(map.get("lanes")), counts(map.get("dropped")), countsBySink(map.get("lost")));
        } catch (IllegalArgumentException wrong) {
            throw new SpoolException("a status that cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, @Nullable Object> mapOf(LaneNote lane) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", lane.name());
        map.put("level", lane.level());
        map.put("state", lane.state());
        map.put("trouble", lane.trouble());
        map.put("since", lane.sinceMillis());
        return map;
    }

    private static List<LaneNote> lanes(@Nullable Object value) {
        List<LaneNote> lanes = new ArrayList<>();
        for (Object lane : value instanceof List<?> list ? list : List.of()) {
            if (lane instanceof Map<?, ?> map && lanes.size() < MOST_LANES) {
                String trouble = map.get("trouble") instanceof String told ? cut(told, LONGEST_TROUBLE) : null;
                long since = map.get("since") instanceof Long millis ? millis : 0;
                lanes.add(new LaneNote(text(map, "name"), text(map, "level"), text(map, "state"), trouble, since));
            }
        }
        return lanes;
    }

    private static Map<String, Map<String, Long>> countsBySink(@Nullable Object value) {
        Map<String, Map<String, Long>> bySink = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.entrySet().stream()
                    .limit(MOST_LANES)
                    .forEach(sink ->
                            bySink.put(cut(String.valueOf(sink.getKey()), LONGEST_NAME), counts(sink.getValue())));
        }
        return bySink;
    }

    private static Map<String, Long> counts(@Nullable Object value) {
        Map<String, Long> counts = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.entrySet().stream().limit(MOST_LANES).forEach(count -> {
                if (count.getValue() instanceof Long number) {
                    counts.put(cut(String.valueOf(count.getKey()), LONGEST_NAME), number);
                }
            });
        }
        return counts;
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? cut(text, LONGEST_NAME) : "";
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
