package io.logrich.cli;

import io.logrich.render.ColorDecision;
import io.logrich.render.Terminal;
import io.logrich.settings.ConsoleSettings;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the streams are, and whether they get colours and why. Immutable. */
final class TerminalExamination implements Examination {
    private final Map<String, String> environment;
    private final ConsoleSettings settings;

    TerminalExamination(Map<String, String> environment, ConsoleSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    @Override
    public List<Finding> look() {
        Charset charset = Charset.defaultCharset();
        return List.of(
                stream("stdout", Terminal.ofStdout()),
                stream("stderr", Terminal.ofStderr()),
                charset.newEncoder().canEncode('…')
                        ? Finding.ok("encoding", charset.name())
                        : Finding.warn(
                                "encoding",
                                charset.name() + " cannot show every character; they are replaced",
                                "export LC_ALL=C.UTF-8"));
    }

    private Finding stream(String name, Terminal.Kind kind) {
        ColorDecision colors = ColorDecision.of(
                environment, kind == Terminal.Kind.TERMINAL, settings.forceColor(), settings.noColor());
        return Finding.ok(name, kind.name().toLowerCase(Locale.ROOT) + ", " + colors.sentence());
    }
}
