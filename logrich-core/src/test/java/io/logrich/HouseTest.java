package io.logrich;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house rules: who may import whom, no circles, little in public, no long files. */
class HouseTest {

    /** Stands for every package there is. */
    private static final String EVERYTHING = "*";

    /**
     * Package → what it may import besides itself. All names are under {@code io.logrich}, which is itself called "". A
     * name that ends in a class ("event.LogLevel") allows that class alone. A package without a row fails.
     * {@code docs/rooms.md} shows the same table.
     */
    static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            // values
            entry("text", Set.of()),
            entry("scrub", Set.of()),
            entry("context", Set.of("text")),
            entry("event", Set.of("context")),
            entry("diagnostics", Set.of("event")),
            // tools
            entry("codec", Set.of("context", "event", "text")),
            entry("sink", Set.of("codec", "event")),
            entry("render", Set.of("codec", "context", "event", "text")),
            entry("settings", Set.of("diagnostics", "event", "render", "sink")),
            entry("spool", Set.of("text")),
            // stations
            entry("pipeline", Set.of("codec", "context", "diagnostics", "event", "scrub", "settings", "spool", "text")),
            entry("lane", Set.of("codec", "diagnostics", "event", "settings", "sink", "spool")),
            entry("tree", Set.of("codec", "context", "diagnostics", "event", "lane", "settings", "spool", "text")),
            entry("sink.console", Set.of("codec", "event", "render", "settings", "sink", "text")),
            entry("sink.file", Set.of("codec", "diagnostics", "event", "render", "settings", "sink", "text")),
            entry("sink.graylog", Set.of("codec", "context", "event", "render", "settings", "sink", "text")),
            entry("dump", Set.of("codec", "context", "event", "render", "spool", "text")),
            entry("capture", Set.of("event", "text")),
            // the door
            entry("", Set.of(EVERYTHING)));

    private static final String ROOT = "io.logrich";

    private static final int MAX_LINES = 400;

    private static final Path REPOSITORY = repository();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void every_package_has_a_row_in_the_table() {
        var packages = new TreeSet<String>();
        CLASSES.forEach(type -> packages.add(room(type.getPackageName())));

        assertThat(packages).as("packages of " + ROOT).isNotEmpty();
        packages.removeAll(MAY_IMPORT.keySet());
        assertThat(packages).as("packages without a row in MAY_IMPORT").isEmpty();
    }

    @Test
    void a_row_names_only_rooms_that_have_a_row_themselves() {
        var unknown = new TreeSet<String>();
        MAY_IMPORT.values().forEach(unknown::addAll);
        unknown.remove(EVERYTHING);
        unknown.removeIf(name -> MAY_IMPORT.containsKey(room(name)));

        assertThat(unknown).as("names in MAY_IMPORT that are no room").isEmpty();
    }

    /** What the compiler kept: also sees uses without an import, by full name or through inference. */
    @Test
    void classes_use_only_what_the_table_allows() {
        var offences = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            String from = room(type.getPackageName());
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(target.getPackageName()) && !allowed(from, target.getName())) {
                    offences.add(offence(from, room(target.getPackageName())) + dependency.getDescription());
                }
            });
        }

        assertThat(offences).as("uses that MAY_IMPORT does not allow").isEmpty();
    }

    /** What the author wrote: also sees inlined constants and imports for Javadoc's sake. */
    @Test
    void sources_import_only_what_the_table_allows() {
        var importLine = Pattern.compile("^import\\s+(?:static\\s+)?(io\\.logrich\\.[\\w.]+)");
        var packageLine = Pattern.compile("^package\\s+([\\w.]+)\\s*;");
        var offences = new TreeSet<String>();
        for (Path file : mainSources(REPOSITORY.resolve("logrich-core"))) {
            String from = ROOT;
            for (String line : lines(file)) {
                var header = packageLine.matcher(line);
                if (header.find()) {
                    from = header.group(1);
                }
                var match = importLine.matcher(line);
                if (match.find() && !allowed(room(from), match.group(1))) {
                    offences.add(offence(room(from), room(match.group(1))) + relative(file) + ": " + line);
                }
            }
        }

        assertThat(offences).as("imports that MAY_IMPORT does not allow").isEmpty();
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().assignedFrom(eachPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    private static final java.util.List<String> PUBLISHED =
            java.util.List.of("logrich-core/", "logrich-cli/", "logrich-testing/", "logrich-os/", "logrich-slf4j/");

    @Test
    void at_least_half_of_the_types_are_hidden() {
        var open = new TreeSet<String>();
        var hidden = new TreeSet<String>();
        for (Path file : mainSources(REPOSITORY)) {
            String name = relative(file);
            boolean published = PUBLISHED.stream().anyMatch(name::startsWith);
            if (published && !name.endsWith("package-info.java") && !name.endsWith("module-info.java")) {
                boolean isPublic = lines(file).stream().anyMatch(line -> line.startsWith("public "));
                (isPublic ? open : hidden).add(name);
            }
        }

        assertThat(open.size())
                .as("%d public types, more than the %d package-private ones: %s", open.size(), hidden.size(), open)
                .isLessThanOrEqualTo(hidden.size());
    }

    @Test
    void long_files_are_explained() {
        Set<String> explained = explainedLongFiles();
        var unexplained = new TreeMap<String, Integer>();
        for (Path file : mainSources(REPOSITORY)) {
            int length = lines(file).size();
            if (length > MAX_LINES && !explained.contains(relative(file))) {
                unexplained.put(relative(file), length);
            }
        }

        assertThat(unexplained)
                .as("files over %d lines that docs/rationale.md does not explain", MAX_LINES)
                .isEmpty();
    }

    private static boolean allowed(String from, String typeName) {
        Set<String> row = MAY_IMPORT.getOrDefault(from, Set.of());
        String to = room(typeName);
        if (from.equals(to) || row.contains(EVERYTHING) || row.contains(to)) {
            return true;
        }
        String name = typeName.substring(ROOT.length() + 1);
        return row.stream()
                .anyMatch(one -> name.equals(one) || name.startsWith(one + "$") || name.startsWith(one + "."));
    }

    private static String offence(String from, String to) {
        return "[" + (from.isEmpty() ? ROOT : from) + " → " + (to.isEmpty() ? ROOT : to) + "] ";
    }

    private static boolean isOurs(String packageName) {
        return packageName.equals(ROOT) || packageName.startsWith(ROOT + ".");
    }

    /** The room of a package, a type or a member: "io.logrich.sink.file.Roll.NOW" and "sink.file.Roll" → "sink.file". */
    private static String room(String name) {
        var room = new ArrayList<String>();
        for (String part : (name.startsWith(ROOT) ? name.substring(ROOT.length()) : name).split("\\.")) {
            if (!part.isEmpty() && Character.isUpperCase(part.charAt(0))) {
                break;
            }
            if (!part.isEmpty()) {
                room.add(part);
            }
        }
        return String.join(".", room);
    }

    /** Each package is a slice of its own, the root too; ArchUnit's own patterns would leave the root out. */
    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return isOurs(type.getPackageName())
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "the packages of " + ROOT;
            }
        };
    }

    /** The paths under the heading "Files over 400 lines": one list item each, {@code - `path`: reason}. */
    private static Set<String> explainedLongFiles() {
        Path rationale = REPOSITORY.resolve("docs/rationale.md");
        if (!Files.exists(rationale)) {
            return Set.of();
        }
        var item = Pattern.compile("^[-*]\\s+`?([^`:\\s]+\\.java)`?\\s*[:,–—-]+\\s*\\w+");
        var explained = new TreeSet<String>();
        boolean inside = false;
        for (String line : lines(rationale)) {
            if (line.startsWith("#")) {
                inside = line.contains("Files over " + MAX_LINES + " lines");
            } else if (inside) {
                var match = item.matcher(line);
                if (match.find()) {
                    explained.add(match.group(1));
                }
            }
        }
        return explained;
    }

    /** Every Java file under any src/main/java below the directory. */
    private static List<Path> mainSources(Path top) {
        var sources = new ArrayList<Path>();
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    boolean skipped = !directory.equals(top) && (name.equals("target") || name.startsWith("."));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = relative(file);
                    if (name.contains("src/main/java/") && name.endsWith(".java")) {
                        sources.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        assertThat(sources).as("sources under " + top).isNotEmpty();
        return sources;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String relative(Path file) {
        return REPOSITORY.relativize(file).toString().replace('\\', '/');
    }

    /** Maven says where; an IDE starts in the repository or in the module. */
    private static Path repository() {
        String told = System.getProperty("logrich.basedir");
        Path here = Path.of(told == null ? "" : told).toAbsolutePath().normalize();
        return Files.isDirectory(here.resolve("logrich-core")) ? here : here.getParent();
    }
}
