package io.logrich.process;

import io.logrich.LogRuntime;
import io.logrich.Logger;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that inherits what there is to inherit and logs what it is told to: for each line of its input, a number, so
 * many events. It answers with how many of them were accepted, and begins with the place of its spool. Argument: its number.
 */
final class Speaker {
    private Speaker() {}

    public static void main(String[] arguments) throws Exception {
        LogRuntime runtime = LogRuntime.attach();
        Logger log = runtime.get("speaker");
        say("spool " + runtime.spoolDirectory().map(Path::toString).orElse("memory"));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long n = 0;
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            long accepted = 0;
            for (long last = n + Long.parseLong(line); n < last; ) {
                n++;
                accepted += log.info(arguments[0] + ":" + n).accepted() ? 1 : 0;
            }
            say("accepted " + accepted);
        }
        runtime.shutdown();
        say("dropped " + runtime.severitySnapshot().droppedTotal());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** A speaker that runs, as the test sees it. */
    record Handle(Process process, String spool) {
        static Handle of(Process process) throws java.io.IOException {
            String said = process.inputReader().readLine();
            if (said == null || !said.startsWith("spool ")) {
                throw new java.io.IOException("the process said " + said);
            }
            return new Handle(process, said.substring("spool ".length()));
        }

        /** Has it log so many events; says how many were accepted. */
        long speak(long events) throws java.io.IOException {
            process.outputWriter().write(events + "\n");
            process.outputWriter().flush();
            return Long.parseLong(process.inputReader().readLine().substring("accepted ".length()));
        }

        /** Has it end; says how many events it has dropped. */
        long end() throws Exception {
            process.outputWriter().close();
            String said = process.inputReader().readLine();
            if (process.waitFor() != 0) {
                throw new java.io.IOException("exit code " + process.exitValue());
            }
            return Long.parseLong(said.substring("dropped ".length()));
        }
    }
}
