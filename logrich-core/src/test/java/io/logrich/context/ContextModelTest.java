package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random sequences of everything that can be done to contexts, on three threads, against a model that is nothing but
 * lists. One thing is done at a time, so that the model knows what must come of it.
 */
class ContextModelTest {
    private static final int THREADS = 3;

    private enum What {
        BIND,
        BIND_NOTHING,
        CLOSE,
        CLOSE_LAST,
        WRAP,
        ENTER,
        LEAVE,
        DESERIALIZE,
        DESERIALIZE_AS_DEFAULT
    }

    /** One step: on which thread, and to which of what there is. */
    private record Step(What what, int thread, int which) {}

    @Property(tries = 300)
    void every_thread_always_sees_what_the_model_says(@ForAll("steps") List<Step> steps) throws Exception {
        try (World world = new World()) {
            for (Step step : steps) {
                world.take(step);
                world.compare(step);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(6, What.BIND),
                net.jqwik.api.Tuple.of(1, What.BIND_NOTHING),
                net.jqwik.api.Tuple.of(4, What.CLOSE),
                net.jqwik.api.Tuple.of(4, What.CLOSE_LAST),
                net.jqwik.api.Tuple.of(3, What.WRAP),
                net.jqwik.api.Tuple.of(4, What.ENTER),
                net.jqwik.api.Tuple.of(4, What.LEAVE),
                net.jqwik.api.Tuple.of(1, What.DESERIALIZE),
                net.jqwik.api.Tuple.of(1, What.DESERIALIZE_AS_DEFAULT));
        return Combinators.combine(
                        what,
                        Arbitraries.integers().between(0, THREADS - 1),
                        Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    /** A modelled stack: what was the base when the thread bound first, and what it has bound. */
    private static final class Stack {
        List<String> under = List.of();
        final List<Place> own = new ArrayList<>();

        static Stack of(List<String> names) {
            Stack stack = new Stack();
            names.forEach(name -> stack.own.add(new Place(name)));
            return stack;
        }

        boolean isTop(Place place) {
            return !own.isEmpty() && own.get(own.size() - 1) == place;
        }

        void dropClosed() {
            while (!own.isEmpty() && own.get(own.size() - 1).closed) {
                own.remove(own.size() - 1);
            }
        }

        List<String> seen(List<String> base) {
            if (own.isEmpty()) {
                return base;
            }
            List<String> seen = new ArrayList<>(under);
            own.stream().filter(place -> !place.closed).forEach(place -> seen.add(place.name));
            return seen;
        }
    }

    /** A place in a modelled stack. */
    private static final class Place {
        final String name;
        boolean closed;

        Place(String name) {
            this.name = name;
        }
    }

    /** A scope, and what the model knows of it. */
    private record Opened(ContextScope scope, Actor owner, Place place, boolean[] reported) {}

    /** A wrapped task, and the names it is to see. */
    private record Wrapped(Runnable task, List<String> names) {}

    /** A thread that does what it is told, also inside a wrapped task. */
    private final class Actor {
        final SynchronousQueue<Runnable> orders = new SynchronousQueue<>();
        final SynchronousQueue<Object> done = new SynchronousQueue<>();
        final Thread thread = new Thread(this::serve, "actor");

        /** What the thread has bound itself; what is hidden by wrapped tasks below the last. */
        Stack stack = new Stack();

        final Deque<Stack> hidden = new ArrayDeque<>();
        private boolean left;

        void serve() {
            try {
                while (!left) {
                    Runnable order = orders.take();
                    order.run();
                    done.put(this);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        void tell(Runnable order) throws InterruptedException {
            orders.put(order);
            done.take();
        }

        /** Runs a wrapped task, which obeys orders itself until it is told to leave. */
        void enter(Runnable task) throws InterruptedException {
            orders.put(task);
            done.take();
        }

        /** What a wrapped task does on whichever thread runs it: says it is there, and obeys. */
        void inside() {
            try {
                done.put(this);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
            serve();
            left = false;
        }

        void leave() throws InterruptedException {
            orders.put(() -> left = true);
            done.take(); // of the order
            done.take(); // of the task, whose end is that of the order before
        }
    }

    private final class World implements AutoCloseable {
        final List<String> misuse = Collections.synchronizedList(new ArrayList<>());
        final ContextBinder binder = new ContextBinder(misuse::add);
        final List<Actor> actors = new ArrayList<>();
        final List<Opened> opened = new ArrayList<>();
        final List<Wrapped> wrapped = new ArrayList<>();
        List<String> base = List.of("base");
        int reports;
        int names;

        World() {
            binder.base(context("base"));
            for (int i = 0; i < THREADS; i++) {
                Actor actor = new Actor();
                actors.add(actor);
                actor.thread.start();
            }
        }

        void take(Step step) throws InterruptedException {
            Actor actor = actors.get(step.thread);
            switch (step.what) {
                case BIND -> bind(actor, "n" + names++);
                case BIND_NOTHING -> bind(actor, null);
                case CLOSE -> {
                    if (!opened.isEmpty()) {
                        close(actor, opened.get(step.which % opened.size()));
                    }
                }
                case CLOSE_LAST -> {
                    for (int i = opened.size() - 1; i >= 0; i--) {
                        if (opened.get(i).owner == actor && !opened.get(i).place.closed) {
                            close(actor, opened.get(i));
                            return;
                        }
                    }
                }
                case WRAP -> {
                    List<String> seen = actor.stack.seen(base);
                    actor.tell(() -> wrapped.add(new Wrapped(binder.wrap(this::insideActor), seen)));
                }
                case ENTER -> {
                    if (!wrapped.isEmpty()) {
                        Wrapped task = wrapped.get(step.which % wrapped.size());
                        actor.enter(task.task);
                        actor.hidden.push(actor.stack);
                        actor.stack = Stack.of(task.names);
                    }
                }
                case LEAVE -> {
                    if (!actor.hidden.isEmpty()) {
                        actor.leave();
                        actor.stack = actor.hidden.pop();
                        actor.stack.dropClosed();
                    }
                }
                case DESERIALIZE -> {
                    List<String> arrived = List.of("d" + names++, "d" + names++);
                    actor.tell(() -> binder.deserialize(payload(arrived)));
                    actor.stack = Stack.of(arrived);
                }
                case DESERIALIZE_AS_DEFAULT -> {
                    base = List.of("d" + names++);
                    actor.tell(() -> binder.deserializeAsDefault(payload(base)));
                    actor.stack = new Stack();
                }
            }
        }

        private void bind(Actor actor, String name) throws InterruptedException {
            if (actor.stack.own.isEmpty()) {
                actor.stack.under = base;
            }
            List<String> below = actor.stack.seen(base);
            Place place = new Place(name == null ? below.get(below.size() - 1) : name);
            actor.stack.own.add(place);
            actor.tell(() -> opened.add(new Opened(
                    name == null ? binder.bind() : binder.bind("user_id", name), actor, place, new boolean[1])));
        }

        private void close(Actor actor, Opened one) throws InterruptedException {
            actor.tell(one.scope::close);
            boolean wrong;
            if (actor != one.owner || one.place.closed) {
                wrong = true;
            } else {
                one.place.closed = true;
                wrong = !actor.stack.isTop(one.place);
                actor.stack.dropClosed();
            }
            if (wrong && !one.reported[0]) {
                one.reported[0] = true;
                reports++;
            }
        }

        void compare(Step step) throws InterruptedException {
            for (Actor actor : actors) {
                List<String> found = new ArrayList<>();
                List<LogContext> current = new ArrayList<>();
                actor.tell(() -> {
                    binder.stack().forEach(context -> found.add(context.userId()));
                    current.add(binder.current());
                });
                assertThat(found).as("%s", step).isEqualTo(actor.stack.seen(base));
                assertThat(current.get(0).userId()).as("%s", step).isEqualTo(found.get(found.size() - 1));
            }
            assertThat(misuse).as("%s", step).hasSize(reports);
        }

        private void insideActor() {
            actors.stream()
                    .filter(actor -> actor.thread == Thread.currentThread())
                    .forEach(Actor::inside);
        }

        private String payload(List<String> stack) {
            ContextBinder other = new ContextBinder();
            other.base(stack.stream().map(ContextModelTest::context).toList());
            return other.serialize();
        }

        @Override
        public void close() throws InterruptedException {
            for (Actor actor : actors) {
                actor.thread.interrupt();
                actor.thread.join();
            }
        }
    }

    private static LogContext context(String user) {
        return ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("user_id", user)
                .build();
    }
}
