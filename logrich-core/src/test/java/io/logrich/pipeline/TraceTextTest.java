package io.logrich.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.scrub.Secrets;
import io.logrich.settings.PayloadLimits;
import io.logrich.text.Utf8Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Exceptions go into an event byte by byte; what comes out is what it would be if they were made a text and scrubbed. */
class TraceTextTest {
    private static final String[] PIECES = {
        "a",
        "b",
        "at",
        "-",
        ".",
        " ",
        "\t",
        "\n",
        "\r\n",
        "=",
        ":",
        "\"",
        "'",
        "/",
        "password",
        "Password",
        "pin",
        "1234",
        "hunter2",
        "***",
        "password=hunter2",
        "pin: 1234",
        "password:",
        "Bearer ",
        "basic",
        "abcDEF123456",
        "http://u:",
        "pw@host",
        "@",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "-----",
        "\u00e4",
        "\u20ac",
        "\ud83d\ude00",
        "\ud83d",
        "\ude00",
        "\u0000",
        "\u001b[31m",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "caused by",
        "failed"
    };

    private final Secrets secrets = PipelineFixture.secrets();
    private final Draft draft = draft();

    @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
    void it_is_the_text_of_all_without_its_secrets(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int frames) {
        StackTraces traces = new StackTraces(new TextPart(secrets), frames);
        Exceptions made = new Exceptions(new Random(seed));
        for (int i = 0; i < 3; i++) {
            Throwable thrown = made.next();
            String text = TraceModel.text(thrown, frames);
            String expected = utf8(secrets.scrub(text));

            assertThat(added(traces, thrown)).isEqualTo(expected);
            assertThat(added(traces, thrown)).as("from what is kept").isEqualTo(expected);
            assertThat(StackTraces.text(thrown, frames)).isEqualTo(utf8(text));
        }
    }

    /** What the JVM made: frames with and without module, of this class loader and of the JDK's. */
    @Test
    void frames_read_as_the_jdk_writes_them() {
        Exception thrown = new Exception("here");
        thrown.initCause(new Exception("there", new IllegalStateException(deep(30))));
        StackTraces traces = new StackTraces(new TextPart(secrets), 100);

        for (int i = 0; i < 2; i++) {
            assertThat(added(traces, thrown))
                    .isEqualTo(TraceModel.text(thrown, 100))
                    .contains("at java.base/");
        }
    }

    @Test
    void a_frame_with_a_secret_in_its_name_is_masked_each_time() {
        StackTraces traces = new StackTraces(new TextPart(secrets), 100);
        Exception thrown = new Exception("x");
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("Type", "m", "password", 4711),
            new StackTraceElement("T=Bearer aB3456789012", "m", null, 0)
        });

        for (int i = 0; i < 2; i++) {
            assertThat(added(traces, thrown))
                    .isEqualTo("java.lang.Exception: x\n\tat Type.m(password:***)\n\tat T=Bearer ***(Unknown Source)");
        }
    }

    @Test
    void more_places_than_are_kept_read_as_few_do() throws Exception {
        StackTraces traces = new StackTraces(new TextPart(secrets), 5000);
        StackTraceElement[] frames = new StackTraceElement[5000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement("pkg.Type", "m".repeat(1 + i % 300), "Type.java", i / 3 % 777);
        }
        Exception thrown = new Exception("many");
        thrown.setStackTrace(frames);

        for (int i = 0; i < 3; i++) {
            assertThat(added(traces, thrown)).isEqualTo(TraceModel.text(thrown, 5000));
        }
        assertThat(kept(traces))
                .hasSize(FrameLines.PLACES)
                .doesNotContainNull()
                .allMatch(line -> line.utf8().length <= FrameLines.LONGEST);
    }

    @Test
    void nothing_that_is_kept_holds_the_class_loader_of_an_exception() throws Exception {
        StackTraces traces = new StackTraces(new TextPart(secrets), 100);

        WeakReference<ClassLoader> loader = addedFromElsewhere(traces);

        assertThat(kept(traces))
                .anyMatch(line -> line != null && line.frame().getClassName().endsWith("Elsewhere"));
        long end = System.nanoTime() + 20_000_000_000L;
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    @Test
    void an_exception_is_forgotten_once_it_is_written() throws Exception {
        var field = TraceWriter.class.getDeclaredField("seen");
        field.setAccessible(true);
        Exceptions made = new Exceptions(new Random(1));
        StackTraces traces = new StackTraces(new TextPart(secrets), 9);
        for (int i = 0; i < 100; i++) {
            added(traces, made.next());
            assertThat((Throwable[]) field.get(draft.trace)).containsOnlyNulls();
        }
    }

    @RepeatedTest(50)
    void threads_that_keep_the_same_lines_write_the_same() throws Exception {
        StackTraces traces = new StackTraces(new TextPart(secrets), 100);
        List<Throwable> thrown = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Exceptions made = new Exceptions(new Random());
        while (thrown.size() < 50) {
            thrown.add(made.next());
            expected.add(utf8(secrets.scrub(TraceModel.text(thrown.get(thrown.size() - 1), 100))));
        }
        ThreadLocal<Draft> drafts = ThreadLocal.withInitial(TraceTextTest::draft);

        int same = Together.count(
                n -> added(drafts.get(), traces, thrown.get(n % 50)).equals(expected.get(n % 50)));

        assertThat(same).isEqualTo(Together.ALL);
    }

    private WeakReference<ClassLoader> addedFromElsewhere(StackTraces traces) throws Exception {
        ClassLoader loader = new Elsewhere.Loader();
        Supplier<?> made = (Supplier<?>) Class.forName(Elsewhere.class.getName(), true, loader)
                .getConstructor()
                .newInstance();
        Throwable thrown = (Throwable) made.get();
        assertThat(added(traces, thrown))
                .isEqualTo(TraceModel.text(thrown, 100))
                .contains("at elsewhere//io.logrich.pipeline.TraceTextTest$Elsewhere.get(");
        return new WeakReference<>(loader);
    }

    private static FrameLines.Line[] kept(StackTraces traces) throws Exception {
        var frames = StackTraces.class.getDeclaredField("frames");
        frames.setAccessible(true);
        var lines = FrameLines.class.getDeclaredField("lines");
        lines.setAccessible(true);
        return (FrameLines.Line[]) lines.get(frames.get(traces));
    }

    private static Draft draft() {
        try (PipelineFixture fixture = new PipelineFixture(PayloadLimits.DEFAULT)) {
            return fixture.newDraft();
        }
    }

    private String added(StackTraces traces, Throwable thrown) {
        return added(draft, traces, thrown);
    }

    private static String added(Draft draft, StackTraces traces, Throwable thrown) {
        draft.bytes.clear().ascii("password: ");
        traces.add(thrown, draft);
        draft.notes.clear();
        return draft.bytes.toString(10);
    }

    private static String deep(int calls) {
        return calls == 0 ? "deep" : deep(calls - 1);
    }

    private static String utf8(String text) {
        return new Utf8Buffer(64).add(text).toString();
    }

    /** Exceptions of all kinds, with causes and suppressed ones, in circles now and then. */
    private static final class Exceptions {
        private final Random random;
        private final List<StackTraceElement> frames = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();

        Exceptions(Random random) {
            this.random = random;
            for (int i = 0; i < 20; i++) {
                frames.add(frame());
            }
        }

        Throwable next() {
            nodes.clear();
            int count = random.nextInt(20) == 0 ? 70 : 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                Node node = random.nextBoolean() ? new Node(message()) : new BadPassword(message());
                node.frames = stack();
                node.mute = random.nextInt(10) == 0;
                node.without = random.nextInt(30) == 0;
                nodes.add(node);
            }
            for (Node node : nodes) {
                Node other = nodes.get(random.nextInt(count));
                node.cause = random.nextInt(4) == 0 ? null : other;
                for (int i = random.nextInt(3); i > 0; i--) {
                    Node beside = nodes.get(random.nextInt(count));
                    if (beside != node) {
                        node.addSuppressed(beside);
                    }
                }
            }
            return nodes.get(0);
        }

        private @Nullable StackTraceElement[] stack() {
            @Nullable StackTraceElement[] stack = new StackTraceElement[random.nextInt(12)];
            for (int i = 0; i < stack.length; i++) {
                int kind = random.nextInt(20);
                stack[i] = kind == 0 ? null : kind == 1 ? frame() : frames.get(random.nextInt(frames.size()));
            }
            return stack;
        }

        private StackTraceElement frame() {
            return random.nextBoolean()
                    ? new StackTraceElement("pkg.Type", "m" + random.nextInt(9), "Type.java", random.nextInt(50))
                    : new StackTraceElement(
                            maybe("app"), maybe("java.base"), maybe("17"), text(4), text(3), maybe("F.java"), line());
        }

        private int line() {
            return random.nextInt(100) - 10;
        }

        private @Nullable String maybe(String usual) {
            int kind = random.nextInt(4);
            return kind == 0 ? null : kind == 1 ? usual : text(3);
        }

        private @Nullable String message() {
            int kind = random.nextInt(30);
            return kind < 3 ? null : kind == 3 ? text(8000) : kind < 15 ? "no such file" : text(12);
        }

        private String text(int most) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            return text.toString();
        }
    }

    /** An exception that answers what it is told to. */
    private static class Node extends Exception {
        private static final long serialVersionUID = 1;
        private transient @Nullable StackTraceElement[] frames = {};
        private transient @Nullable Throwable cause;
        private boolean mute;
        private boolean without;

        Node(@Nullable String message) {
            super(message);
        }

        @Override
        public @Nullable String getMessage() {
            if (mute) {
                throw new UnsupportedOperationException("no");
            }
            return super.getMessage();
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            return cause;
        }

        @Override
        @SuppressWarnings("NullAway")
        public StackTraceElement @Nullable [] getStackTrace() {
            return without ? null : frames;
        }
    }

    /** An exception that a loader of its own knows, and that makes others. */
    public static final class Elsewhere extends RuntimeException implements Supplier<Throwable> {
        private static final long serialVersionUID = 1;

        @Override
        public Throwable get() {
            return new Elsewhere();
        }

        private static final class Loader extends ClassLoader {
            Loader() {
                super("elsewhere", Elsewhere.class.getClassLoader());
            }

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(Elsewhere.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream file = Elsewhere.class.getResourceAsStream("TraceTextTest$Elsewhere.class")) {
                    byte[] bytes = file.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException none) {
                    throw new ClassNotFoundException(name, none);
                }
            }
        }
    }

    /** Its name ends like a secret's key. */
    private static final class BadPassword extends Node {
        private static final long serialVersionUID = 1;

        BadPassword(@Nullable String message) {
            super(message);
        }
    }
}
