package io.logrich.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine: Java, the system, how many files may be open. Immutable. */
final class SystemExamination implements Examination {
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\d+|unlimited)");
    private static final long FEW_FILES = 1024;

    private final String system;
    private final Path limits;

    SystemExamination() {
        this(System.getProperty("os.name", "unknown"), Path.of("/proc/self/limits"));
    }

    /** With another system's name and limits. Visible for testing. */
    SystemExamination(String system, Path limits) {
        this.system = system;
        this.limits = limits;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        String java = "Java " + Runtime.version() + " on " + system + " " + System.getProperty("os.arch", "");
        findings.add(
                system.startsWith("Linux")
                        ? Finding.ok("system", java)
                        : Finding.warn(
                                "system",
                                java + ": rings are in anonymous memory by default, a kill loses what is undelivered",
                                "LOG_SPOOL_PLACE=file makes them files, which is proven on Linux only"));
        findings.add(openFiles());
        return findings;
    }

    private Finding openFiles() {
        try {
            Matcher limit = OPEN_FILES.matcher(Files.readString(limits, StandardCharsets.UTF_8));
            if (limit.find()) {
                String files = limit.group(1);
                return !files.equals("unlimited") && files.length() < 10 && Long.parseLong(files) < FEW_FILES
                        ? Finding.warn(
                                "limits",
                                "a process may open " + files + " files; a collector needs one or two for each process",
                                "raise it: ulimit -n 4096")
                        : Finding.ok("limits", "a process may open " + files + " files");
            }
        } catch (IOException unreadable) {
            return Finding.ok("limits", "how many files a process may open is not to be seen here");
        }
        return Finding.ok("limits", "how many files a process may open is not to be seen here");
    }
}
