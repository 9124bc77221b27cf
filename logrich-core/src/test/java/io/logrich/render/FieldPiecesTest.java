package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.text.Utf8Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldPiecesTest {
    private final FieldPieces fields = new FieldPieces();

    @Test
    void shows_all_fields_by_key() {
        SampleEvent event = SampleEvent.of("m")
                .context("request_id", "r1")
                .context("user_name", "")
                .context("process_id", 1821)
                .context("process_id_chain", List.of(1821L))
                .context("zone", 7)
                .extra("amount", 12)
                .extra("Zebra", "z")
                .extra("émile", 1);

        assertThat(all(event))
                .isEqualTo(" Zebra=z amount=12 environment=env job_id=job process_id=1821 process_id_chain=(1821,)"
                        + " request_id=r1 service=svc zone=7 émile=1");
    }

    @Test
    void the_events_own_fields_win_over_the_contexts_extra_and_that_over_its_fields() {
        SampleEvent event = SampleEvent.of("m")
                .context("extra", Map.of("environment", "bound", "service", "bound", "a", "bound"))
                .extra("service", "own")
                .extra("a", "own");

        assertThat(all(event)).isEqualTo(" a=own environment=bound job_id=job service=own");
    }

    @Test
    void leaves_out_own_fields_that_are_nothing_but_shows_those_of_the_context() {
        SampleEvent event = SampleEvent.of("m")
                .context("extra", java.util.Collections.singletonMap("bound", null))
                .extra("none", null)
                .extra("map", Map.of())
                .extra("list", List.of())
                .extra("text", "")
                .extra("zero", 0)
                .extra("no", false);

        assertThat(all(event))
                .isEqualTo(" bound=null environment=env job_id=job list=[] no=false service=svc text= zero=0");
        assertThat(shortly(event)).isEqualTo(" list=[] text= zero=0 no=false");
    }

    @Test
    void shows_every_kind_of_value() {
        SampleEvent event = SampleEvent.of("m")
                .extra("text", "two words")
                .extra("number", 1.5)
                .extra("large", new BigInteger("123456789012345678901234567890"))
                .extra("exact", new BigDecimal("0.10"))
                .extra("map", Map.of("k", List.of(1, "x")))
                .extra("list", Arrays.asList(true, null));

        assertThat(shortly(event))
                .isEqualTo(" text=two words number=1.5 large=123456789012345678901234567890 exact=0.10"
                        + " map={\"k\":[1,\"x\"]} list=[true,null]");
    }

    @Test
    void a_short_line_shows_lineage_only_of_processes_that_have_one() {
        assertThat(shortly(SampleEvent.of("m").context("process_id_chain", List.of(4711))))
                .isEmpty();
        assertThat(shortly(SampleEvent.of("m")
                        .context("process_id_chain", List.of(4711, 4712))
                        .extra("chunk", 3)))
                .isEqualTo(" ‹4711>4712› chunk=3");
        assertThat(all(SampleEvent.of("m").context("process_id_chain", List.of(100, 200))))
                .isEqualTo(" environment=env job_id=job process_id_chain=(100, 200) service=svc");
    }

    @Test
    void keys_and_values_are_made_harmless() {
        SampleEvent event = SampleEvent.of("m")
                .context("service", "s\u001b[0m")
                .context("bound\n", "b\r\n")
                .extra("k\u202e", "v\u2028")
                .extra("nested", Map.of("\u009b", "\u001b"));

        assertThat(all(event))
                .isEqualTo(" bound\\n=b\\r\\n environment=env job_id=job k\\u202e=v\\u2028"
                        + " nested={\"\\x9b\":\"\\u001b\"} service=s\\x1b[0m");
    }

    @Test
    void what_was_remembered_of_a_context_is_not_shown_for_another() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 700; i++) {
                assertThat(all(SampleEvent.of("m").context("service", "s" + i)))
                        .isEqualTo(" environment=env job_id=job service=s" + i);
            }
        }
    }

    @Test
    void a_context_too_large_to_remember_is_shown_all_the_same() {
        String large = "x".repeat(10_000);

        assertThat(all(SampleEvent.of("m").context("service", large)))
                .isEqualTo(" environment=env job_id=job service=" + large);
    }

    @Test
    void many_fields_keep_their_order() {
        SampleEvent event = SampleEvent.of("m");
        StringBuilder expected = new StringBuilder(" environment=env job_id=job");
        for (int i = 0; i < 50; i++) {
            event.extra("k" + (i * 37 % 50 + 10), i);
        }
        for (int key = 10; key < 60; key++) {
            for (int i = 0; i < 50; i++) {
                if (i * 37 % 50 + 10 == key) {
                    expected.append(" k").append(key).append('=').append(i);
                }
            }
        }

        assertThat(all(event)).isEqualTo(expected.append(" service=svc").toString());
    }

    @Test
    void says_what_cannot_be_read_and_shows_the_rest() {
        SampleEvent event =
                SampleEvent.of("m").extra("good", 1).extra("bad", "text").damagedExtra();

        assertThat(shortly(event)).isEqualTo(" good=1 unreadable=extra");
        assertThat(all(event)).isEqualTo(" environment=env good=1 job_id=job service=svc unreadable=extra");
        assertThat(all(SampleEvent.of("m").damagedContext()))
                .isEqualTo(" environment=env job_id=job service=svc unreadable=context");
        assertThat(shortly(SampleEvent.of("m")
                        .context("process_id_chain", List.of(1, 2))
                        .damagedContext()))
                .isEqualTo(" ‹1>2›");
    }

    private String all(SampleEvent event) {
        Utf8Buffer out = new Utf8Buffer(64);
        fields.writeAll(event.view(), out);
        return out.toString();
    }

    private String shortly(SampleEvent event) {
        Utf8Buffer out = new Utf8Buffer(64);
        fields.writeShort(event.view(), out);
        return out.toString();
    }
}
