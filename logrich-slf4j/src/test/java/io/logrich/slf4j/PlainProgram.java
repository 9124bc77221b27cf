package io.logrich.slf4j;

import io.logrich.LogRich;
import io.logrich.event.LogLevel;
import io.logrich.settings.FileSettings;
import io.logrich.settings.RuntimeConfig;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A program that knows SLF4J, and of logrich at most {@link LogRich#init}. */
final class PlainProgram {
    private static final Logger LOG = LoggerFactory.getLogger(PlainProgram.class);

    private PlainProgram() {}

    public static void main(String[] arguments) throws Exception {
        MDC.put("tenant", "acme");
        LOG.info("started with {}", arguments.length);
        LOG.debug("nobody wants this");
        if (arguments.length > 0) {
            LogRich.init(RuntimeConfig.builder("plain", "test")
                    .file(Path.of(arguments[0]), FileSettings.Format.JSONL, LogLevel.INFO)
                    .build());
            LOG.info("initialized");
        }
        if (arguments.length > 1) {
            Runtime.getRuntime().halt(137);
        }
    }
}
