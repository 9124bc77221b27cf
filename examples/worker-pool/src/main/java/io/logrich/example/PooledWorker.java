package io.logrich.example;

import io.logrich.LogRich;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A worker as its parent sees it: two lines go in, the context and the job, and one line comes back. One thread only. */
final class PooledWorker {
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private PooledWorker(Process process) {
        this.process = process;
        this.requests = process.outputWriter();
        this.answers = process.inputReader();
    }

    static PooledWorker start() throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PoolWorker.class.getName());
        return new PooledWorker(LogRich.start(command.redirectError(Redirect.INHERIT)));
    }

    /** Hands over a job together with the context of this thread. */
    String ask(String job) throws IOException {
        requests.write(LogRich.binder().serialize());
        requests.newLine();
        requests.write(job);
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new EOFException("no answer");
        }
        return answer;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** There are no more jobs for it: it ends at the end of its input. */
    void close() throws InterruptedException {
        try {
            requests.close();
        } catch (IOException alreadyDead) {
            // then it needs no telling
        }
        process.waitFor();
    }
}
