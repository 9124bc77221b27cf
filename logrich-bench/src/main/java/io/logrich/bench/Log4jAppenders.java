package io.logrich.bench;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/** The two appenders of {@link Target.Kind#HANGING}, found by Log4j through the name of the package. */
public final class Log4jAppenders {
    private Log4jAppenders() {}

    /** Hangs once. */
    @Plugin(name = "Hanging", category = "Core", elementType = "appender")
    public static final class HangingAppender extends AbstractAppender {
        private HangingAppender(String name) {
            super(name, null, null, true, Property.EMPTY_ARRAY);
        }

        @PluginFactory
        public static HangingAppender create(@PluginAttribute("name") String name) {
            return new HangingAppender(name);
        }

        @Override
        public void append(LogEvent event) {
            Hanging.hang();
        }
    }

    /** Counts. */
    @Plugin(name = "Counting", category = "Core", elementType = "appender")
    public static final class CountingAppender extends AbstractAppender {
        private CountingAppender(String name) {
            super(name, null, null, true, Property.EMPTY_ARRAY);
        }

        @PluginFactory
        public static CountingAppender create(@PluginAttribute("name") String name) {
            return new CountingAppender(name);
        }

        @Override
        public void append(LogEvent event) {
            Hanging.count(1);
        }
    }
}
