package io.logrich.bench;

/** Arguments of a program that has sensible ones of its own. */
final class Arguments {
    private Arguments() {}

    static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** Whether this JVM is one that the program has started itself. */
    static boolean isChild(String[] args) {
        return args.length > 0 && args[0].equals("child");
    }
}
