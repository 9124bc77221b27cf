package io.logrich.os.journald;

import io.logrich.LogRich;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.PayloadLimits;
import io.logrich.settings.RuntimeConfig;

/** A program that logs one event to where its variables say: a small one, or one of so many characters. */
public final class OneEvent {
    private OneEvent() {}

    public static void main(String[] arguments) throws Exception {
        LogRich.init(RuntimeConfig.builder("one-event", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .payloadLimits(new PayloadLimits(true, 1 << 20, 25, 512, 3, 8192, 20, 256, 100))
                .build());
        LogRich.get("main").error(arguments.length == 0 ? "only one" : "x".repeat(Integer.parseInt(arguments[0])));
        System.out.println(LogRich.shutdown().complete());
    }
}
