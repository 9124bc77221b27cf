package io.logrich.spool;

import io.logrich.text.LittleEndian;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Unguessable numbers for names and salts, straight from the operating system: the JDK's own generator takes longer to load
 * than a ring to be made, and gets them from the same place. Stateless.
 */
public final class SystemRandom {
    private static final String DEVICE = "/dev/urandom";

    private SystemRandom() {}

    /** A UUID of version 4, as {@link UUID#randomUUID}. */
    public static UUID uuid() {
        byte[] bytes = bytes(16);
        long high = LittleEndian.getLong(bytes, 0) & ~0xf000L | 0x4000L;
        long low = LittleEndian.getLong(bytes, 8) & ~(0b11L << 62) | 0b10L << 62;
        return new UUID(high, low);
    }

    /** Any number, each as likely as any other. */
    public static int number() {
        return LittleEndian.getInt(bytes(4), 0);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        try (InputStream device = new FileInputStream(DEVICE)) {
            if (device.readNBytes(bytes, 0, count) == count) {
                return bytes;
            }
        } catch (IOException noSuchDevice) {
            // not every system has one, and there may be no descriptor left
        }
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
