package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SystemRandomTest {
    private static final int MANY = 2000;

    @Test
    void makes_UUIDs_of_version_4_and_each_only_once() {
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            UUID id = SystemRandom.uuid();

            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            made.add(id);
        }
        assertThat(made).hasSize(MANY);
    }

    @Test
    void leaves_every_other_bit_to_chance() {
        long highOnes = 0;
        long lowOnes = 0;
        long highZeros = 0;
        long lowZeros = 0;
        int bits = 0;
        for (int i = 0; i < MANY; i++) {
            UUID id = SystemRandom.uuid();
            highOnes |= id.getMostSignificantBits();
            lowOnes |= id.getLeastSignificantBits();
            highZeros |= ~id.getMostSignificantBits();
            lowZeros |= ~id.getLeastSignificantBits();
            bits |= SystemRandom.number();
        }

        assertThat(highOnes).isEqualTo(~0xb000L);
        assertThat(highZeros).isEqualTo(~0x4000L);
        assertThat(lowOnes).isEqualTo(~(1L << 62));
        assertThat(lowZeros).isEqualTo(~(1L << 63));
        assertThat(bits).isEqualTo(-1);
    }
}
