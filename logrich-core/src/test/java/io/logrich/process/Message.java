package io.logrich.process;

/** The text of a victim's n-th event: anybody can compute what it must be, byte for byte. */
final class Message {
    private static final int LENGTHS = 211;

    private Message() {}

    static String of(int victim, int thread, long n) {
        StringBuilder text = new StringBuilder(256);
        text.append("k ")
                .append(victim)
                .append(' ')
                .append(thread)
                .append(' ')
                .append(n)
                .append(' ');
        int length = (int) ((n * 31 + thread * 7L) % LENGTHS);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + (n * 17 + i * 13L + thread) % 94));
        }
        return text.toString();
    }
}
