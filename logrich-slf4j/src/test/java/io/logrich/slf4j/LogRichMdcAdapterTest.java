package io.logrich.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.logrich.LogRich;
import io.logrich.context.ContextScope;
import io.logrich.event.LogEvent;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogRichMdcAdapterTest {
    private final Logger log = LoggerFactory.getLogger("mdc");
    private SeenEvents seen;

    @BeforeEach
    void open() throws Exception {
        seen = SeenEvents.open();
    }

    @AfterEach
    void close() {
        seen.close();
    }

    @Test
    void what_is_put_is_in_the_context_of_events() {
        MDC.put("trace_id", "4bf92f35");
        try (MDC.MDCCloseable tenant = MDC.putCloseable("tenant", "acme")) {
            log.info("inside");
        }
        log.info("outside");

        assertThat(seen.all())
                .extracting(event -> event.context().extra())
                .containsExactly(Map.of("tenant", "acme"), Map.of());
        assertThat(seen.all()).extracting(event -> event.context().traceId()).containsOnly("4bf92f35");
    }

    @Test
    void what_is_bound_is_in_the_mdc_and_the_other_way_round() {
        try (ContextScope scope = LogRich.bind("request_id", "req-1", "tenant", "acme")) {
            assertThat(MDC.get("request_id")).isEqualTo("req-1");
            assertThat(MDC.getCopyOfContextMap()).containsOnly(entry("request_id", "req-1"), entry("tenant", "acme"));
            MDC.put("tenant", "other");
            assertThat(scope.context().extra()).containsEntry("tenant", "other");
        }
        assertThat(MDC.getCopyOfContextMap()).isEmpty();
    }

    @Test
    void filters_can_save_and_restore_it() {
        MDC.put("a", "1");
        Map<String, String> saved = MDC.getCopyOfContextMap();
        MDC.clear();
        MDC.put("b", "2");
        MDC.setContextMap(saved);
        log.info("restored");

        assertThat(seen.one().context().extra()).containsExactly(entry("a", "1"));
    }

    @Test
    void stacks_are_lists_in_the_context() {
        MDC.pushByKey("ndc", "outer");
        MDC.pushByKey("ndc", "inner");
        log.info("deep");
        assertThat(MDC.getMDCAdapter().getCopyOfDequeByKey("ndc")).containsExactly("inner", "outer");
        assertThat(MDC.popByKey("ndc")).isEqualTo("inner");
        MDC.getMDCAdapter().clearDequeByKey("ndc");
        log.info("flat");

        assertThat(seen.all())
                .extracting(LogEvent::context)
                .extracting(context -> context.extra().toString())
                .containsExactly("{ndc=[outer, inner]}", "{}");
    }

    @Test
    void without_a_runtime_nothing_is_kept_and_only_a_null_key_is_refused() {
        seen.close();
        MDC.put("a", "1");
        MDC.pushByKey("b", "2");

        assertThat(MDC.get("a")).isNull();
        assertThat(MDC.getCopyOfContextMap()).isNull();
        assertThat(MDC.popByKey("b")).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> MDC.put(null, "x"));
    }
}
