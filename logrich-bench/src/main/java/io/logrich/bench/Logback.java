package io.logrich.bench;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.helpers.NOPAppender;
import ch.qos.logback.core.util.Duration;
import de.siegmar.logbackgelf.AbstractGelfAppender;
import de.siegmar.logbackgelf.GelfEncoder;
import de.siegmar.logbackgelf.GelfTcpAppender;
import de.siegmar.logbackgelf.GelfUdpAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.logstash.logback.appender.LogstashTcpSocketAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logback, the fields in the MDC and as key-values. Variants: {@code sync} on the caller's thread, one write for each event as
 * is the default; {@code buffered} the same through a buffer; {@code async} on a thread of its own, whose queue blocks when
 * it is full; {@code drop} the same as it is by default: it drops INFO when its queue is four fifths full.
 */
final class Logback implements Contender {
    private static final int QUEUE = 16_384;

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = LoggerFactory.getLogger("bench");
    private final List<AsyncAppender> queues = new ArrayList<>();

    private Logback() {
        context.reset();
    }

    static Logback open(String variant, Target target) {
        Logback logback = new Logback();
        boolean queued = variant.equals("async") || variant.equals("drop");
        List<Appender<ILoggingEvent>> appenders = switch (target.kind()) {
            case NOTHING, PLACES -> List.of(new NOPAppender<>());
            case CONSOLE -> List.of(logback.console());
            case FILE -> List.of(logback.file(target.where(), !variant.equals("buffered")));
            case LINES -> List.of(logback.lines(target.port()));
            case GELF_TCP ->
                List.of(
                        variant.equals("logstash")
                                ? logback.lines(target.port())
                                : logback.gelf(new GelfTcpAppender(), target));
            case GELF_UDP -> List.of(logback.gelf(new GelfUdpAppender(), target));
            case HANGING -> hanging(Long.parseLong(target.where()));
            default -> throw new IllegalArgumentException(target.toString());
        };
        for (Appender<ILoggingEvent> appender : appenders) {
            logback.use(queued ? logback.behindQueue(appender, variant, target) : appender);
        }
        return logback;
    }

    private void use(Appender<ILoggingEvent> appender) {
        start(appender);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private AsyncAppender behindQueue(Appender<ILoggingEvent> appender, String variant, Target target) {
        start(appender);
        AsyncAppender queue = new AsyncAppender();
        queue.setQueueSize(QUEUE);
        queue.setMaxFlushTime(0);
        queue.setIncludeCallerData(target.kind() == Target.Kind.PLACES);
        if (variant.equals("async")) {
            queue.setDiscardingThreshold(0);
        }
        queue.setContext(context);
        queue.addAppender(appender);
        queues.add(queue);
        return queue;
    }

    private void start(Appender<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.start();
    }

    private Appender<ILoggingEvent> console() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("[%d{HH:mm:ss}][%-4.4level]: %msg %kvp{NONE}%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setEncoder(encoder);
        return console;
    }

    private Appender<ILoggingEvent> file(String path, boolean flushing) {
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setFile(path);
        file.setImmediateFlush(flushing);
        file.setEncoder(json());
        return file;
    }

    /** A full buffer blocks instead of dropping, so that nothing is lost. */
    private Appender<ILoggingEvent> lines(int port) {
        LogstashTcpSocketAppender lines = new LogstashTcpSocketAppender();
        lines.addDestination("127.0.0.1:" + port);
        lines.setAppendTimeout(Duration.buildByMilliseconds(-1));
        lines.setEncoder(json());
        return lines;
    }

    private Appender<ILoggingEvent> gelf(AbstractGelfAppender gelf, Target target) {
        GelfEncoder encoder = new GelfEncoder();
        encoder.setContext(context);
        encoder.setIncludeKeyValues(true);
        encoder.start();
        gelf.setGraylogHost("127.0.0.1");
        gelf.setGraylogPort(target.port());
        gelf.setEncoder(encoder);
        return gelf;
    }

    private static List<Appender<ILoggingEvent>> hanging(long millis) {
        Hanging.prepare(millis);
        return List.of(appender(Hanging::hang), appender(() -> Hanging.count(1)));
    }

    private static Appender<ILoggingEvent> appender(Runnable each) {
        return new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                each.run();
            }
        };
    }

    private LogstashEncoder json() {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    @Override
    public void bind() {
        FIELDS.forEach(MDC::put);
    }

    @Override
    public Object log(int number) {
        logger.atInfo()
                .addKeyValue("chunk", number)
                .addKeyValue("bytes_in", 65_536)
                .addKeyValue("codec", "deflate")
                .log("compressed {}", "movie.mkv");
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

    /** Waits for the queues first: a stop interrupts their threads, and what a channel still had to send would be lost. */
    @Override
    public void close() {
        while (queues.stream().anyMatch(queue -> queue.getNumberOfElementsInQueue() > 0)) {
            LockSupport.parkNanos(100_000);
        }
        context.stop();
    }
}
