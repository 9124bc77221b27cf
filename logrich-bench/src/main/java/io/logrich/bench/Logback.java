package io.logrich.bench;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.helpers.NOPAppender;
import java.nio.file.Path;
import net.logstash.logback.appender.LogstashTcpSocketAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The same event through Logback, the same number of fields in the MDC and as key-values. One appender at a time. */
final class Logback {
    private static final int QUEUE = 16_384;

    private Logback() {}

    static void intoNothing(boolean block) {
        NOPAppender<ILoggingEvent> nothing = new NOPAppender<>();
        AsyncAppender async = new AsyncAppender();
        async.setQueueSize(QUEUE);
        if (block) {
            async.setDiscardingThreshold(0);
        }
        LoggerContext context = context();
        nothing.setContext(context);
        nothing.start();
        async.setContext(context);
        async.addAppender(nothing);
        use(context, async);
    }

    /** On the caller's thread, one write for each event as is the default, or through a buffer. */
    static void intoFile(Path file, boolean buffered) {
        LoggerContext context = context();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        appender.setImmediateFlush(!buffered);
        appender.setEncoder(json(context));
        use(context, appender);
    }

    /** To the standard output, in lines like ours; on a thread of its own the queue blocks when it is full. */
    static void intoConsole(boolean async) {
        LoggerContext context = context();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("[%d{HH:mm:ss}][%-4.4level]: %msg %kvp{NONE}%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setEncoder(encoder);
        if (!async) {
            use(context, console);
            return;
        }
        console.setContext(context);
        console.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setMaxFlushTime(0);
        queue.setContext(context);
        queue.addAppender(console);
        use(context, queue);
    }

    /** To a receiver that writes what it gets; a full buffer blocks instead of dropping, so that nothing is lost. */
    static void intoSocket(int port) {
        LoggerContext context = context();
        LogstashTcpSocketAppender appender = new LogstashTcpSocketAppender();
        appender.addDestination("127.0.0.1:" + port);
        appender.setAppendTimeout(ch.qos.logback.core.util.Duration.buildByMilliseconds(-1));
        appender.setEncoder(json(context));
        use(context, appender);
    }

    static void bind() {
        MDC.put("request_id", "req-4711");
        MDC.put("user_id", "u-42");
        MDC.put("user_name", "ada");
        MDC.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        MDC.put("span_id", "00f067aa0ba902b7");
    }

    static org.slf4j.Logger logger(String name) {
        return LoggerFactory.getLogger(name);
    }

    static void log(org.slf4j.Logger logger, int number) {
        logger.atInfo()
                .addKeyValue("chunk", number)
                .addKeyValue("bytes_in", 65_536)
                .addKeyValue("codec", "deflate")
                .log("compressed {}", "movie.mkv");
    }

    static void close() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static LogstashEncoder json(LoggerContext context) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static LoggerContext context() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        return context;
    }

    private static void use(LoggerContext context, Appender<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }
}
