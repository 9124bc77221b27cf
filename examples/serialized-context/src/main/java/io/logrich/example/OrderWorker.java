package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import io.logrich.settings.RuntimeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A child of a Python program: reads a stack of contexts from its standard input, works in it, and hands its own one back
 * on its standard output.
 */
public final class OrderWorker {
    private static final Logger LOG = LogRich.get("worker");

    private OrderWorker() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        String payload = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        LogRich.init(RuntimeConfig.builder("orders", "prod")
                .consoleFormatPreset("full")
                .build());
        try {
            LogRich.binder().deserialize(payload);
            LOG.info("processed");
            try (var shipment = LogRich.bind("span_id", "00f067aa0ba902b7", "parcels", 2)) {
                LOG.info("shipped");
                System.out.println(LogRich.binder().serialize());
            }
        } finally {
            LogRich.shutdown();
        }
    }
}
