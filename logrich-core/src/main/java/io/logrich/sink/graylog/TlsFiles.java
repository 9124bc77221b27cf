package io.logrich.sink.graylog;

import io.logrich.settings.GraylogTls;
import io.logrich.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes a TLS context of files in PEM. Stateless. */
final class TlsFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final char[] NO_PASSWORD = new char[0];

    private TlsFiles() {}

    /**
     * A context for a client.
     *
     * @throws SettingsException if a file cannot be read, or does not hold what it should
     */
    static SSLContext context(GraylogTls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls.certificateFile(), tls.keyFile()), trust(tls.caFile()), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new SettingsException("tls", "must be usable (" + unusable + ")", tls);
        }
    }

    private static TrustManager @Nullable [] trust(@Nullable Path file) throws GeneralSecurityException, IOException {
        if (file == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates("caFile", file)) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(@Nullable Path certificateFile, @Nullable Path keyFile)
            throws GeneralSecurityException, IOException {
        if (certificateFile == null || keyFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates("certificateFile", certificateFile).toArray(Certificate[]::new);
        store.setKeyEntry("key", key(keyFile), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String setting, Path file)
            throws GeneralSecurityException {
        String rule = "must be a file with certificates in PEM";
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            if (all.isEmpty()) {
                throw new SettingsException(setting, rule, file);
            }
            return all;
        } catch (IOException | java.security.cert.CertificateException unusable) {
            throw new SettingsException(setting, rule + " (" + unusable + ")", file);
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException {
        String rule = "must be a file with a private key, PKCS #8 in PEM, not encrypted";
        try {
            Matcher block = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!block.find()) {
                throw new SettingsException("keyFile", rule, file);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (InvalidKeySpecException another) {
                    continue; // of another kind
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SettingsException("keyFile", rule, file);
        }
        throw new SettingsException("keyFile", "must be of a kind that is known: " + ALGORITHMS, file);
    }
}
