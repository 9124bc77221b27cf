package io.logrich.bench;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.RootLoggerComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.util.Unbox;

/**
 * Log4j 2; what are key-values elsewhere are parameters of its message. Variants: {@code sync} on the caller's thread, one
 * write for each event; {@code async} all loggers asynchronous and without garbage, which write when their buffer is full or
 * nothing waits. The queue blocks when it is full.
 */
final class Log4j implements Contender {
    private static final int QUEUE = 16_384;

    private final Logger logger = LogManager.getLogger("bench");

    private Log4j() {}

    static Log4j open(String variant, Target target) {
        boolean async = variant.equals("async");
        if (async) {
            System.setProperty(
                    "log4j2.contextSelector", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
            System.setProperty("log4j2.asyncLoggerRingBufferSize", "" + QUEUE);
        }
        System.setProperty("log4j2.garbagefreeThreadContextMap", "true");
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setPackages("io.logrich.bench");
        RootLoggerComponentBuilder root = builder.newRootLogger(Level.INFO);
        root.addAttribute("includeLocation", target.kind() == Target.Kind.PLACES);
        for (AppenderComponentBuilder appender : appenders(builder, async, target)) {
            builder.add(appender);
            root.add(builder.newAppenderRef(appender.getName()));
        }
        Configurator.reconfigure(builder.add(root).build());
        return new Log4j();
    }

    private static List<AppenderComponentBuilder> appenders(
            ConfigurationBuilder<BuiltConfiguration> builder, boolean async, Target target) {
        return switch (target.kind()) {
            case NOTHING, PLACES -> List.of(builder.newAppender("nothing", "Null"));
            case CONSOLE ->
                List.of(builder.newAppender("console", "Console")
                        .addAttribute("target", "SYSTEM_OUT")
                        .addAttribute("direct", true)
                        .addAttribute("immediateFlush", !async)
                        .add(builder.newLayout("PatternLayout")
                                .addAttribute("pattern", "[%d{HH:mm:ss}][%-4.4level]: %msg%n")));
            case FILE ->
                List.of(builder.newAppender("file", "RandomAccessFile")
                        .addAttribute("fileName", target.where())
                        .addAttribute("immediateFlush", false)
                        .add(builder.newLayout("JsonTemplateLayout")));
            case LINES -> List.of(socket(builder, target, "TCP", builder.newLayout("JsonTemplateLayout")));
            case GELF_TCP ->
                List.of(socket(builder, target, "TCP", gelf(builder).addAttribute("nullEventDelimiterEnabled", true)));
            case GELF_UDP -> List.of(socket(builder, target, "UDP", gelf(builder)));
            case HANGING -> {
                Hanging.prepare(Long.parseLong(target.where()));
                yield List.of(builder.newAppender("hanging", "Hanging"), builder.newAppender("counting", "Counting"));
            }
            default -> throw new IllegalArgumentException(target.toString());
        };
    }

    private static LayoutComponentBuilder gelf(ConfigurationBuilder<BuiltConfiguration> builder) {
        return builder.newLayout("JsonTemplateLayout")
                .addAttribute("eventTemplateUri", "classpath:GelfLayout.json")
                .addAttribute("eventDelimiter", "");
    }

    /** A datagram is one event, so only a connection may gather some. */
    private static AppenderComponentBuilder socket(
            ConfigurationBuilder<BuiltConfiguration> builder,
            Target target,
            String protocol,
            LayoutComponentBuilder layout) {
        return builder.newAppender("socket", "Socket")
                .addAttribute("host", "127.0.0.1")
                .addAttribute("port", target.port())
                .addAttribute("protocol", protocol)
                .addAttribute("immediateFlush", protocol.equals("UDP"))
                .add(layout);
    }

    @Override
    public void bind() {
        FIELDS.forEach(ThreadContext::put);
    }

    @Override
    public Object log(int number) {
        logger.info(
                "compressed {} chunk={} bytes_in={} codec={}",
                "movie.mkv",
                Unbox.box(number),
                Unbox.box(65_536),
                "deflate");
        return this;
    }

    @Override
    public Object text(String text) {
        logger.info(text);
        return this;
    }

    @Override
    public Object disabled() {
        logger.debug("chunk {} of {}", "one", "two");
        return this;
    }

    @Override
    public Object failed(Throwable why) {
        logger.error("failed", why);
        return this;
    }

    @Override
    public void close() {
        LogManager.shutdown();
    }
}
