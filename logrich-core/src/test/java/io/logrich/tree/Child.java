package io.logrich.tree;

import io.logrich.LogRuntime;
import io.logrich.Logger;

/**
 * A process that logs its share and ends. Arguments: its number, how many events, and perhaps that it waits for the end of
 * its input when it has logged half of them.
 */
final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
        int events = Integer.parseInt(arguments[1]);
        try (LogRuntime runtime = LogRuntime.attach()) {
            Logger log = runtime.get("child");
            for (int n = 1; n <= events; n++) {
                while (n == events / 2 + 1 && arguments.length > 2 && System.in.read() >= 0) {
                    // until the end
                }
                while (!log.info(arguments[0] + ":" + n).accepted()) {
                    Thread.onSpinWait(); // it must arrive
                }
            }
        }
    }
}
