package io.logrich.tree;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A process that takes locks and leases when it is told to: {@code lock FILE}, {@code unlock FILE}, {@code held FILE},
 * {@code forget FILE} (takes the lock and keeps nothing of it), {@code lease DIRECTORY AT-MILLIS}, {@code starve DIRECTORY} (looks at its lease while no file can be opened), {@code end
 * DIRECTORY}. Answers {@code true} or {@code false}, for a lease its epoch.
 */
public final class LockProcess {
    private static final Map<String, AutoCloseable> HELD = new HashMap<>();

    private LockProcess() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(answer(words));
        }
    }

    private static Object answer(String[] words) throws Exception {
        Path path = Path.of(words[1]);
        switch (words[0]) {
            case "lock":
                return keep(words[1], HeldLock.tryAcquire(path));
            case "held":
                return HeldLock.isHeld(path);
            case "forget":
                boolean taken = HeldLock.tryAcquire(path) != null;
                System.gc();
                return taken;
            case "lease":
                while (System.currentTimeMillis() < Long.parseLong(words[2])) {
                    Thread.onSpinWait();
                }
                Lease lease = Lease.tryAcquire(TreeDirectory.at(path));
                return keep(words[1], lease)
                        ? "epoch " + Objects.requireNonNull(lease).epoch()
                        : "lost";
            case "starve":
                return isOverWhenStarved((Lease) HELD.get(words[1]));
            default:
                HELD.remove(words[1]).close();
                return true;
        }
    }

    private static boolean isOverWhenStarved(Lease held) throws Exception {
        held.check(); // whatever it needs is loaded now
        List<FileChannel> all = new ArrayList<>();
        try {
            while (true) {
                all.add(FileChannel.open(Path.of("/dev/null")));
            }
        } catch (FileSystemException noMore) {
            held.check();
        }
        for (FileChannel one : all) {
            one.close();
        }
        return held.isOver();
    }

    private static boolean keep(String name, AutoCloseable held) {
        if (held != null) {
            HELD.put(name, held);
        }
        return held != null;
    }
}
