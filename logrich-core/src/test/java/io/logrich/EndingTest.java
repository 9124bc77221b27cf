package io.logrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for the end of a runtime waits only for somebody who can bring it about. */
class EndingTest {
    @Test
    @Timeout(60)
    void nobody_waits_for_one_who_has_died_of_it() throws Exception {
        Ending ending = new Ending();
        Thread ender = new Thread(ending::begin);
        ender.start();
        ender.join();

        assertThat(ending.isOpen()).isFalse();
        assertThat(ending.begin()).isFalse();
        assertThat(ending.await()).isSameAs(ShutdownResult.UNFINISHED);
    }
}
