package io.logrich.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.logrich.Together;
import io.logrich.text.Utf8Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in running text: those that are found, those that look like some and are none, and what it costs. */
class SecretsTest {
    private final List<String> timeouts = new ArrayList<>();
    private final Secrets secrets = secrets(Map.of("password", ".+", "token", ".+", "pin", "[0-9]{4}"));

    /** New ones in each round: what they find out about keys they keep, and that is what threads share. */
    @RepeatedTest(50)
    void many_threads_at_once_find_the_same() throws Exception {
        Secrets shared = secrets(Map.of("password", ".+", "pin", "[0-9]{4}"));
        List<String> texts =
                List.of("password=hunter2", "pin=12 pin=1234", "https://a:b@h Bearer abcd1234", "a=b c: d");
        List<String> expected = List.of("password=***", "pin=12 pin=***", "https://a:***@h Bearer ***", "a=b c: d");

        int right = Together.count(n -> shared.scrub(texts.get(n % 4)).equals(expected.get(n % 4))
                && (shared.keys().of(" PassWord") != null)
                && (shared.keys().of("key" + n % 50) == null));

        assertThat(right).isEqualTo(Together.ALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            login password=hunter2 done                     ~ login password=*** done
            password=hunter2                                ~ password=***
            PassWord = hunter2, next                        ~ PassWord = ***, next
            db_password=hunter2;user=ada                    ~ db_password=***;user=ada
            dbPassword=hunter2                              ~ dbPassword=***
            db.password: hunter2                            ~ db.password: ***
            X-Auth-Token: abc.def-ghi                       ~ X-Auth-Token: ***
            https://host/?token=abc&page=2                  ~ https://host/?token=***&page=2
            {"password": "hun ter\\"2", "user": "ada"}      ~ {"password": "***", "user": "ada"}
            {\\"password\\":\\"hun ter2\\",\\"a\\":1}       ~ {\\"password\\":\\"***\\",\\"a\\":1}
            {password=hunter2, user=ada}                    ~ {password=***, user=ada}
            {password=[a, b], user=ada}                     ~ {password=***, user=ada}
            {password={old=a, new={x=b}}, user=ada}         ~ {password=***, user=ada}
            password='it is mine' yes                       ~ password='***' yes
            password='never closed                          ~ password='***
            :password => "hunter2"                          ~ :password => "***"
            token: Bearer abcdefgh then                     ~ token: *** then
            password=a token=b                              ~ password=*** token=***
            pin=1234 pin=abcd                               ~ pin=*** pin=abcd
            Authorization: Bearer eyJhbGciOi.J9.c2ln        ~ Authorization: Bearer ***
            bearer abcdefghijklmnop                         ~ bearer ***
            Basic dXNlcjpwYXNz                              ~ Basic ***
            curl https://ada:hunter2@host:8080/x            ~ curl https://ada:***@host:8080/x
            jdbc:postgresql://ada:pass/wrd@host/db          ~ jdbc:postgresql://ada:***@host/db
            redis://:hunter2@host                           ~ redis://:***@host
            """)
    void what_is_secret_is_masked(String text, String expected) {
        assertThat(secrets.scrub(text)).isEqualTo(expected);
        assertThat(secrets.scrub(expected)).as("again").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing here",
                "passwords=3",
                "passwordx=1",
                "xpassword=1",
                "password",
                "password=",
                "password: ",
                "a=b c:d =: :: == =",
                "Basic configuration loaded",
                "bearer of bad news",
                "the bearer instruments",
                "http://host:8080/path@v2?x=1",
                "mail ada@example.com: hello",
                "https://ada@host/",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "took=5ms at 12:30:01",
                "pin=12"
            })
    void what_is_none_stays_the_same_object(String text) {
        assertThat(secrets.scrub(text)).isSameAs(text);
    }

    @Test
    void a_private_key_goes_whole_also_when_it_is_cut_off() {
        String begin = "-----BEGIN RSA PRIVATE KEY-----";
        String key = begin + "\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----";

        assertThat(secrets.scrub("key " + key + " end")).isEqualTo("key " + begin + "*** end");
        assertThat(secrets.scrub(key.substring(0, 45))).isEqualTo(begin + "***");
    }

    @Test
    void keys_need_not_be_ascii() {
        Secrets foreign = secrets(Map.of("schlüssel", ".+", "пароль", ".+"));

        assertThat(foreign.scrub("Schlüssel=a ПАРОЛЬ: b")).isEqualTo("Schlüssel=*** ПАРОЛЬ: ***");
        assertThat(maybe(foreign, "Schlüssel=a")).isTrue();
    }

    /** The quick look never spares a text in which the long one finds something. */
    @Property(tries = 3000)
    void no_secret_escapes_the_quick_look(@ForAll("texts") String text) {
        if (!secrets.scrub(text).equals(text)) {
            assertThat(maybe(secrets, text)).as(text).isTrue();
        }
    }

    @Property(tries = 2000)
    void a_planted_secret_does_not_come_through(@ForAll("shapes") String shape, @ForAll("texts") String around) {
        String secret = "s3cr3tS3cr3tS3cr3t";

        assertThat(secrets.scrub(around + " " + shape.formatted(secret) + " " + around))
                .doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "://",
                "password=(",
                "password='",
                "bearer ",
                "bearer-",
                "a:b@",
                ":::: ",
                "-----BEGIN ",
                "token={\"",
                "=  ",
                "pin={",
                "pin='",
                "pin=["
            })
    void hostile_text_takes_no_longer_than_its_length_allows(String piece) {
        String text = piece.repeat(256 * 1024 / piece.length());

        long start = System.nanoTime();
        secrets.scrub(text);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_pattern_that_would_take_forever_counts_as_found_and_is_reported() {
        Secrets slow = secrets(Map.of("token", "(a+)+b", "password", "(x|y)*z"));

        assertThat(slow.scrub("token=" + "a".repeat(5000))).isEqualTo("token=***");
        assertThat(slow.scrub("password=" + "xy".repeat(20_000))).isEqualTo("password=***");
        assertThat(timeouts).contains("token", "password");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "password",
                "PassWord",
                "db_",
                "token",
                "pin",
                "=",
                ":",
                " ",
                "\"",
                "'",
                "\\",
                "//",
                "@",
                "https",
                "host",
                "{",
                "}",
                "[",
                "]",
                ",",
                "&",
                "1234",
                "hunter2",
                "Bearer",
                "basic",
                "dXNlcjpwYXNz",
                "***",
                "-----BEGIN ",
                "PRIVATE KEY-----",
                "-----END ",
                "-----",
                "\n",
                "é",
                "😀",
                ">",
                "x",
                "-",
                "_",
                ".",
                "/",
                "?");
        return pieces.list().ofMaxSize(14).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> shapes() {
        return Arbitraries.of(
                "password=%s",
                "password: %s",
                "\"token\":\"%s\"",
                "token='%s'",
                "my-token = %s",
                "https://u:%s@host/p",
                "Bearer %s",
                "Authorization: Basic %s",
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----",
                "{token=%s, a=b}");
    }

    private static boolean maybe(Secrets secrets, String text) {
        Utf8Buffer out = new Utf8Buffer(64);
        int seen = out.markedText(text, 0, text.length(), secrets.hints().marks());
        return secrets.hints().maybe(out.array(), 0, out.size(), seen);
    }

    private Secrets secrets(Map<String, String> patterns) {
        Map<String, Pattern> compiled = new java.util.HashMap<>();
        patterns.forEach((key, regex) -> compiled.put(key, Pattern.compile(regex)));
        return new Secrets(new SecretKeys(compiled, timeouts::add));
    }

    @Test
    void letters_that_are_ascii_in_the_other_case_hide_no_secret() {
        for (String secret :
                List.of("token=abc", "password: abc", "pin=1234", "bearer abcd1234EFGH", "Basic dXNlcjpwYXNz1234")) {
            for (char disguise = 128; disguise < 0xffff; disguise++) {
                char bare = Character.toLowerCase(Character.toUpperCase(disguise));
                int at = secret.indexOf(bare < 128 ? bare : Character.toLowerCase(disguise));
                if (at >= 0) {
                    String text = secret.substring(0, at) + disguise + secret.substring(at + 1);
                    assertThat(!secrets.scrub(text).equals(text) && !maybe(secrets, text))
                            .as(text)
                            .isFalse();
                }
            }
        }
        assertThat(secrets.scrub("to\u212aen=abc")).isEqualTo("to\u212aen=***");
    }
}
