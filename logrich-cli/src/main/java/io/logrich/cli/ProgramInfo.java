package io.logrich.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** What the program says about itself. Stateless. */
final class ProgramInfo implements IVersionProvider {
    private static final String NAME = "logrich";
    private static final int LABEL_WIDTH = 13;

    @Override
    public String[] getVersion() {
        return new String[] {NAME + " version " + version()};
    }

    /** One line for each thing that is known, under a heading. */
    static String block() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("name", NAME);
        lines.put("title", "Structured logging for Java: one log for a whole process tree");
        lines.put("version", version());
        lines.put("homepage", "see README.md");
        lines.put("author", "the logrich authors");
        lines.put("author_email", "none");
        lines.put("shell_command", NAME);
        StringBuilder block = new StringBuilder("Info for " + NAME + ":\n\n");
        lines.forEach((label, value) -> block.append("    ")
                .append(label)
                .append(" ".repeat(LABEL_WIDTH - label.length()))
                .append(" = ")
                .append(value)
                .append('\n'));
        return block.toString();
    }

    /** The jar knows it; classes that lie about without a jar do not. */
    private static String version() {
        String version = ProgramInfo.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
