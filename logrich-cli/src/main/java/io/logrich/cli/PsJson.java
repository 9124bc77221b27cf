package io.logrich.cli;

import io.logrich.event.LogLevel;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees and their processes as one JSON object, for programs. Stateless. */
final class PsJson {
    private static final long VERSION = 1;

    private PsJson() {}

    /** All that was seen; the earlier looks, if there were any, are in the same order. */
    static String of(List<TreeLook> trees, List<TreeLook> earlier) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            all.add(mapOf(trees.get(i), earlier.isEmpty() ? null : earlier.get(i)));
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("trees", all);
        return new JsonWriter(new Utf8Buffer(4096)).value(map).out().toString();
    }

    private static Map<String, @Nullable Object> mapOf(TreeLook tree, @Nullable TreeLook earlier) {
        RunLook collector = tree.collector();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("path", tree.path().toString());
        map.put("alive", tree.living());
        map.put("collected", tree.collected());
        map.put("stand_in", tree.standIn());
        map.put("collector_pid", collector == null ? null : collector.pid());
        map.put("undelivered_bytes", tree.undeliveredBytes());
        Map<String, String> levels = new LinkedHashMap<>();
        tree.levels().byName().forEach((name, level) -> levels.put(name.isEmpty() ? "root" : name, level.name()));
        map.put("levels", levels);
        map.put(
                "processes",
                tree.runs().stream()
                        .map(run -> mapOf(tree, run, tree.rateOf(run, earlier)))
                        .toList());
        return map;
    }

    private static Map<String, @Nullable Object> mapOf(TreeLook tree, RunLook run, @Nullable Double rate) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("run_id", run.runId().toString());
        map.put("pid", run.origin() == null ? null : run.pid());
        map.put("name", run.name());
        map.put("service", run.service());
        map.put("state", tree.stateOf(run));
        map.put("alive", run.alive());
        map.put("trouble", run.trouble());
        map.put("started", timeOf(run.startMillis()));
        map.put("accepted", run.accepted());
        map.put("per_second", rate == null ? null : Math.round(rate * 10) / 10.0);
        map.put("waiting", run.waiting());
        map.put("dropped", run.droppedTotal());
        Map<String, Long> byLevel = new LinkedHashMap<>();
        for (int level = 0; level < run.dropped().size(); level++) {
            if (run.dropped().get(level) > 0) {
                byLevel.put(LogLevel.at(level).name(), run.dropped().get(level));
            }
        }
        map.put("dropped_by_level", byLevel);
        map.put(
                "dropped_by_reason",
                run.status() == null ? Map.of() : run.status().dropped());
        map.put("sinks", run.sinks().stream().map(PsJson::mapOf).toList());
        return map;
    }

    private static Map<String, @Nullable Object> mapOf(SinkLook sink) {
        var note = sink.note();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", note == null ? sink.name() : note.name());
        map.put("level", note == null ? null : note.level());
        map.put("state", sink.state());
        map.put("since", note == null ? null : timeOf(note.sinceMillis()));
        map.put("trouble", note == null ? null : note.trouble());
        map.put("waiting_bytes", sink.waitingBytes());
        map.put("waiting_own_events", sink.waitingEvents());
        map.put("delivered", sink.delivered());
        map.put("lost", sink.lost());
        map.put("lost_by_reason", sink.lostByReason());
        return map;
    }

    private static @Nullable String timeOf(long millis) {
        try {
            return millis <= 0 ? null : Instant.ofEpochMilli(millis).toString();
        } catch (RuntimeException noTime) {
            return null;
        }
    }
}
