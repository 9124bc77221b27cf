package io.logrich.process;

import io.logrich.LogRich;
import java.util.List;

/** A program that starts itself so many times, each as the child of the one before; the youngest logs a secret. */
final class Generation {
    private Generation() {}

    public static void main(String[] arguments) throws Exception {
        LogRich.attach();
        int younger = Integer.parseInt(arguments[0]);
        if (younger == 0) {
            LogRich.get("youngest").atInfo().with("card", "4711").log("paid, a message of some length");
        } else {
            LogRich.start(Jvms.java(List.of("-Xmx64m"), Generation.class, younger - 1)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD))
                    .waitFor();
        }
    }
}
