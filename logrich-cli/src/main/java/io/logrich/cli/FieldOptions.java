package io.logrich.cli;

import io.logrich.dump.DumpFilter;
import io.logrich.dump.FieldMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;

/** What the fields of events must be like: several conditions for one key are alternatives. */
final class FieldOptions {
    private static final String LABEL = "KEY=VALUE";

    @Option(names = "--context-exact", paramLabel = LABEL, description = "Only events with this field of the context.")
    private List<String> contextExact = List.of();

    @Option(names = "--context-contains", paramLabel = LABEL, description = "Its text contains VALUE.")
    private List<String> contextContains = List.of();

    @Option(names = "--context-icontains", paramLabel = LABEL, description = "The same in upper or lower case.")
    private List<String> contextIcontains = List.of();

    @Option(names = "--context-regex", paramLabel = LABEL, description = "VALUE is an expression found in it.")
    private List<String> contextRegex = List.of();

    @Option(
            names = "--context-extra-exact",
            paramLabel = LABEL,
            description = "Likewise for the context's extra (also -contains, -icontains, -regex).")
    private List<String> contextExtraExact = List.of();

    @Option(names = "--context-extra-contains", paramLabel = LABEL, hidden = true)
    private List<String> contextExtraContains = List.of();

    @Option(names = "--context-extra-icontains", paramLabel = LABEL, hidden = true)
    private List<String> contextExtraIcontains = List.of();

    @Option(names = "--context-extra-regex", paramLabel = LABEL, hidden = true)
    private List<String> contextExtraRegex = List.of();

    @Option(
            names = "--extra-exact",
            paramLabel = LABEL,
            description = "Likewise for the event's own fields (also -contains, -icontains, -regex).")
    private List<String> extraExact = List.of();

    @Option(names = "--extra-contains", paramLabel = LABEL, hidden = true)
    private List<String> extraContains = List.of();

    @Option(names = "--extra-icontains", paramLabel = LABEL, hidden = true)
    private List<String> extraIcontains = List.of();

    @Option(names = "--extra-regex", paramLabel = LABEL, hidden = true)
    private List<String> extraRegex = List.of();

    /** Applies one condition about one key. */
    private interface Rule {
        DumpFilter apply(DumpFilter filter, String key, FieldMatch match, FieldMatch... orElse);
    }

    /**
     * The filter with these conditions.
     *
     * @throws IllegalArgumentException if one makes no sense; the message is for people
     */
    DumpFilter applyTo(DumpFilter filter) {
        DumpFilter all =
                with(filter, DumpFilter::withContext, contextExact, contextContains, contextIcontains, contextRegex);
        all = with(
                all,
                DumpFilter::withContextExtra,
                contextExtraExact,
                contextExtraContains,
                contextExtraIcontains,
                contextExtraRegex);
        return with(all, DumpFilter::withExtra, extraExact, extraContains, extraIcontains, extraRegex);
    }

    private static DumpFilter with(
            DumpFilter filter,
            Rule rule,
            List<String> exact,
            List<String> contains,
            List<String> icontains,
            List<String> regex) {
        Map<String, List<FieldMatch>> byKey = new LinkedHashMap<>();
        gather(byKey, exact, FieldMatch::text);
        gather(byKey, contains, FieldMatch::contains);
        gather(byKey, icontains, FieldMatch::containsIgnoringCase);
        gather(byKey, regex, FieldOptions::expression);
        DumpFilter all = filter;
        for (Map.Entry<String, List<FieldMatch>> entry : byKey.entrySet()) {
            FieldMatch[] matches = entry.getValue().toArray(new FieldMatch[0]);
            all = rule.apply(all, entry.getKey(), matches[0], matches);
        }
        return all;
    }

    private static void gather(
            Map<String, List<FieldMatch>> byKey, List<String> pairs, Function<String, FieldMatch> meaning) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("a field must look like KEY=VALUE, was '" + pair + "'");
            }
            byKey.computeIfAbsent(pair.substring(0, equals), key -> new ArrayList<>())
                    .add(meaning.apply(pair.substring(equals + 1)));
        }
    }

    private static FieldMatch expression(String regex) {
        try {
            return FieldMatch.regex(Pattern.compile(regex));
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("not a regular expression: '" + regex + "': " + wrong.getDescription());
        }
    }
}
