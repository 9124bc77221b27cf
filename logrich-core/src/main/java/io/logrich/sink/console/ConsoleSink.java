package io.logrich.sink.console;

import io.logrich.codec.EventView;
import io.logrich.event.LogLevel;
import io.logrich.render.ColorDecision;
import io.logrich.render.ColorDepth;
import io.logrich.render.EventLines;
import io.logrich.render.LineLook;
import io.logrich.render.Terminal;
import io.logrich.render.Theme;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.ConsoleSettings.Stream;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TimeZone;

/**
 * Writes events as coloured lines to a standard stream of this process, or to both, by level; each batch in one piece.
 * One thread only.
 */
public final class ConsoleSink implements Sink {
    private final ConsoleOutput below;
    private final ConsoleOutput fromError;

    /** Writes what is below ERROR to one output, the rest to the other, which may be the same. */
    ConsoleSink(ConsoleOutput below, ConsoleOutput fromError) {
        this.below = below;
        this.fromError = fromError;
    }

    /**
     * The console of this process. It writes to the descriptor itself, not to {@code System.out} or {@code System.err}:
     * an application that replaces these, perhaps to log what is printed, would get its events back without end.
     *
     * @param settings which stream, which look
     * @param environment the environment variables, for colours and encoding
     */
    public static ConsoleSink open(ConsoleSettings settings, Map<String, String> environment) {
        if (settings.stream() == Stream.BOTH) {
            return new ConsoleSink(
                    output(settings, Stream.STDOUT, environment), output(settings, Stream.STDERR, environment));
        }
        ConsoleOutput output = output(settings, settings.stream(), environment);
        return new ConsoleSink(output, output);
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        below.clear();
        fromError.clear();
        for (int i = 0; i < batch.size(); i++) {
            EventView event = batch.view(i);
            (event.level().atLeast(LogLevel.ERROR) ? fromError : below).add(event);
        }
        below.write();
        fromError.write();
        return batch.size();
    }

    private static ConsoleOutput output(ConsoleSettings settings, Stream stream, Map<String, String> environment) {
        Terminal.Kind kind = switch (stream) {
            case STDOUT -> Terminal.ofStdout();
            case STDERR -> Terminal.ofStderr();
            case NONE, BOTH -> Terminal.Kind.OTHER;
        };
        ColorDecision colors = ColorDecision.of(
                environment, kind == Terminal.Kind.TERMINAL, settings.forceColor(), settings.noColor());
        Theme theme = colors.depth() == ColorDepth.NONE
                ? Theme.PLAIN
                : Theme.of(settings.theme()).with(settings.styles());
        LineLook look = LineLook.of(
                        settings.preset(), settings.template(), theme, colors.depth(), TimeZone.getDefault())
                .withOwnPackages(settings.ownPackages());
        return new ConsoleOutput(
                streamOf(stream),
                EventLines.of(look),
                ConsoleCharset.of(stream, System::getProperty, environment),
                kind == Terminal.Kind.PIPE ? settings.maxLineBytes() : 0);
    }

    @SuppressWarnings("resource") // closing it would close the descriptor, which belongs to the whole process
    private static OutputStream streamOf(Stream stream) {
        return switch (stream) {
            case STDOUT -> new FileOutputStream(FileDescriptor.out);
            case STDERR -> new FileOutputStream(FileDescriptor.err);
            case NONE, BOTH -> OutputStream.nullOutputStream();
        };
    }
}
