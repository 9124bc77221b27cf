package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void a_named_tree_is_made_for_its_owner_alone_and_found_again() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        assertThat(permissions(tree.path())).isEqualTo("rwx------");
        assertThat(tree.isTemporary()).isFalse();
        assertThat(TreeDirectory.at(tree.path()).path()).isEqualTo(tree.path());
    }

    @Test
    void everything_in_a_tree_is_for_its_owner_alone() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        try (Lease lease = Lease.tryAcquire(tree)) {
            assertThat(lease).isNotNull();
            tree.epoch(3);
            Neighbour.alive(tree, UUID.randomUUID()).close();
            SecureFiles.write(tree.newCarrier("c"), "{}");
        }
        try (var all = Files.walk(tree.path())) {
            assertThat(all)
                    .hasSizeGreaterThan(7)
                    .allSatisfy(path -> assertThat(permissions(path))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void a_tree_that_is_a_link_is_refused() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), tree.path());
        assertThatThrownBy(() -> TreeDirectory.at(link))
                .isInstanceOf(SpoolException.class)
                .hasMessage(link + " must be a directory and no link");
        assertThatThrownBy(() -> TreeDirectory.existing(link)).hasMessage(link + " must be a directory and no link");
    }

    @Test
    void a_tree_that_the_group_can_read_is_refused() throws IOException {
        Path open = Files.createDirectory(
                directory.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        assertThatThrownBy(() -> TreeDirectory.at(open))
                .isInstanceOf(SpoolException.class)
                .hasMessage(open + " must be closed to others (mode 0700), has mode 0750");
    }

    @Test
    void a_tree_needs_a_parent_that_exists() {
        assertThatThrownBy(() -> TreeDirectory.at(directory.resolve("a/b")))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("must be inside one that exists");
    }

    @Test
    void a_directory_without_a_lease_is_no_existing_tree() throws IOException {
        Path plain = SecureFiles.newDirectory(directory.resolve("plain"));
        assertThatThrownBy(() -> TreeDirectory.existing(plain)).hasMessageContaining("has no lease");
        assertThatThrownBy(() -> TreeDirectory.existing(plain.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void only_directories_named_by_a_run_are_runs() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        UUID run = UUID.randomUUID();
        Files.createDirectory(tree.run(run));
        Files.createDirectory(tree.unfinishedRun(UUID.randomUUID()));
        Files.createDirectory(tree.path().resolve("1-2-3-4-5"));
        Files.createDirectory(tree.path().resolve(UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT)));
        Files.createFile(tree.run(UUID.randomUUID()));
        Files.createSymbolicLink(tree.run(UUID.randomUUID()), tree.run(run));
        Files.createSymbolicLink(tree.run(UUID.randomUUID()), directory.resolve("nowhere"));
        assertThat(tree.runs()).extracting(RunDirectory::runId).isEqualTo(List.of(run));
    }

    @Test
    void a_damaged_epoch_is_said_to_be_one() throws IOException {
        TreeDirectory tree = TreeDirectory.at(directory.resolve("tree"));
        assertThat(tree.epoch()).isZero();
        tree.epoch(41);
        assertThat(tree.epoch()).isEqualTo(41);
        Files.writeString(tree.path().resolve("epoch"), "forty-two");
        assertThatThrownBy(tree::epoch).isInstanceOf(SpoolException.class).hasMessageContaining("must be a number");
    }

    @Test
    void temporary_trees_are_under_the_runtime_directory_if_it_is_ours_alone() throws IOException {
        Path runtime = SecureFiles.newDirectory(directory.resolve("runtime"));
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());
        TreeDirectory tree = TreeDirectory.createTemporary(TreeDirectory.base(environment));
        assertThat(tree.isTemporary()).isTrue();
        assertThat(tree.path().getParent()).isEqualTo(runtime.toRealPath().resolve("logrich"));
        assertThat(permissions(tree.path().getParent())).isEqualTo("rwx------");

        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(TreeDirectory.base(environment))
                .doesNotHave(new org.assertj.core.api.Condition<>(
                        path -> path.startsWith(runtime), "under a directory that others can read"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
