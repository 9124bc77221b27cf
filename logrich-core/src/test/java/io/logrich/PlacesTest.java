package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.settings.RuntimeConfig;
import io.logrich.spool.SpoolException;
import io.logrich.spool.WriterSlots;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A process on a system without any directory that can be written to, as in a container with a read-only root. */
class PlacesTest {
    private final Places places =
            new Places(RuntimeConfig.builder("shop", "prod").build(), Map.of(), UUID.randomUUID(), new WriterSlots());

    @Test
    void memory_for_want_of_any_directory_is_not_taken_silently() throws Exception {
        Place place = places.temporaryOrMemory(List.of(), false);

        assertThat(place.tree()).isNull();
        assertThat(places.failures())
                .singleElement()
                .isInstanceOf(SpoolException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("there is no directory that files can be made in");
    }

    @Test
    void where_it_has_to_be_a_file_opening_fails_for_want_of_any_directory() {
        assertThatThrownBy(() -> places.temporaryOrMemory(List.of(), true))
                .isInstanceOf(SpoolException.class)
                .hasMessage("there is no directory that files can be made in");
    }
}
