package io.logrich.cli;

import io.logrich.dump.DumpLook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the lines of a dump look like. */
final class DumpLookOptions {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Lines of text and html_txt: full (default), short, full_loc, short_loc, short_loc_icon.")
    private @Nullable String preset;

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description = "A line of your own: '{hh}:{mm} {level_code} {message}'.")
    private @Nullable String template;

    @Option(names = "--color", description = "Colour the lines of text.")
    private boolean color;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            description = "The colours of text: dark (default), classic, neon, pastel.")
    private @Nullable String theme;

    /**
     * The look, as the variables of the environment want it where no option is given.
     *
     * @throws IllegalArgumentException if there is no such thing; the message is for people
     */
    DumpLook look(Variables variables) {
        return variables.look(preset, template).withColor(color).withTheme(theme == null ? "dark" : theme);
    }
}
