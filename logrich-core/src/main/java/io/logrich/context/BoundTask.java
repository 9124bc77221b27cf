package io.logrich.context;

/**
 * A task that runs in the context of the thread that handed it over.
 *
 * @param snapshot what that thread had bound
 * @param task what it handed over
 */
record BoundTask(Snapshot snapshot, Runnable task) implements Runnable {
    @Override
    public void run() {
        snapshot.run(task);
    }
}
