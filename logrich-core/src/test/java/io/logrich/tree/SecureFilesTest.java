package io.logrich.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.logrich.spool.SpoolException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SecureFilesTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    @Test
    void a_new_directory_is_for_its_owner_alone() throws IOException {
        assertThat(permissions(SecureFiles.newDirectory(directory.resolve("mine"))))
                .isEqualTo("rwx------");
    }

    @Test
    void a_directory_that_is_there_is_taken_if_it_is_ours_alone() throws IOException {
        Path mine = SecureFiles.newDirectory(directory.resolve("mine"));
        assertThat(SecureFiles.directory(mine)).isEqualTo(mine);
        assertThatThrownBy(() -> SecureFiles.newDirectory(mine)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_directory_that_the_group_can_read_is_refused() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        for (String mode : new String[] {"rwxr-----", "rwx--x---", "rwx-----x", "rwxrwxrwx"}) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> SecureFiles.directory(open))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("must be closed to others (mode 0700), has mode 0");
        }
    }

    @Test
    void a_link_is_no_directory_wherever_it_leads() throws IOException {
        Path mine = SecureFiles.newDirectory(directory.resolve("mine"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), mine);
        assertThatThrownBy(() -> SecureFiles.directory(link))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("must be a directory and no link");
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> SecureFiles.directory(file)).hasMessageContaining("must be a directory and no link");
    }

    @Test
    void a_directory_of_somebody_else_is_refused() throws IOException {
        Path theirs = givenAway(SecureFiles.newDirectory(directory.resolve("theirs")));
        assertThatThrownBy(() -> SecureFiles.checked(theirs))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("must belong to user 0, belongs to user " + NOBODY);
    }

    @Test
    void a_small_file_is_for_its_owner_alone_and_reads_as_written() throws IOException {
        Path file = directory.resolve("small");
        SecureFiles.write(file, "first");
        SecureFiles.write(file, "zweite Füllung");
        assertThat(SecureFiles.read(file)).isEqualTo("zweite Füllung");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(directory.resolve("small.new")).doesNotExist();
    }

    @Test
    void what_a_killed_writer_has_left_is_no_hindrance() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "untouched");
        Files.createSymbolicLink(directory.resolve("small.new"), precious);
        SecureFiles.write(directory.resolve("small"), "text");
        assertThat(SecureFiles.read(directory.resolve("small"))).isEqualTo("text");
        assertThat(precious).hasContent("untouched");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void only_a_regular_file_of_ours_is_read() throws Exception {
        assertThatThrownBy(() -> SecureFiles.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SecureFiles.read(directory))
                .hasMessageContaining("must be a regular file of this user");
        Path file = Files.writeString(directory.resolve("file"), "text");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThatThrownBy(() -> SecureFiles.read(link)).hasMessageContaining("must be a regular file of this user");
        Path pipe = Neighbour.pipe(directory.resolve("pipe"));
        assertThatThrownBy(() -> SecureFiles.read(pipe)).hasMessageContaining("must be a regular file of this user");
    }

    @Test
    void a_file_of_somebody_else_is_not_read() throws IOException {
        Path theirs = givenAway(Files.writeString(directory.resolve("theirs"), "text"));
        assertThatThrownBy(() -> SecureFiles.read(theirs)).hasMessageContaining("must be a regular file of this user");
    }

    @Test
    void a_file_that_is_too_long_is_not_read() throws IOException {
        Path file = Files.write(directory.resolve("long"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> SecureFiles.read(file)).hasMessageContaining("must have at most 1048576 bytes");
    }

    @Test
    void a_tree_is_deleted_and_what_its_links_lead_to_stays() throws IOException {
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(precious.resolve("file"), "untouched");
        Path tree = Files.createDirectories(directory.resolve("tree/a/b"))
                .getParent()
                .getParent();
        Files.createSymbolicLink(tree.resolve("a/link"), precious);
        Files.createSymbolicLink(tree.resolve("a/b/dangling"), tree.resolve("nowhere"));
        SecureFiles.deleteTree(tree);
        SecureFiles.deleteTree(tree);
        assertThat(tree).doesNotExist();
        assertThat(precious.resolve("file")).hasContent("untouched");
        Path link = Files.createSymbolicLink(directory.resolve("to-precious"), precious);
        SecureFiles.deleteTree(link);
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    void a_lock_file_is_for_its_owner_alone_and_no_link() throws IOException {
        Path lock = directory.resolve("lock");
        SecureFiles.openLockFile(lock).close();
        assertThat(permissions(lock)).isEqualTo("rw-------");
        Path link = Files.createSymbolicLink(directory.resolve("link"), lock);
        assertThatThrownBy(() -> SecureFiles.openLockFile(link)).isInstanceOf(IOException.class);
    }

    private static Path givenAway(Path path) throws IOException {
        assumeTrue(SecureFiles.currentUser().equals("0"), "only root can give files away");
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        return path;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
