package io.logrich.sink.console;

import io.logrich.render.ColorDecision;
import io.logrich.render.ColorDepth;
import io.logrich.render.EventLines;
import io.logrich.render.Terminal;
import io.logrich.settings.ConsoleSettings;
import io.logrich.settings.ConsoleSettings.Stream;
import io.logrich.sink.EventBatch;
import io.logrich.sink.Sink;
import io.logrich.text.Utf8Buffer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events as coloured lines to a standard stream of this process, each batch in one piece. One thread only. */
public final class ConsoleSink implements Sink {
    private static final int KEPT_BYTES = 1 << 20;

    private final OutputStream stream;
    private final EventLines lines;
    private final @Nullable Recoder recoder;
    private final Utf8Buffer out = new Utf8Buffer(64 * 1024);

    /** Writes to that stream, which is never closed. */
    ConsoleSink(OutputStream stream, EventLines lines, Charset charset) {
        this.stream = stream;
        this.lines = lines;
        this.recoder = charset.equals(StandardCharsets.UTF_8) ? null : new Recoder(charset);
    }

    /**
     * The console of this process. It writes to the descriptor itself, not to {@code System.out} or {@code System.err}:
     * an application that replaces these, perhaps to log what is printed, would get its events back without end.
     *
     * @param settings which stream, which look
     * @param environment the environment variables, for colours and encoding
     */
    public static ConsoleSink open(ConsoleSettings settings, Map<String, String> environment) {
        boolean terminal = switch (settings.stream()) {
            case STDOUT -> Terminal.isStdout();
            case STDERR -> Terminal.isStderr();
            case NONE -> false;
        };
        ColorDepth depth = ColorDecision.of(environment, terminal, settings.forceColor(), settings.noColor())
                .depth();
        Charset charset = ConsoleCharset.of(settings.stream(), System::getProperty, environment);
        EventLines lines = EventLines.forConsole(settings.preset(), settings.theme(), depth, ZoneId.systemDefault());
        return new ConsoleSink(streamOf(settings.stream()), lines, charset);
    }

    @Override
    public int write(EventBatch batch) throws IOException {
        out.shrinkTo(KEPT_BYTES);
        for (int i = 0; i < batch.size(); i++) {
            lines.write(batch.view(i), out);
        }
        if (recoder == null) {
            stream.write(out.array(), 0, out.size());
        } else {
            stream.write(recoder.recode(out));
        }
        return batch.size();
    }

    @SuppressWarnings("resource") // closing it would close the descriptor, which belongs to the whole process
    private static OutputStream streamOf(Stream stream) {
        return switch (stream) {
            case STDOUT -> new FileOutputStream(FileDescriptor.out);
            case STDERR -> new FileOutputStream(FileDescriptor.err);
            case NONE -> OutputStream.nullOutputStream();
        };
    }
}
