package io.logrich.settings;

import java.time.Duration;

/**
 * How long Graylog may take, what is sent again, and how large a message may be. Immutable.
 *
 * @param connectTimeout for a connection, above 0
 * @param handshakeTimeout for TLS, above 0
 * @param writeTimeout until what was written has arrived, or was answered, above 0
 * @param resendBytes how much of what was sent last is kept, to be sent again when a connection breaks, up to 256 MiB; 0 for
 *     nothing
 * @param resendTime for how long it is kept, not negative
 * @param gzip whether datagrams and HTTP bodies are compressed
 * @param datagramBytes the largest datagram, from 256 to 65,507 bytes
 * @param maxMessageBytes the largest message before compression, from 1,024 on; 0 for what Graylog takes by default
 * @param httpPath where Graylog listens for HTTP
 * @param httpBulk whether many messages are sent in one request, which the input must have been told
 * @param httpPipeline how many requests may wait for their answers, from 1 to 1,024; with more than one, events behind
 *     one that is refused may arrive before it
 */
public record GraylogDelivery(
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration writeTimeout,
        int resendBytes,
        Duration resendTime,
        boolean gzip,
        int datagramBytes,
        int maxMessageBytes,
        String httpPath,
        boolean httpBulk,
        int httpPipeline) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int SMALLEST_MESSAGE = 1024;

    /** For a server in the same network. */
    public static final GraylogDelivery DEFAULT = new GraylogDelivery(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            1 << 20,
            Duration.ofSeconds(10),
            true,
            1420,
            0,
            "/gelf",
            false,
            1);

    public GraylogDelivery {
        inTime("connectTimeout", connectTimeout);
        inTime("handshakeTimeout", handshakeTimeout);
        inTime("writeTimeout", writeTimeout);
        if (resendTime.isNegative() || resendTime.compareTo(LONGEST) > 0) {
            throw new SettingsException("resendTime", "must be from 0 to a day", resendTime);
        }
        inRange("resendBytes", resendBytes, 0, 1 << 28);
        inRange("datagramBytes", datagramBytes, 256, 65_507);
        inRange("httpPipeline", httpPipeline, 1, 1024);
        if (maxMessageBytes != 0) {
            inRange("maxMessageBytes", maxMessageBytes, SMALLEST_MESSAGE, 1 << 30);
        }
        if (!httpPath.startsWith("/") || httpPath.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new SettingsException(
                    "httpPath", "must begin with / and be printable ASCII without blanks", httpPath);
        }
    }

    private static void inTime(String setting, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new SettingsException(setting, "must be above 0 and a day at most", time);
        }
    }

    private static void inRange(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new SettingsException(setting, "must be from " + least + " to " + most, value);
        }
    }

    public GraylogDelivery withConnectTimeout(Duration value) {
        return new GraylogDelivery(
                value,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withHandshakeTimeout(Duration value) {
        return new GraylogDelivery(
                connectTimeout,
                value,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withWriteTimeout(Duration value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                value,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withResendBytes(int value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                value,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withResendTime(Duration value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                value,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withGzip(boolean value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                value,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withDatagramBytes(int value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                value,
                maxMessageBytes,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withMaxMessageBytes(int value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                value,
                httpPath,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withHttpPath(String value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                value,
                httpBulk,
                httpPipeline);
    }

    public GraylogDelivery withHttpBulk(boolean value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                value,
                httpPipeline);
    }

    public GraylogDelivery withHttpPipeline(int value) {
        return new GraylogDelivery(
                connectTimeout,
                handshakeTimeout,
                writeTimeout,
                resendBytes,
                resendTime,
                gzip,
                datagramBytes,
                maxMessageBytes,
                httpPath,
                httpBulk,
                value);
    }
}
