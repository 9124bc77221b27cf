package io.logrich.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.context.ContextFields;
import io.logrich.context.LogContext;
import java.util.Arrays;
import org.junit.jupiter.api.RepeatedTest;

/** The bytes of a context, kept with it for whoever asked last. */
class ContextEncoderTest {
    private final ContextEncoder plain = ContextEncoder.plain();
    private final ContextEncoder masking = new ContextEncoder(context -> context("***"));

    /** Two runtimes that share a context: each gets the bytes of its own filter, whatever the other one does. */
    @RepeatedTest(50)
    void of_two_encoders_each_gets_its_own_bytes_on_many_threads() throws Exception {
        byte[] open = context("secret").encodedBy(plain);
        byte[] masked = context("***").encodedBy(plain);
        LogContext shared = context("secret");

        int right = Together.count(n -> n % 3 == 0
                ? Arrays.equals(shared.encodedBy(masking), masked)
                : Arrays.equals(shared.encodedBy(plain), open));

        assertThat(right).isEqualTo(Together.ALL);
        assertThat(masked).isNotEqualTo(open);
    }

    private static LogContext context(String user) {
        return ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("user_name", user)
                .build();
    }
}
