package io.logrich.testing;

import io.logrich.codec.EventView;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Contracts of sinks that break them, each in its own way; run by {@link BrokenSinkTest} alone. */
final class BrokenSinks {
    private BrokenSinks() {}

    abstract static class Broken extends SinkContract {
        final List<Supplier<String>> delivered = new ArrayList<>();

        @Override
        protected Sink open() {
            return this::write;
        }

        @Override
        protected List<String> delivered() {
            return delivered.stream().map(Supplier::get).toList();
        }

        abstract int write(EventBatch batch);
    }

    /** Remembers the view and not what it shows. */
    static final class KeepsTheView extends Broken {
        @Override
        int write(EventBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                EventView view = batch.view(i);
                delivered.add(() -> view.text(EventView.Part.MESSAGE));
            }
            return batch.size();
        }
    }

    /** Ends a message where its line ends. */
    static final class BreaksLines extends Broken {
        @Override
        int write(EventBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                batch.event(i).message().lines().forEach(line -> delivered.add(() -> line));
            }
            return batch.size();
        }
    }

    /** Says one more than it was offered. */
    static final class AnswersTooMuch extends Broken {
        @Override
        int write(EventBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                String message = batch.event(i).message();
                delivered.add(() -> message);
            }
            return batch.size() + 1;
        }
    }

    /** Never takes anything. */
    static final class TakesNothing extends Broken {
        @Override
        int write(EventBatch batch) {
            return 0;
        }
    }

    /** Finds out that its destination has failed one event too late, and does not say that it does. */
    static final class NoticesLate extends Broken {
        private boolean broken;
        private boolean noticed;

        @Override
        int write(EventBatch batch) {
            if (noticed) {
                return 0;
            } else if (broken) {
                noticed = true;
                return batch.size() == 1 ? 1 : 0;
            }
            for (int i = 0; i < batch.size(); i++) {
                String message = batch.event(i).message();
                delivered.add(() -> message);
            }
            return batch.size();
        }

        @Override
        protected boolean breakDestination() {
            broken = true;
            return true;
        }
    }

    /** Writes all and says it took half, so that the rest comes twice. */
    static final class WritesTwice extends Broken {
        @Override
        int write(EventBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                String message = batch.event(i).message();
                delivered.add(() -> message);
            }
            return (batch.size() + 1) / 2;
        }
    }
}
