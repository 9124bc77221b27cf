package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallFieldsTest {
    private final CallFields fields = new CallFields();

    @Property(tries = 2000)
    void use_after_use_they_hold_what_a_map_would_hold(
            @ForAll @Size(max = 6) List<@Size(max = 9) List<@IntRange(max = 5) Integer>> uses) {
        String[] known = {"a", "b", "c", "d", "e", "f"};
        for (List<Integer> use : uses) {
            Map<String, Object> model = new LinkedHashMap<>();
            for (int i = 0; i < use.size(); i++) {
                String key = i % 3 == 2 ? new String(known[use.get(i)]) : known[use.get(i)];
                if (use.get(i) % 2 == 0) {
                    fields.put(key, i);
                    model.put(key, (long) i);
                } else {
                    fields.put(key, "text " + i);
                    model.put(key, "text " + i);
                }
            }
            assertThat(fields.count()).isEqualTo(model.size());
            assertThat(fields.keys()).containsExactlyElementsOf(model.keySet());
            assertThat(values()).containsExactlyElementsOf(model.values());
            fields.forget();
            assertThat(fields.count()).isZero();
            assertThat(fields.first()).isNull();
        }
    }

    @Test
    void more_fields_than_usual_are_held_and_their_room_is_given_back() {
        for (int i = 0; i < 200; i++) {
            fields.put("k" + i, "v" + i);
        }
        assertThat(fields.count()).isEqualTo(200);
        assertThat(fields.has("k199")).isTrue();

        fields.forget();

        assertThat(fields.has("k0")).isFalse();
        fields.put("k1", 1);
        assertThat(fields.first()).isNotNull().extracting(field -> field.next).isNull();
    }

    @Test
    void nothing_of_the_application_is_held_once_they_are_forgotten() {
        fields.put("a", new Object());
        fields.put("b", new Object());
        CallField first = fields.first();

        fields.forget();

        for (CallField field = first; field != null; field = field.next) {
            assertThat(field.value()).isNull();
        }
    }

    private List<Object> values() {
        List<Object> values = new ArrayList<>();
        for (CallField field = fields.first(); field != null; field = fields.after(field)) {
            values.add(field.value());
        }
        return values;
    }
}
