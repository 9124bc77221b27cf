package io.logrich.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Rounds in which every system has its turn, so that a slow phase of the machine meets them all. The environment variable
 * {@code BENCH_SYSTEMS}, names with commas between, leaves only these. A rival whose JVM fails is named as such; ours ends it
 * all.
 */
final class Rounds {
    private Rounds() {}

    /** What one system says in one round. */
    interface Run {
        double[] of(String system) throws Exception;
    }

    /**
     * Prints a title and a line for each system.
     *
     * @param format what a line says of the medians
     */
    static void print(String title, List<String> systems, int rounds, String format, Run run) throws Exception {
        Map<String, List<double[]>> runs = new LinkedHashMap<>();
        Set<String> failed = new LinkedHashSet<>();
        for (int round = 0; round < rounds; round++) {
            for (String system : wanted(systems)) {
                if (failed.contains(system)) {
                    continue;
                }
                try {
                    runs.computeIfAbsent(system, name -> new ArrayList<>()).add(run.of(system));
                } catch (IOException failure) {
                    if (system.startsWith("logrich")) {
                        throw failure;
                    }
                    failed.add(system);
                    runs.remove(system);
                }
            }
        }
        System.out.println(title + ", median of " + rounds + ":");
        runs.forEach((system, all) -> {
            Object[] medians = Arrays.stream(Forks.medians(all)).boxed().toArray();
            System.out.printf(Locale.ROOT, "  %-16s " + format + "%n", name(system, medians));
        });
        failed.forEach(system -> System.out.printf(Locale.ROOT, "  %-16s has failed%n", system));
    }

    private static Object[] name(String system, Object[] medians) {
        List<Object> all = new ArrayList<>(List.of(system));
        all.addAll(List.of(medians));
        return all.toArray();
    }

    private static List<String> wanted(List<String> systems) {
        String only = System.getenv("BENCH_SYSTEMS");
        return only == null
                ? systems
                : systems.stream().filter(List.of(only.split(","))::contains).toList();
    }
}
