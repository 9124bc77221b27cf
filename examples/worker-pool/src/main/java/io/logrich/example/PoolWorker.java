package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A worker process: attaches once, and then works for whoever a job belongs to. */
public final class PoolWorker {
    private static final int BROKEN = 3;

    private static final Logger LOG = LogRich.get("pool.worker");

    private PoolWorker() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        LogRich.attach();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String context = requests.readLine(); context != null; context = requests.readLine()) {
            LogRich.binder().deserialize(context);
            System.out.println(square(requests.readLine()));
        }
        LogRich.shutdown();
    }

    private static long square(String job) {
        LOG.info("working on '{}'", job);
        try {
            return Math.multiplyExact(Long.parseLong(job), Long.parseLong(job));
        } catch (NumberFormatException poison) {
            LOG.atCritical().thrown(poison).log("this is the end");
            Runtime.getRuntime().halt(BROKEN); // no finally, no shutdown hook, as after a kill
            throw poison;
        }
    }
}
