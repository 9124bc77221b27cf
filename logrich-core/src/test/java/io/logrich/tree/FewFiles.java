package io.logrich.tree;

import java.nio.file.Path;

/**
 * A collector that may open few files. Arguments: its tree, how many processes, how many events each. Says
 * {@code collecting}, and at the end what it has quarantined and what else was wrong.
 */
final class FewFiles {
    private FewFiles() {}

    public static void main(String[] arguments) throws Exception {
        int processes = Integer.parseInt(arguments[1]);
        int events = Integer.parseInt(arguments[2]);
        try (Town town = new Town(Path.of(arguments[0]))) {
            town.await("some of the events", () -> town.complete(0, events) || !town.troubles.isEmpty());
            System.out.println("collecting");
            town.await("all events", () -> {
                for (int number = 0; number < processes; number++) {
                    if (!town.complete(number, events)) {
                        return false;
                    }
                }
                return true;
            });
            System.out.println(town.quarantined() + " " + town.duplicates() + " " + town.troubles);
        }
    }
}
