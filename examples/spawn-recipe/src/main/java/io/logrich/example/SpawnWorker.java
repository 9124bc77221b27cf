package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A worker: has a configuration of its own, and binds what it was given. Since it was started in a tree of processes, its
 * events go there, and it opens no console of its own.
 */
public final class SpawnWorker {
    private static final int NUMBERS = 100_000;

    private static final Logger LOG = LogRich.get("worker");

    private SpawnWorker() {}

    /** Arguments: the number of the part, and {@code FIELD=VALUE} of the context. */
    public static void main(String[] arguments) throws IOException {
        int part = Integer.parseInt(arguments[0]);
        Map<String, String> context = fields(List.of(arguments).subList(1, arguments.length));
        LogRich.init(RuntimeConfig.builder("video-encoder", "prod").build());
        try (var scope = LogRich.bind(context)) {
            LOG.atInfo().with("part", part).log("started");
            long primes = primesBelow(part * NUMBERS) - primesBelow((part - 1) * NUMBERS);
            LOG.atInfo().with("part", part).with("primes", primes).log("done");
        } finally {
            LogRich.shutdown();
        }
    }

    private static Map<String, String> fields(List<String> arguments) {
        Map<String, String> fields = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            fields.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return fields;
    }

    private static long primesBelow(int end) {
        boolean[] composite = new boolean[end];
        for (int i = 2; (long) i * i < end; i++) {
            for (int j = i * i; !composite[i] && j < end; j += i) {
                composite[j] = true;
            }
        }
        return IntStream.range(2, end).filter(i -> !composite[i]).count();
    }
}
