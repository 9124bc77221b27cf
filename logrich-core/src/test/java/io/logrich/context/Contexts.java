package io.logrich.context;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What tests of contexts have in common. Stateless. */
final class Contexts {
    private Contexts() {}

    /** A context with nothing but what is required. */
    static LogContext of(String service) {
        return ContextFields.empty()
                .set("service", service)
                .set("environment", "e")
                .set("job_id", "j")
                .build();
    }

    static <T> T onAnotherThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future.get();
    }
}
