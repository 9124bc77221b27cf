package io.logrich.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How Graylog is known to be who it says, and who we are. TLS 1.2 and 1.3. Files are read when the sink is opened, so
 * that settings carry no secret. Immutable.
 *
 * @param caFile certificates in PEM that are trusted; null for those of the Java runtime
 * @param certificateFile our own certificate and those that lead to its authority, in PEM; null for none
 * @param keyFile its private key, PKCS #8 in PEM, not encrypted; goes with {@code certificateFile}
 * @param insecureSkipHostnameVerification whether the name in the server's certificate may be any; warns
 */
public record GraylogTls(
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        boolean insecureSkipHostnameVerification) {
    /** Trusts whom the Java runtime trusts, and has no certificate. */
    public static final GraylogTls DEFAULT = new GraylogTls(null, null, null, false);

    public GraylogTls {
        caFile = absolute(caFile);
        certificateFile = absolute(certificateFile);
        keyFile = absolute(keyFile);
    }

    private static @Nullable Path absolute(@Nullable Path file) {
        return file == null ? null : file.toAbsolutePath().normalize();
    }

    public GraylogTls withCaFile(@Nullable Path value) {
        return new GraylogTls(value, certificateFile, keyFile, insecureSkipHostnameVerification);
    }

    public GraylogTls withCertificateFile(@Nullable Path value) {
        return new GraylogTls(caFile, value, keyFile, insecureSkipHostnameVerification);
    }

    public GraylogTls withKeyFile(@Nullable Path value) {
        return new GraylogTls(caFile, certificateFile, value, insecureSkipHostnameVerification);
    }

    public GraylogTls withInsecureSkipHostnameVerification(boolean value) {
        return new GraylogTls(caFile, certificateFile, keyFile, value);
    }
}
