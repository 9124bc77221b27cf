package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.text.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stack of contexts on its way between processes, of Java or Python. */
class ContextPayloadTest {
    private final ContextBinder parent = new ContextBinder();
    private final ContextBinder child = new ContextBinder();

    @Test
    void a_stack_arrives_as_it_was() {
        List<LogContext> sent;
        String payload;
        try (var one = parent.bind(
                        "service",
                        "s",
                        "environment",
                        "e",
                        "job_id",
                        "j",
                        "process_id_chain",
                        List.of(1, 2),
                        "note",
                        "ü\"\n");
                var two = parent.bind("request_id", "r", "list", Arrays.asList(1, null, 2.5, Map.of("k", true)))) {
            sent = parent.stack();
            payload = parent.serialize();
            assertThat(sent).containsExactly(one.context(), two.context());
        }

        child.deserialize(payload);

        assertThat(child.stack()).hasSize(2);
        assertThat(child.current().requestId()).isEqualTo("r");
        assertThat(child.current().processIdChain()).containsExactly(1L, 2L);
        assertThat(child.current().extra())
                .containsEntry("note", "ü\"\n")
                .containsEntry("list", Arrays.asList(1L, null, 2.5, Map.of("k", true)));
        assertThat(child.serialize()).isEqualTo(payload);
    }

    /** What the Python library writes: version 1, every field there, absent ones null. */
    @Test
    void a_payload_of_python_is_understood() {
        child.deserialize("""
                {"version": 1, "stack": [{"service": "api", "environment": "prod", "job_id": "job-1", "request_id": null,
                 "user_id": null, "user_name": "bob", "hostname": "web", "process_id": 4711,
                 "process_id_chain": [4700, 4711], "trace_id": null, "span_id": null, "extra": {"attempt": 2}}]}
                """);

        LogContext context = child.current();
        assertThat(context.service()).isEqualTo("api");
        assertThat(context.requestId()).isNull();
        assertThat(context.userName()).isEqualTo("bob");
        assertThat(context.processId()).isEqualTo(4711);
        assertThat(context.processIdChain()).containsExactly(4700L, 4711L);
        assertThat(context.extra()).isEqualTo(Map.of("attempt", 2L));
    }

    @Test
    void every_field_is_written_so_that_python_finds_it() {
        try (var ignored = parent.bind("service", "s", "environment", "e", "job_id", "j")) {
            Map<?, ?> payload = (Map<?, ?>) JsonReader.read(parent.serialize());

            assertThat(payload.get("version")).isEqualTo(1L);
            Map<?, ?> frame = (Map<?, ?>) ((List<?>) payload.get("stack")).get(0);
            assertThat(List.copyOf(frame.keySet()).toString())
                    .isEqualTo("[service, environment, job_id, request_id, user_id, user_name, hostname, process_id,"
                            + " process_id_chain, trace_id, span_id, extra]");
            assertThat(frame.get("process_id_chain")).isEqualTo(List.of());
            assertThat(frame.get("extra")).isEqualTo(Map.of());
        }
    }

    @Test
    void a_context_is_filtered_on_its_way_and_stays_as_it_is_here() {
        ContextBinder runtime = new ContextBinder(null, ContextPayloadTest::masked, reason -> {});
        try (var ignored = runtime.bind(
                "service", "s", "environment", "e", "job_id", "j", "user_id", "secret", "password", "hunter2")) {
            String payload = runtime.serialize();

            assertThat(payload)
                    .doesNotContain("hunter2", "secret")
                    .contains("\"password\":\"***\"", "\"user_id\":\"***\"");
            assertThat(runtime.current().extra()).containsEntry("password", "hunter2");
            assertThat(runtime.current().userId()).isEqualTo("secret");
        }
    }

    private static LogContext masked(LogContext context) {
        return context.filtered(
                text -> text.equals("secret") ? "***" : text,
                extra -> extra.containsKey("password") ? Map.of("password", "***") : extra);
    }

    @Test
    void an_empty_stack_leaves_what_is_bound() {
        child.deserialize(payloadOf("a"));
        for (String none :
                List.of("{\"version\":1,\"stack\":[]}", "{\"version\":1}", "{\"version\":1,\"stack\":null}")) {
            child.deserialize(none);
            child.deserializeAsDefault(none);
            assertThat(ContextBinder.parse(none)).isEmpty();

            assertThat(child.stack()).extracting(LogContext::service).containsExactly("a");
        }
    }

    @Test
    void an_unknown_version_is_named() {
        assertThatThrownBy(() -> child.deserialize("{\"version\":99,\"stack\":[]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context payload version must be 1, was 99");
        assertThatThrownBy(() -> child.deserializeAsDefault("{\"stack\":[]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("context payload version must be 1, was null");
    }

    @Test
    void what_is_no_field_goes_to_the_extra() {
        child.deserialize("""
                {"version": 1, "hint": 1, "stack": [{"service": "s", "environment": "e", "job_id": "j", "tenant": "acme",
                 "extra": {"a": 1}, "nothing": null, "process_id_chain": ["1", 2]}, {"service": "s", "environment": "e",
                 "job_id": "k", "extra": null}]}
                """);

        assertThat(child.stack().get(0).extra()).isEqualTo(java.util.Collections.unmodifiableMap(extra()));
        assertThat(child.stack().get(0).processIdChain()).containsExactly(1L, 2L);
        assertThat(child.current().extra()).isEmpty();
    }

    private static Map<String, Object> extra() {
        Map<String, Object> extra = new java.util.HashMap<>(Map.of("tenant", "acme", "a", 1L));
        extra.put("nothing", null);
        return extra;
    }

    @Test
    void only_the_calling_thread_is_affected_unless_the_default_is_asked_for() throws Exception {
        child.base(ContextPayload.read(payloadOf("base")));
        child.deserialize(payloadOf("mine"));
        assertThat(child.current().service()).isEqualTo("mine");
        assertThat(serviceOnAnotherThread()).isEqualTo("base");

        child.deserializeAsDefault(payloadOf("all"));
        assertThat(child.current().service()).isEqualTo("all");
        assertThat(serviceOnAnotherThread()).isEqualTo("all");
    }

    /** The rules of the original: the pid is ours, user and host are filled in, lineage grows by us. */
    @Test
    void the_binder_of_a_runtime_makes_what_arrives_its_own() {
        ContextBinder runtime = new ContextBinder(new Identity("bob", "web", 77), context -> context, reason -> {});
        runtime.deserialize("""
                {"version": 1, "stack": [
                 {"service": "s", "environment": "e", "job_id": "j", "user_name": "alice", "hostname": "db", "process_id": 5,
                  "process_id_chain": [4, 5]},
                 {"service": "s", "environment": "e", "job_id": "k"}]}
                """);
        LogContext bottom = runtime.stack().get(0);
        LogContext top = runtime.stack().get(1);

        assertThat(bottom.userName()).isEqualTo("alice");
        assertThat(bottom.hostname()).isEqualTo("db");
        assertThat(bottom.processId()).isEqualTo(77);
        assertThat(bottom.processIdChain()).containsExactly(4L, 5L, 77L);
        assertThat(top.userName()).isEqualTo("bob");
        assertThat(top.hostname()).isEqualTo("web");
        assertThat(top.processIdChain()).containsExactly(77L);

        runtime.deserialize(runtime.serialize());
        assertThat(runtime.stack()).containsExactly(bottom, top);
    }

    @Test
    void the_binder_of_a_runtime_masks_secrets_by_itself() {
        ContextBinder runtime = new ContextBinder(null, ContextPayloadTest::masked, reason -> {});
        try (var ignored = runtime.bind("service", "s", "environment", "e", "job_id", "j", "password", "hunter2")) {
            assertThat(runtime.serialize()).doesNotContain("hunter2").contains("***");
        }
    }

    private String serviceOnAnotherThread() throws Exception {
        var asked = new java.util.concurrent.FutureTask<>(() -> child.current().service());
        new Thread(asked).start();
        return asked.get();
    }

    @Test
    void a_stack_replaces_what_this_thread_has_bound() {
        child.deserialize(payloadOf("a"));
        child.deserialize(payloadOf("b"));

        assertThat(child.stack()).extracting(LogContext::service).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{}",
                "{\"stack\":[]}",
                "{\"version\":2,\"stack\":[]}",
                "{\"version\":\"1\",\"stack\":[]}",
                "{\"version\":1.0,\"stack\":[]}",
                "{\"version\":1,\"stack\":{}}",
                "{\"version\":1,\"stack\":[1]}",
                "{\"version\":1,\"stack\":[null]}",
                "{\"version\":1,\"stack\":[{}]}",
                "{\"version\":1,\"stack\":[{\"service\":\"s\",\"environment\":\"e\"}]}",
                "{\"version\":1,\"stack\":[{\"service\":\"\",\"environment\":\"e\",\"job_id\":\"j\"}]}",
                "{\"version\":1,\"stack\":[{\"service\":\"s\",\"environment\":\"e\",\"job_id\":\"j\",\"process_id\":\"x\"}]}",
                "{\"version\":1,\"stack\":[{\"service\":\"s\",\"environment\":\"e\",\"job_id\":\"j\",\"process_id_chain\":[null]}]}",
                "{\"version\":1,\"stack\":[{\"service\":\"s\",\"environment\":\"e\",\"job_id\":\"j\"},{}]}"
            })
    void a_bad_payload_is_refused_and_changes_nothing(String payload) {
        child.deserialize(payloadOf("before"));

        assertThatThrownBy(() -> child.deserialize(payload)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContextBinder.parse(payload)).isInstanceOf(IllegalArgumentException.class);

        assertThat(child.stack()).extracting(LogContext::service).containsExactly("before");
    }

    private static String payloadOf(String service) {
        return new ContextBinderTest().payload(service);
    }
}
