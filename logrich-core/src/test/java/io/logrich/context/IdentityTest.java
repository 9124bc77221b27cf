package io.logrich.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a process is, from what the system says without asking a network. */
class IdentityTest {
    @TempDir
    Path directory;

    @Test
    void the_user_is_who_has_logged_in_else_who_the_environment_names() {
        Map<String, String> environment = Map.of("USER", "carol", "USERNAME", "dave");

        assertThat(Identity.user("bob", environment)).isEqualTo("bob");
        for (String nobody : new String[] {null, "", " ", "?"}) {
            assertThat(Identity.user(nobody, environment)).isEqualTo("carol");
            assertThat(Identity.user(nobody, Map.of("USERNAME", "dave", "USER", " ")))
                    .isEqualTo("dave");
            assertThat(Identity.user(nobody, Map.of())).isNull();
        }
    }

    @Test
    void the_host_is_named_up_to_the_first_dot_by_the_first_who_knows() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Path full = Files.writeString(directory.resolve("full"), " web.example.org \nmore\n");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path missing = directory.resolve("missing");
        Map<String, String> environment = Map.of("HOSTNAME", "shell.local", "COMPUTERNAME", "PC");

        assertThat(Identity.host(List.of(missing, binary, empty, full), environment))
                .isEqualTo("web");
        assertThat(Identity.host(List.of(missing, empty), environment)).isEqualTo("shell");
        assertThat(Identity.host(List.of(directory), Map.of("COMPUTERNAME", "PC")))
                .isEqualTo("PC");
        assertThat(Identity.host(List.of(), Map.of())).isNull();
    }

    @Test
    void a_context_of_another_process_becomes_one_of_this_process() {
        Identity self = new Identity("bob", "web", 9);
        ContextFields fields = ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("user_name", "alice")
                .set("process_id", 8)
                .set("process_id_chain", List.of(1, 2, 3, 4, 5, 6, 7, 8));

        LogContext ours = self.onto(fields).build();

        assertThat(ours.userName()).isEqualTo("alice");
        assertThat(ours.hostname()).isEqualTo("web");
        assertThat(ours.processId()).isEqualTo(9);
        assertThat(ours.processIdChain()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(self.onto(ContextFields.of(ours)).build()).isEqualTo(ours);
    }

    /** In pid namespaces of their own both may be process 1. */
    @Test
    void a_child_with_the_pid_of_its_parent_is_below_it() {
        Identity self = new Identity("bob", "web", 1);
        ContextFields fields = ContextFields.empty()
                .set("service", "s")
                .set("environment", "e")
                .set("job_id", "j")
                .set("process_id_chain", List.of(7, 1));

        assertThat(self.onto(fields).build().processIdChain()).containsExactly(7L, 1L);
        assertThat(self.below(fields).build().processIdChain()).containsExactly(7L, 1L, 1L);
    }

    @Test
    void a_process_that_does_not_know_itself_leaves_the_fields_out() {
        LogContext context = new Identity(null, null, 9)
                .onto(ContextFields.empty()
                        .set("service", "s")
                        .set("environment", "e")
                        .set("job_id", "j"))
                .build();

        assertThat(context.userName()).isNull();
        assertThat(context.hostname()).isNull();
        assertThat(context.processIdChain()).containsExactly(9L);
    }
}
