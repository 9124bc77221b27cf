package io.logrich.slf4j;

import java.lang.StackWalker.StackFrame;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** A program of many libraries, each of which logs in its own way. Each message ends with the line it was logged on. */
final class MixedProgram {
    private static final org.slf4j.Logger SLF4J = LoggerFactory.getLogger("mixed.slf4j");
    private static final Logger JUL = Logger.getLogger("mixed.jul");
    private static final System.Logger SYSTEM = System.getLogger("mixed.system");
    private static final Log COMMONS = LogFactory.getLog("mixed.commons");
    private static final org.apache.logging.log4j.Logger LOG4J = LogManager.getLogger("mixed.log4j");

    private MixedProgram() {}

    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        MDC.put("order", "17");
        ThreadContext.put("customer", "acme");

        SLF4J.info("classic {} {}", "text", line());
        SLF4J.atWarn().addKeyValue("chunk", 3).log("fluent {}", line());
        SLF4J.error("thrown {}", line(), new IllegalStateException("slf4j"));

        JUL.info("plain " + line());
        JUL.log(Level.WARNING, "parameter {0}", line());
        JUL.log(Level.SEVERE, "thrown " + line(), new IllegalStateException("jul"));

        SYSTEM.log(System.Logger.Level.INFO, "plain " + line());
        SYSTEM.log(System.Logger.Level.WARNING, "parameter {0}", line());
        SYSTEM.log(System.Logger.Level.ERROR, "thrown " + line(), new IllegalStateException("system"));

        COMMONS.info("plain " + line());
        COMMONS.warn("warn " + line());
        COMMONS.error("thrown " + line(), new IllegalStateException("commons"));

        LOG4J.info("parameter {}", line());
        LOG4J.atWarn().log("fluent {}", line());
        LOG4J.error(MarkerManager.getMarker("AUDIT"), "thrown {}", line(), new IllegalStateException("log4j"));

        SLF4J.debug("nobody wants this");
        JUL.fine("nobody wants this");
        SYSTEM.log(System.Logger.Level.DEBUG, "nobody wants this");
        COMMONS.debug("nobody wants this");
        LOG4J.debug("nobody wants this");
    }

    /** The line on which this is called. */
    private static int line() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).map(StackFrame::getLineNumber).findFirst())
                .orElseThrow();
    }
}
