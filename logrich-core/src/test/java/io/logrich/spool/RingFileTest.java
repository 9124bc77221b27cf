package io.logrich.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made, what is left behind, and what is not taken for a ring. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RingFileTest {
    @TempDir
    Path directory;

    private final WriterSlots slots = new WriterSlots();
    private final Pen pen = new Pen(slots);

    @Test
    void a_new_ring_is_whole_private_and_alone() throws IOException {
        Ring ring = create("ring");
        pen.write(ring, new byte[100]);

        assertThat(names()).containsExactly("ring");
        assertThat(Files.size(file("ring"))).isEqualTo(4096L + Rings.SMALL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("ring"))))
                .isEqualTo("rw-------");
        try (RingFile other = Rings.open(file("ring"))) {
            assertThat(other.header()).isEqualTo(ring.header()).isEqualTo(Rings.header(Rings.SMALL));
            assertThat(Rings.read(other.newReader(), 0)).hasSize(1);
        }
    }

    /** No hole in the file: a lack of space would otherwise show as a signal, in the middle of an append. */
    @Test
    void every_block_of_a_new_ring_is_allocated() throws Exception {
        create("ring");

        Process stat = new ProcessBuilder("stat", "-c", "%b %B", file("ring").toString()).start();
        String[] blocks =
                new String(stat.getInputStream().readAllBytes()).strip().split(" ");
        assertThat(Long.parseLong(blocks[0]) * Long.parseLong(blocks[1])).isGreaterThanOrEqualTo(4096L + Rings.SMALL);
    }

    @Test
    void two_may_open_the_same_ring_and_see_each_others_cursors() throws IOException {
        Ring ring = create("ring");
        pen.write(ring, new byte[100]);
        try (RingFile one = Rings.open(file("ring"));
                RingFile two = Rings.open(file("ring"))) {
            one.relay(64, 1).publish(160, 1, 1);

            assertThat(two.consumer("relay").cursor()).isEqualTo(160);
            assertThat(ring.consumer("relay").delivered()).isEqualTo(1);
            two.publishTreeFinished(160, 1);
            assertThat(ring.treeFinished()).isEqualTo(160).isEqualTo(one.treeFinished());
            assertThat(ring.treeFinishedEvents()).isEqualTo(1).isEqualTo(one.treeFinishedEvents());
        }
        assertThat(Rings.read(ring.newReader(), 0)).hasSize(1);
    }

    @Test
    void a_reader_writes_nothing_but_the_header_page() throws IOException {
        create("ring");
        try (RingFile ring = Rings.open(file("ring"))) {
            for (int i = 1; i < RingLayout.MAX_CONSUMERS; i++) {
                Consumer consumer = ring.addConsumer("x".repeat(200), 0, 0);
                consumer.publish(-1, -1, -1);
                consumer.publishLost(5, -1);
            }
        }
        byte[] bytes = Files.readAllBytes(file("ring"));
        for (int at = RingLayout.ATTRIBUTES + 20; at < bytes.length; at++) {
            assertThat(bytes[at]).isZero();
        }
    }

    @Test
    void a_taken_name_is_refused_and_what_has_it_stays() throws IOException {
        Ring first = create("ring");
        pen.write(first, new byte[100]);

        assertThatThrownBy(() -> create("ring"))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("ring");

        assertThat(names()).containsExactly("ring");
        try (RingFile ring = Rings.open(file("ring"))) {
            assertThat(Rings.read(ring.newReader(), 0)).hasSize(1);
        }
    }

    @Test
    void a_taken_name_is_refused_also_when_it_is_a_link_into_the_void() throws IOException {
        Files.createSymbolicLink(file("ring"), file("nowhere"));

        assertThatThrownBy(() -> create("ring")).isInstanceOf(SpoolException.class);

        assertThat(names()).containsExactly("ring");
    }

    @Test
    void a_link_planted_under_the_temporary_name_is_not_followed() throws IOException {
        Files.createSymbolicLink(file("ring.new"), file("victim"));

        assertThatThrownBy(() -> create("ring")).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(file("victim")).doesNotExist();
        assertThat(file("ring")).doesNotExist();
    }

    /** Somebody else may be making it at this moment. */
    @Test
    void a_file_under_the_temporary_name_that_is_not_ours_stays() throws IOException {
        Files.writeString(file("ring.new"), "not ours");

        assertThatThrownBy(() -> create("ring")).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(file("ring.new")).hasContent("not ours");
        assertThat(file("ring")).doesNotExist();
    }

    @Test
    void a_directory_that_is_missing_is_an_error() {
        assertThatThrownBy(() -> create("missing/ring")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_link_to_a_ring_is_not_followed() throws IOException {
        create("ring");
        Files.createSymbolicLink(file("link"), file("ring"));

        assertRefused("link", "no regular file");
    }

    @Test
    void a_pipe_is_refused_at_once() throws Exception {
        if (new ProcessBuilder("mkfifo", "-m", "600", file("pipe").toString())
                        .start()
                        .waitFor()
                != 0) {
            abort("no mkfifo here");
        }

        assertRefused("pipe", "no regular file");
    }

    @Test
    void a_directory_and_a_device_are_refused() throws IOException {
        Files.createDirectory(file("directory"));

        assertRefused("directory", "no regular file");
        assertThatThrownBy(() -> RingFile.open(Path.of("/dev/zero"), "0")).isInstanceOf(SpoolException.class);
    }

    /** Between its name and its attributes the kernel may show a file that has no name any more. */
    @Test
    void a_ring_that_is_deleted_while_it_is_opened_has_vanished_and_nothing_else() throws Exception {
        create("ring");
        String owner = Rings.owner(file("ring"));
        Path file = file("fleeting");
        AtomicBoolean over = new AtomicBoolean();
        FutureTask<@Nullable String> opening = new FutureTask<>(() -> {
            while (!over.get()) {
                try {
                    RingFile.open(file, owner).close();
                } catch (NoSuchFileException vanished) {
                    continue;
                } catch (SpoolException refused) {
                    if (String.valueOf(refused.getMessage()).contains("names")) {
                        return refused.getMessage();
                    }
                }
            }
            return null;
        });
        new Thread(opening).start();
        for (int i = 0; i < 100_000 && !opening.isDone(); i++) {
            Files.write(file, new byte[1]);
            Files.delete(file);
        }
        over.set(true);
        assertThat(opening.get()).isNull();
    }

    @Test
    void a_ring_with_two_names_is_refused() throws IOException {
        create("ring");
        Files.createLink(file("other"), file("ring"));

        assertRefused("ring", "several names");
        Files.delete(file("other"));
        Rings.open(file("ring")).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
    void a_ring_that_others_may_touch_is_refused(String mode) throws IOException {
        create("ring");
        Files.setPosixFilePermissions(file("ring"), PosixFilePermissions.fromString(mode));

        assertRefused("ring", "others");
    }

    @Test
    void a_ring_of_another_user_is_refused() throws IOException {
        create("ring");
        String owner = Rings.owner(file("ring"));
        assertThatThrownBy(() -> RingFile.open(file("ring"), owner + "1"))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("belongs to user " + owner);
        try {
            Files.setAttribute(file("ring"), "unix:uid", 12345);
        } catch (FileSystemException notRoot) {
            System.err.println("SKIPPED: a ring of another user, since only root can give files away");
            abort("not root");
        }

        assertRefused("ring", "belongs to user 12345");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 4095, 4096, 4097, 4096 + 65535, 4096 + 65537, 1 << 20})
    void a_file_of_another_size_is_refused(long size) throws IOException {
        create("ring");
        try (FileChannel channel = FileChannel.open(file("ring"), StandardOpenOption.WRITE)) {
            if (size > channel.size()) {
                channel.write(java.nio.ByteBuffer.allocate(1), size - 1);
            } else {
                channel.truncate(size);
            }
        }

        assertThatThrownBy(() -> Rings.open(file("ring"))).isInstanceOf(SpoolException.class);
    }

    @Test
    void what_is_missing_is_an_error() {
        assertThatThrownBy(() -> Rings.open(file("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void nothing_stays_open_when_a_ring_is_refused() throws IOException {
        Files.write(file("ring"), new byte[4096 + Rings.SMALL]);
        Files.setPosixFilePermissions(file("ring"), PosixFilePermissions.fromString("rw-------"));
        long before = openFiles();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> Rings.open(file("ring"))).hasMessageContaining("no magic");
        }

        assertThat(openFiles()).isLessThan(before + 25);
    }

    private void assertRefused(String name, String reason) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> Rings.open(file(name)))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(reason);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private Ring create(String name) throws IOException {
        return RingFile.create(file(name), Rings.header(Rings.SMALL), slots, RingWriter.UNBOUNDED);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
