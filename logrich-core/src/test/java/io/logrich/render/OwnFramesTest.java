package io.logrich.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFramesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Shop.sell(Shop.java:7)|true",
                "Shop.sell(Shop.java:7)|true",
                "app//com.acme.Shop.sell(Shop.java:7)|true",
                "com.acme.shop@1.0/com.acme.Shop.sell(Shop.java:7)|true",
                "com.acme.Shop$$Lambda$14/0x0000000800c03000.run(Unknown Source)|true",
                "javassist.Loader.run(Loader.java:1)|true",
                "java.base/java.util.ArrayList.get(ArrayList.java:427)|false",
                "java.util.ArrayList.get(ArrayList.java:427)|false",
                "java.base/java.lang.invoke.LambdaForm$MH/0x0000000800c03000.invoke(LambdaForm$MH)|false",
                "app//org.springframework.web.Servlet.service(Servlet.java:1)|false",
                "jdk.internal.reflect.GeneratedMethodAccessor12.invoke(Unknown Source)|false",
                "kotlin.collections.CollectionsKt.first(Collections.kt:1)|false",
                "garbage|true",
            })
    void without_prefixes_all_but_the_JDK_and_known_libraries(String frame, boolean own) {
        assertThat(OwnFrames.of(List.of()).contain(frame)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Shop.sell(Shop.java:7)|true",
                "com.acmeshop.Shop.sell(Shop.java:7)|false",
                "org.apache.acme.Shop.sell(Shop.java:7)|true",
                "org.apache.kafka.Shop.sell(Shop.java:7)|false",
                "org.example.Main.main(Main.java:1)|true",
                "org.example.Main$Inner.main(Main.java:1)|true",
                "org.example.Mainly.main(Main.java:1)|false",
            })
    void with_prefixes_what_begins_with_one_and_ends_a_name(String frame, boolean own) {
        OwnFrames frames = OwnFrames.of(List.of("com.acme", "org.apache.acme", "org.example.Main"));

        assertThat(frames.contain(frame)).isEqualTo(own);
    }
}
