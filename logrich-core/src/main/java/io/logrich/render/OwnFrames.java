package io.logrich.render;

import java.util.List;

/**
 * Tells frames of one's own code from those of libraries, by the beginning of the class's name. Without prefixes of one's
 * own everything counts as own but the JDK and libraries that many use. Immutable.
 */
final class OwnFrames {
    /** What is not one's own unless somebody says so; JDK, languages, containers, and what appears in many traces. */
    private static final List<String> LIBRARIES = List.of(
            "java",
            "javax",
            "jakarta",
            "jdk",
            "sun",
            "com.sun",
            "kotlin",
            "kotlinx",
            "scala",
            "groovy",
            "clojure",
            "akka",
            "com.fasterxml",
            "com.google",
            "com.mysql",
            "com.zaxxer",
            "feign",
            "graphql",
            "io.grpc",
            "io.logrich.context",
            "io.micrometer",
            "io.micronaut",
            "io.netty",
            "io.opentelemetry",
            "io.quarkus",
            "io.reactivex",
            "io.undertow",
            "io.vertx",
            "net.bytebuddy",
            "okhttp3",
            "okio",
            "oracle",
            "org.apache",
            "org.assertj",
            "org.codehaus",
            "org.eclipse",
            "org.glassfish",
            "org.h2",
            "org.hibernate",
            "org.jboss",
            "org.junit",
            "org.mockito",
            "org.mongodb",
            "org.postgresql",
            "org.slf4j",
            "org.springframework",
            "org.testng",
            "picocli",
            "reactor",
            "redis.clients",
            "retrofit2",
            "rx");

    private final List<String> own;

    private OwnFrames(List<String> own) {
        this.own = own;
    }

    /** Own is what begins with one of these names of packages or classes; if there are none, what is no known library. */
    static OwnFrames of(List<String> prefixes) {
        return new OwnFrames(List.copyOf(prefixes));
    }

    /**
     * Whether a frame is one's own.
     *
     * @param frame as a stack trace shows it, after {@code at}
     */
    boolean contain(String frame) {
        int brackets = frame.indexOf('(');
        int dollar = frame.indexOf('$');
        int end = brackets < 0 ? frame.length() : brackets;
        int searched = dollar < 0 ? end : Math.min(dollar, end); // names of lambdas have slashes of their own
        String name = frame.substring(frame.lastIndexOf('/', searched) + 1, end);
        return own.isEmpty()
                ? LIBRARIES.stream().noneMatch(prefix -> begins(name, prefix))
                : own.stream().anyMatch(prefix -> begins(name, prefix));
    }

    private static boolean begins(String name, String prefix) {
        return name.startsWith(prefix)
                && (name.length() == prefix.length() || ".$".indexOf(name.charAt(prefix.length())) >= 0);
    }
}
