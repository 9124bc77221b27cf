package io.logrich.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever logs makes no system call while the sink is awake, as strace sees it. Nothing is compiled and there is no garbage to
 * collect, so that the JVM has no need of any either.
 */
class SystemCallsTest {
    @TempDir
    Path directory;

    @Test
    void a_call_makes_no_system_call() throws Exception {
        assertThat(callsOfCaller()).isEmpty();
    }

    /** The control: what is counted can be seen at all. */
    @Test
    void a_system_call_would_be_noticed() throws Exception {
        assertThat(callsOfCaller("look")).hasSize(1).allMatch(call -> call.contains("\"/\""));
    }

    private List<String> callsOfCaller(Object... arguments) throws Exception {
        Path trace = directory.resolve("trace");
        ProcessBuilder jvm = Jvms.java(List.of("-Xint", "-Xms64m", "-Xmx64m", "-Xmn48m"), Traced.class, arguments);
        // Where the clock is no part of the process, reading it is a system call that nobody can save.
        jvm.command().addAll(0, List.of("strace", "-f", "-qq", "-e", "trace=!clock_gettime", "-o", trace.toString()));
        Path said = directory.resolve("stderr");
        int exit = start(jvm.redirectError(said.toFile())).waitFor();
        String complaint = Files.readString(said);
        if (exit != 0 && complaint.startsWith("strace:")) {
            skip(complaint);
        }
        assertThat(exit).as(complaint).isZero();
        return between(Files.readAllLines(trace));
    }

    /**
     * The calls of the thread that makes the two we look for, between them; of all windows the one with fewest. A lock of
     * the JVM itself is fought over once, say when code runs for the first time; a call would make its own every time.
     */
    private static List<String> between(List<String> trace) {
        List<List<String>> windows = new ArrayList<>();
        String thread = "";
        for (String line : trace) {
            if (line.contains(Traced.BEGIN)) {
                thread = line.substring(0, line.indexOf(' ') + 1);
                windows.add(new ArrayList<>());
            } else if (line.contains(Traced.END)) {
                thread = "";
            } else if (!thread.isEmpty() && line.startsWith(thread) && !line.contains("resumed>")) {
                windows.get(windows.size() - 1).add(line);
            }
        }
        return windows.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
    }

    private static Process start(ProcessBuilder strace) {
        try {
            return strace.start();
        } catch (IOException missing) {
            return skip("install the Debian package strace: " + missing.getMessage());
        }
    }

    private static Process skip(String why) {
        System.err.println("SKIPPED: system calls of a caller, since nothing can be traced here: " + why);
        return abort("no strace");
    }
}
