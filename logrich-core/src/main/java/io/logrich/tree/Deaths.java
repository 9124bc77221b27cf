package io.logrich.tree;

import io.logrich.text.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what is known about the ends of processes, a ring that nobody holds any more and an exit code that a
 * parent has seen, and tells each end once. The collector's thread only.
 */
final class Deaths {
    /** How long one half of the knowledge waits for the other. */
    static final long PATIENCE_NANOS = 3_000_000_000L;

    /** After that time a pid may well be that of another process. */
    private static final long TOO_LATE_NANOS = 60_000_000_000L;

    private final TreeVoice voice;
    private final LongSupplier nanoTime;
    private final List<Exit> exits = new ArrayList<>();
    private final Map<Member, Long> waiting = new HashMap<>();

    /** Processes whose end was told before their exit code was known, by pid, and when: the code comes too late. */
    private final Map<Long, Long> toldWithout = new HashMap<>();

    Deaths(TreeVoice voice, LongSupplier nanoTime) {
        this.voice = voice;
        this.nanoTime = nanoTime;
    }

    /** Learns an exit code. */
    void exited(ExitNote note) {
        exits.add(new Exit(note, nanoTime.getAsLong()));
    }

    /**
     * Tells what is complete, or has waited long enough; true if anything was told.
     *
     * @param last whether there will be no other occasion
     */
    boolean tell(Members members, boolean last) throws IOException {
        boolean told = false;
        toldWithout.values().removeIf(since -> nanoTime.getAsLong() - since > TOO_LATE_NANOS);
        for (Member member : members.drained()) {
            long since = waiting.computeIfAbsent(member, dead -> nanoTime.getAsLong());
            ExitNote exit = takeExit(member.header().origin().pid());
            if (exit != null || last || isOld(since)) {
                waiting.remove(member);
                tell(member, exit);
                members.remove(member);
                told = true;
            }
        }
        for (Iterator<Exit> rest = exits.iterator(); rest.hasNext(); ) {
            Exit exit = rest.next();
            boolean ofNoMember = members.withPid(exit.note.pid()) == null;
            if (ofNoMember && toldWithout.remove(exit.note.pid()) != null) {
                rest.remove();
            } else if (ofNoMember && (last || isOld(exit.since))) {
                rest.remove();
                ExitNote note = exit.note;
                say(new Obituary(note.pid(), note.name(), note.exitCode(), false, null));
                told = true;
            }
        }
        return told;
    }

    private void tell(Member member, @Nullable ExitNote exit) throws IOException {
        long pid = member.header().origin().pid();
        Integer code = exit == null ? null : exit.exitCode();
        if (exit == null) {
            toldWithout.put(pid, nanoTime.getAsLong());
        } else {
            toldWithout.remove(pid);
        }
        say(new Obituary(pid, nameOf(member), code, member.hasClosed(), member.counts()));
    }

    private void say(Obituary obituary) {
        voice.say(obituary.level(), obituary.message(), obituary.extra());
    }

    private @Nullable ExitNote takeExit(long pid) {
        for (Iterator<Exit> all = exits.iterator(); all.hasNext(); ) {
            Exit exit = all.next();
            if (exit.note.pid() == pid) {
                all.remove();
                return exit.note;
            }
        }
        return null;
    }

    private boolean isOld(long since) {
        return nanoTime.getAsLong() - since > PATIENCE_NANOS;
    }

    private static String nameOf(Member member) {
        try {
            Object read = JsonReader.read(member.header().attributes());
            return read instanceof Map<?, ?> map && map.get("name") instanceof String name ? name : "unknown";
        } catch (IllegalArgumentException noJson) {
            return "unknown";
        }
    }

    private record Exit(ExitNote note, long since) {}
}
