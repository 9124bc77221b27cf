package io.logrich.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens. Immutable; the name is not looked up.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port from 1 to 65,535
 */
public record HostPort(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|([^\\s:\\[\\]/@]+)):(\\d{1,6})");
    private static final String RULE = "must be HOST:PORT or [IPV6]:PORT";

    public HostPort {
        if (host.isBlank()) {
            throw new SettingsException("endpoint", "must have a host", host);
        }
        if (port < 1 || port > 65_535) {
            throw new SettingsException("endpoint", "must have a port from 1 to 65535", port);
        }
    }

    /** Reads {@code host:port}; an IPv6 address stands in brackets. */
    public static HostPort parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new SettingsException("endpoint", RULE, text);
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        try {
            return new HostPort(host, Integer.parseInt(parts.group(3)));
        } catch (SettingsException refused) {
            throw refused.as("endpoint", text);
        }
    }

    /** Reads a list with commas, of one at least. */
    public static List<HostPort> parseList(String text) {
        List<HostPort> all = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            try {
                all.add(parse(one));
            } catch (SettingsException refused) {
                throw refused.as("endpoint", text);
            }
        }
        return all;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
