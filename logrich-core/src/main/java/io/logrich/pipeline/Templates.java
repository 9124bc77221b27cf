package io.logrich.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * The templates of the messages that come again, taken apart once: a program has few of them and uses them for ever.
 * Those that are made anew for each message are not kept. Thread-safe.
 */
final class Templates {
    private static final int PLACES = 512;
    private static final int LONGEST_KEPT = 256;

    private final byte[] marks;

    /** Written and read without synchronisation: a template is immutable, and one that is missed is made again. */
    private final @Nullable Template[] known = new Template[PLACES];

    /** The hash of the text that came last. */
    private final int[] last = new int[PLACES];

    Templates(byte[] marks) {
        this.marks = marks;
    }

    /** Whether a template is the one of that very text here; false says nothing. */
    boolean isSurely(@Nullable Template template, String text) {
        return template != null && template.text == text && template.marks == marks;
    }

    /** The template of a text that has come before; null for one that has not, or is not simple. */
    @Nullable
    Template of(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Template template = known[place];
        if (template != null && template.text.equals(text)) {
            return template;
        }
        return isNew(hash, place) || text.length() > LONGEST_KEPT || text.contains("\\{}") ? null : keep(place, text);
    }

    private boolean isNew(int hash, int place) {
        boolean isNew = last[place] != hash;
        last[place] = hash;
        return isNew;
    }

    private Template keep(int place, String text) {
        Template template = Template.of(text, marks);
        known[place] = template;
        return template;
    }
}
