package io.logrich.bench;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** The same line through Log4j 2; what are key-values elsewhere are parameters of its message. */
final class Log4j {
    private static final int QUEUE = 16_384;

    private Log4j() {}

    /**
     * To the standard output, in lines like ours: one write for each as is the default, or on a thread of its own, which
     * writes when its buffer is full or its queue is empty; the queue blocks when it is full.
     */
    static void intoConsole(boolean async) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        AppenderComponentBuilder console = builder.newAppender("console", "Console")
                .addAttribute("target", "SYSTEM_OUT")
                .addAttribute("direct", true)
                .addAttribute("immediateFlush", !async)
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", "[%d{HH:mm:ss}][%-4.4level]: %msg%n"));
        builder.add(console);
        if (async) {
            builder.add(builder.newAppender("async", "Async")
                    .addAttribute("bufferSize", QUEUE)
                    .addAttribute("blocking", true)
                    .addComponent(builder.newComponent("AppenderRef").addAttribute("ref", "console")));
        }
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef(async ? "async" : "console")));
        Configurator.reconfigure(builder.build());
    }

    static Logger logger(String name) {
        return LogManager.getLogger(name);
    }

    static void log(Logger logger, int number) {
        logger.info("compressed {} chunk={} bytes_in={} codec={}", "movie.mkv", number, 65_536, "deflate");
    }

    static void close() {
        LogManager.shutdown();
    }
}
