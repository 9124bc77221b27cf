package io.logrich.pipeline;

import io.logrich.codec.EntryKey;
import io.logrich.scrub.SecretPattern;
import io.logrich.scrub.Secrets;
import org.jspecify.annotations.Nullable;

/** What is to be done with the fields of each name, found out once for the names that come again. Thread-safe. */
final class KeyRules {
    /** The longest a character can become in JSON: six ASCII characters for an escape. */
    static final int JSON_BYTES_A_CHAR = 6;

    /** The longest a number can become in JSON, and what stands around a field. */
    private static final int JSON_BYTES_A_NUMBER = 32;

    private static final int PLACES = 512;
    private static final int LONGEST_KEPT = 64;

    private final Secrets secrets;

    /** Written and read without synchronisation: a rule is immutable, and one that is missed is made again. */
    private final @Nullable KeyRule[] known = new KeyRule[PLACES];

    KeyRules(Secrets secrets) {
        this.secrets = secrets;
    }

    KeyRule of(String key) {
        int hash = key.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        KeyRule rule = known[place];
        if (rule != null && rule.key.equals(key)) {
            return rule;
        }
        rule = new KeyRule(
                this, key, EntryKey.of(secrets.scrub(key)), secrets.keys().of(key));
        if (key.length() <= LONGEST_KEPT) {
            known[place] = rule;
        }
        return rule;
    }

    /** The rule for one key. Immutable. */
    static final class KeyRule {
        final String key;

        /** Whose rule it is: others have other secrets. */
        final KeyRules maker;

        /** What it is in a record. */
        final EntryKey encoded;

        /** A bound on what it takes as JSON, with a number for a value. */
        final int jsonBytes;

        /** What makes its values secrets, or null. */
        final @Nullable SecretPattern secret;

        KeyRule(KeyRules maker, String key, EntryKey encoded, @Nullable SecretPattern secret) {
            this.maker = maker;
            this.key = key;
            this.encoded = encoded;
            this.jsonBytes = JSON_BYTES_A_NUMBER + JSON_BYTES_A_CHAR * key.length();
            this.secret = secret;
        }
    }
}
