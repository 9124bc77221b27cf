package io.logrich.os.journald;

import io.logrich.LogRich;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.RuntimeConfig;

/** A program that logs one event to where its variables say. */
public final class OneEvent {
    private OneEvent() {}

    public static void main(String[] arguments) throws Exception {
        LogRich.init(RuntimeConfig.builder("one-event", "test")
                .consoleStream(ConsoleSettings.Stream.NONE)
                .build());
        LogRich.get("main").error("only one");
        System.out.println(LogRich.shutdown().complete());
    }
}
