package io.logrich;

import io.logrich.text.JsonWriter;
import io.logrich.text.Utf8Buffer;
import java.util.List;

/** What to call a process: by its main class or jar, or by the command it was started with. Stateless. */
final class ProcessName {
    private static final int MAX_CHARS = 100;

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

    /** The attributes of this process's rings. */
    static String attributes(String service) {
        JsonWriter json = new JsonWriter(new Utf8Buffer(128));
        json.open('{').key("name").string(ofThisProcess(service));
        json.key("service").string(bounded(service));
        return json.close('}').out().toString();
    }

    private static String bounded(String name) {
        return name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS);
    }
}
