package io.logrich.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The examples as members of a tree: each is run under {@code logrich run}, and its events are looked at one by one. */
final class ExampleEvents {
    private final CleanCopy copy;
    private final Path directory;

    ExampleEvents(CleanCopy copy, Path directory) {
        this.copy = copy;
        this.directory = directory;
    }

    void verify() throws Exception {
        spawnRecipe();
        serializedContext();
        workerPool();
    }

    private void spawnRecipe() throws Exception {
        List<Map<String, Object>> events = run("spawn-recipe");
        List<Map<String, Object>> started = said(events, "started");
        List<Map<String, Object>> done = said(events, "done");
        assertThat(started).hasSize(4);
        assertThat(done).hasSize(4);
        assertThat(done)
                .extracting(ExampleEvents::extra)
                .extracting("part", Long.class)
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(done)
                .extracting(event -> String.valueOf(extra(event).get("primes")))
                .containsExactlyInAnyOrder("9592", "8392", "8013", "7863");
        assertThat(done)
                .extracting(Jsonl::context)
                .allSatisfy(context -> assertThat(context)
                        .containsEntry("service", "video-encoder")
                        .containsEntry("environment", "prod")
                        .containsEntry("job_id", "batch-742")
                        .containsEntry("request_id", "req-18")
                        .containsEntry("user_id", "system"));
        Map<String, Object> parent = said(events, "all workers are done").get(0);
        assertThat(done)
                .extracting(Jsonl::chain)
                .allSatisfy(chain -> assertThat(chain)
                        .hasSize(Jsonl.chain(parent).size() + 1)
                        .startsWith(Jsonl.chain(parent).toArray(Long[]::new)));
        assertThat(obituaries(events, "SpawnWorker")).hasSize(4).allSatisfy(obituary -> {
            assertThat(obituary).containsEntry("level", "info");
            assertThat(extra(obituary)).containsEntry("accepted", 2L).containsEntry("delivered", 2L);
        });
    }

    private void serializedContext() throws Exception {
        List<Map<String, Object>> events = run("serialized-context");
        Map<String, Object> processed = said(events, "processed").get(0);
        assertThat(Jsonl.context(processed))
                .containsEntry("job_id", "batch-742")
                .containsEntry("request_id", "req-1")
                .containsEntry("user_id", "alice")
                .containsEntry("extra", Map.of("tenant", "acme"));
        Map<String, Object> shipped = said(events, "shipped").get(0);
        assertThat(Jsonl.context(shipped))
                .containsEntry("request_id", "req-1")
                .containsEntry("span_id", "00f067aa0ba902b7")
                .containsEntry("extra", Map.of("tenant", "acme", "parcels", 2L));
        List<Map<String, Object>> python = events.stream()
                .filter(event -> String.valueOf(event.get("message")).startsWith("python "))
                .toList();
        assertThat(python).hasSize(2);
        Long parent = (Long) Jsonl.context(python.get(0)).get("process_id");
        assertThat(Jsonl.chain(shipped))
                .containsExactly(parent, (Long) Jsonl.context(shipped).get("process_id"));
        assertThat(python)
                .extracting(event -> event.get("message"))
                .containsExactly(
                        "python got 3 contexts back, the last one of " + parent + " > "
                                + Jsonl.context(shipped).get("process_id"),
                        "python sees req-1 of alice with {\"parcels\": 2, \"tenant\": \"acme\"}");
    }

    private void workerPool() throws Exception {
        List<Map<String, Object>> events = run("worker-pool");
        Map<String, List<Object>> requests = new TreeMap<>();
        for (Map<String, Object> event : events) {
            if (event.get("logger_name").equals("pool.worker")) {
                assertThat(Jsonl.context(event)).containsEntry("job_id", "batch-742");
                requests.computeIfAbsent(
                                String.valueOf(Jsonl.context(event).get("request_id")),
                                request -> new java.util.ArrayList<>())
                        .add(event.get("message"));
            }
        }
        assertThat(requests).hasSize(8);
        assertThat(requests.get("req-seven")).containsExactly("working on 'seven'", "this is the end");
        assertThat(requests.get("req-365")).containsExactly("working on '365'");
        assertThat(said(events, "365 squared is 133225")).hasSize(1);
        Map<String, Object> last = said(events, "this is the end").get(0);
        assertThat(String.valueOf(last.get("exc_info"))).contains("For input string: \"seven\"");

        List<Map<String, Object>> obituaries = obituaries(events, "PoolWorker");
        assertThat(obituaries).hasSizeBetween(2, 3); // the last jobs may be done before a third one is needed
        List<Map<String, Object>> violent = obituaries.stream()
                .filter(event -> event.get("level").equals("error"))
                .toList();
        assertThat(violent).hasSize(1);
        Map<String, Object> told = extra(violent.get(0));
        assertThat(told)
                .containsEntry("ended_pid", Jsonl.context(last).get("process_id"))
                .containsEntry("exit_code", 3L)
                .containsEntry("delivered", told.get("accepted"));
        assertThat(extra(said(events, "all jobs are done").get(0))).containsEntry("lost", 1L);
    }

    /** Runs an example and checks what holds for each: it ends well, and nothing comes twice. */
    private List<Map<String, Object>> run(String example) throws Exception {
        Path file = directory.resolve(example + ".jsonl");
        Outcome outcome =
                copy.shell("./logrich run --console-stream none --file '" + file + "' -- examples/" + example + "/run");
        assertThat(outcome).as(example).isEqualTo(new Outcome(0, "", ""));
        List<Map<String, Object>> events = Jsonl.events(file);
        assertThat(new TreeSet<>(events.stream()
                        .map(event -> String.valueOf(event.get("event_id")))
                        .toList()))
                .hasSameSizeAs(events);
        return events;
    }

    private static List<Map<String, Object>> said(List<Map<String, Object>> events, String message) {
        List<Map<String, Object>> found = events.stream()
                .filter(event -> message.equals(event.get("message")))
                .toList();
        assertThat(found).as(message).isNotEmpty();
        return found;
    }

    private static List<Map<String, Object>> obituaries(List<Map<String, Object>> events, String name) {
        return events.stream()
                .filter(event ->
                        Jsonl.isOfTree(event) && name.equals(extra(event).get("ended_name")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> extra(Map<String, Object> event) {
        return (Map<String, Object>) event.getOrDefault("extra", Map.of());
    }
}
