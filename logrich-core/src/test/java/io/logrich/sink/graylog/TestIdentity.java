package io.logrich.sink.graylog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key and a certificate (RFC 5280) made for a test: of an authority, or signed by one. */
public final class TestIdentity {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final AtomicInteger SERIAL = new AtomicInteger(1);
    private static final char[] NO_PASSWORD = new char[0];

    private final String name;
    private final KeyPair keys;
    private final Certificate certificate;

    private TestIdentity(String name, KeyPair keys, Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** Of one that signs others and is signed by nobody else. */
    public static TestIdentity authority(String name) {
        return make("EC", name, null, null, Instant.now().plusSeconds(3600));
    }

    /** For a server with that name or address. */
    public TestIdentity issue(String host) {
        return make("EC", host, this, host, Instant.now().plusSeconds(3600));
    }

    /** The same with the kind of key that every server understands. */
    TestIdentity issueRsa(String host) {
        return make("RSA", host, this, host, Instant.now().plusSeconds(3600));
    }

    /** The same, over since a minute. */
    TestIdentity issueExpired(String host) {
        return make("EC", host, this, host, Instant.now().minusSeconds(60));
    }

    private static TestIdentity make(
            String algorithm, String name, @Nullable TestIdentity issuer, @Nullable String host, Instant end) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            KeyPair keys = generator.generateKeyPair();
            byte[] constraints = extension(Der.oid(2, 5, 29, 19), Der.sequence(Der.flag(true)));
            byte[] extensions = host == null ? constraints : extension(Der.oid(2, 5, 29, 17), names(host));
            byte[] body = Der.sequence(
                    Der.tagged(0, Der.number(new byte[] {2})),
                    Der.number(new byte[] {(byte) (SERIAL.getAndIncrement() & 0x7f)}),
                    ECDSA_SHA256,
                    subject(issuer == null ? name : issuer.name),
                    Der.sequence(Der.time(TIME.format(Instant.now().minusSeconds(7200))), Der.time(TIME.format(end))),
                    subject(name),
                    keys.getPublic().getEncoded(),
                    Der.tagged(3, Der.sequence(extensions)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuer == null ? keys.getPrivate() : issuer.keys.getPrivate());
            signature.update(body);
            byte[] whole = Der.sequence(body, ECDSA_SHA256, Der.bits(signature.sign()));
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
            return new TestIdentity(name, keys, certificate);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] subject(String name) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text(name))));
    }

    private static byte[] extension(byte[] oid, byte[] value) {
        return Der.sequence(oid, Der.octets(value));
    }

    private static byte[] names(String host) throws IOException {
        boolean address = host.matches("[\\d.]+|.*:.*");
        return Der.sequence(
                address
                        ? Der.value(0x87, InetAddress.getByName(host).getAddress())
                        : Der.value(0x82, host.getBytes(StandardCharsets.US_ASCII)));
    }

    /** A file with the certificate. */
    public Path certificateFile(Path directory) throws IOException {
        try {
            return pem(directory, "CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A file with the key. */
    Path keyFile(Path directory) throws IOException {
        return pem(directory, "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private Path pem(Path directory, String what, byte[] content) throws IOException {
        Path file = Files.createTempFile(directory, "test", ".pem");
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }

    /** For a server with this identity that trusts clients of an authority. */
    public SSLContext server(TestIdentity authority) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", authority.certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return server(trust.getTrustManagers());
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** For a server with this identity that has somebody decide whom to trust. */
    SSLContext server(TrustManager... trust) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("key", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
