package io.logrich.example;

import io.logrich.LogRich;
import io.logrich.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** One worker: compresses every fourth file, chunk by chunk, and logs each chunk. */
public final class EncodeWorker {
    private static final int CHUNK_BYTES = 8 * 1024;
    private static final int READY_AFTER = 3;

    private static final Logger LOG = LogRich.get("encode.worker");

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] packed = new byte[CHUNK_BYTES];
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    private long chunks;
    private long bytesIn;
    private long bytesOut;

    private EncodeWorker() {}

    /** Arguments: which worker of how many, the folder, how often to go through it. */
    public static void main(String[] arguments) throws IOException {
        int number = Integer.parseInt(arguments[0]);
        int workers = Integer.parseInt(arguments[1]);
        int passes = Integer.parseInt(arguments[3]);
        LogRich.attach();
        try {
            List<Path> files = filesOf(Path.of(arguments[2]));
            EncodeWorker worker = new EncodeWorker();
            for (int pass = 0; pass < passes; pass++) {
                for (int file = number; file < files.size(); file += workers) {
                    worker.encode("req-" + file, files.get(file));
                }
            }
            worker.report();
        } finally {
            LogRich.shutdown();
        }
    }

    /** Everything that is logged inside carries the request's id. */
    private void encode(String request, Path file) throws IOException {
        try (var scope = LogRich.bind("request_id", request);
                InputStream in = Files.newInputStream(file)) {
            int number = 1;
            for (int length = read(in); length > 0; length = read(in)) {
                long start = System.nanoTime();
                long compressed = compress(length);
                LOG.atInfo()
                        .with("chunk", number++)
                        .with("bytes_in", length)
                        .with("bytes_out", compressed)
                        .with("ms", (System.nanoTime() - start) / 10_000 / 100.0)
                        .log("compressed {}", file.getFileName());
                count(length, compressed);
            }
        }
    }

    private int read(InputStream in) throws IOException {
        return in.readNBytes(chunk, 0, chunk.length);
    }

    private long compress(int length) {
        deflater.reset();
        deflater.setInput(chunk, 0, length);
        deflater.finish();
        while (!deflater.finished()) {
            deflater.deflate(packed);
        }
        return deflater.getBytesWritten();
    }

    /** Says on standard output, which the parent reads, when the work is in full flow. */
    @SuppressWarnings("SystemOut")
    private void count(long in, long out) {
        bytesIn += in;
        bytesOut += out;
        if (++chunks == READY_AFTER) {
            System.out.println("in full flow");
        }
    }

    private void report() {
        LOG.atInfo()
                .with("chunks", chunks)
                .with("bytes_in", bytesIn)
                .with("bytes_out", bytesOut)
                .log("worker done");
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
