package io.logrich;

import io.logrich.text.JsonReader;
import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.List;
import java.util.Map;

/** What to call a process: by its main class or jar, or by the command it was started with. Stateless. */
final class ProcessName {
    private static final int MAX_CHARS = 100;

    /** The attribute that keeps a ring out of dumps. */
    private static final String NO_DUMPS = "dumps";

    private ProcessName() {}

    /** The main class or jar of this process, without package and path; the given name if that is not known. */
    static String ofThisProcess(String otherwise) {
        String command = System.getProperty("sun.java.command", "").strip();
        if (command.isEmpty()) {
            return otherwise;
        }
        String main = command.split("\\s", 2)[0];
        String file = main.substring(main.lastIndexOf('/') + 1);
        if (file.endsWith(".jar") || file.endsWith(".java")) {
            return bounded(file.substring(0, file.lastIndexOf('.')));
        }
        return bounded(file.substring(file.lastIndexOf('.') + 1));
    }

    /** What a command is called: the file name of its program. */
    static String of(List<String> command) {
        String program = command.isEmpty() ? "unknown" : command.get(0);
        return bounded(program.substring(program.lastIndexOf('/') + 1));
    }

    /**
     * The attributes of this process's rings.
     *
     * @param dumps whether they may be read for dumps
     */
    static String attributes(String service, boolean dumps) {
        JsonWriter json = new JsonWriter(new Utf8Buffer(128));
        json.open('{').key("name").string(ofThisProcess(service));
        json.key("service").string(bounded(service));
        if (!dumps) {
            json.key(NO_DUMPS).value(false);
        }
        return json.close('}').out().toString();
    }

    /** Whether rings with these attributes may be read for dumps. */
    static boolean allowsDumps(String attributes) {
        try {
            return !(JsonReader.read(attributes) instanceof Map<?, ?> known
                    && Boolean.FALSE.equals(known.get(NO_DUMPS)));
        } catch (RuntimeException foreign) {
            return true;
        }
    }

    private static String bounded(String name) {
        return name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS);
    }
}
