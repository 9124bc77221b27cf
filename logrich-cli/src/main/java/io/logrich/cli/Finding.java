package io.logrich.cli;

import io.logrich.render.SafeText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the doctor has found in one place. Immutable.
 *
 * @param about what was looked at
 * @param verdict how it is
 * @param what what was found
 * @param advice what to do about it; empty if nothing
 */
record Finding(String about, Verdict verdict, String what, String advice) {
    /** How something is, from well to bad. */
    enum Verdict {
        OK,
        WARN,
        FAIL
    }

    Finding {
        what = SafeText.of(what);
        advice = SafeText.of(advice);
    }

    static Finding ok(String about, String what) {
        return new Finding(about, Verdict.OK, what, "");
    }

    static Finding warn(String about, String what, String advice) {
        return new Finding(about, Verdict.WARN, what, advice);
    }

    static Finding fail(String about, String what, String advice) {
        return new Finding(about, Verdict.FAIL, what, advice);
    }

    /** One line, and the advice on another. */
    String text() {
        String line = String.format(Locale.ROOT, "%-4s  %-10s  %s", word(), about, what);
        return advice.isEmpty() ? line : line + System.lineSeparator() + " ".repeat(18) + advice;
    }

    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("about", about);
        map.put("verdict", word());
        map.put("what", what);
        map.put("advice", advice);
        return map;
    }

    private String word() {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
