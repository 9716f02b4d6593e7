package pk.muhr.enrolment.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/**
 * The body of a batch as it came, whole before anything is done with it, so that its client may send all and then read. It
 * lies in a file that has no name any more: nothing is left of it when the program ends, however that happens.
 */
final class BatchIntake implements AutoCloseable {

    static final int MOST_LINES = 10_000;
    static final int LONGEST_LINE = 16 * 1024;
    static final long MOST_BYTES = MOST_LINES * (LONGEST_LINE + 1L);
    private static final int BUFFER = 64 * 1024;

    private final FileChannel file;
    private final InputStream lines;
    private final int count;
    private final Sha256 content;
    private int number;

    private BatchIntake(FileChannel file, int count, Sha256 content) throws IOException {
        this.file = file;
        this.lines = new BufferedInputStream(Channels.newInputStream(file.position(0)), BUFFER);
        this.count = count;
        this.content = content;
    }

    /**
     * One line.
     *
     * @param bytes without its end; empty when they are more than {@link #LONGEST_LINE}
     */
    record Line(int number, Optional<byte[]> bytes) {}

    /**
     * Takes a body in.
     *
     * @throws ProblemException when it has no line, or more lines or bytes than are taken; nothing is kept then
     */
    static BatchIntake of(InputStream body) throws IOException {
        FileChannel file = nameless();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            int ends = 0;
            byte last = '\n';
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                for (int at = 0; at < read; at++) {
                    ends += buffer[at] == '\n' ? 1 : 0;
                }
                last = read > 0 ? buffer[read - 1] : last;
                size += read;
                requireFew(ends + (last == '\n' ? 0 : 1), size);
                digest.update(buffer, 0, read);
                write(file, ByteBuffer.wrap(buffer, 0, read));
            }
            int count = ends + (last == '\n' ? 0 : 1);
            if (count == 0) {
                throw new ProblemException(
                        Problem.of(400, "body-missing", "The body is not what is expected", "The batch has no line.")
                                .withFix("Send one JSON object a line, as for a single request."));
            }
            return new BatchIntake(file, count, Sha256.of32(digest.digest()));
        } catch (IOException | RuntimeException | NoSuchAlgorithmException e) {
            file.close();
            throw e instanceof NoSuchAlgorithmException none ? new IllegalStateException(none) : rethrown(e);
        }
    }

    private static RuntimeException rethrown(Exception e) throws IOException {
        if (e instanceof IOException io) {
            throw io;
        }
        return (RuntimeException) e;
    }

    private static FileChannel nameless() throws IOException {
        Path path = Files.createTempFile("muhr-batch", ".ndjson");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static void requireFew(int lines, long bytes) {
        if (lines > MOST_LINES) {
            throw new ProblemException(Problem.of(
                            413,
                            "batch-too-long",
                            "Too much at once",
                            "A batch has at most " + MOST_LINES + " lines; nothing was done.")
                    .withValue("more than " + MOST_LINES + " lines")
                    .withFix("send several batches, each with a key of its own"));
        }
        if (bytes > MOST_BYTES) {
            throw new ProblemException(Problem.of(
                            413,
                            "batch-too-long",
                            "Too much at once",
                            "A batch has at most " + MOST_BYTES + " bytes; nothing was done.")
                    .withValue("more than " + MOST_BYTES + " bytes")
                    .withFix("send several batches, each with a key of its own"));
        }
    }

    int count() {
        return count;
    }

    Sha256 content() {
        return content;
    }

    /** The next line; nothing after the last. */
    Optional<Line> next() throws IOException {
        if (number == count) {
            return Optional.empty();
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
        boolean tooLong = false;
        for (int octet = lines.read(); octet >= 0 && octet != '\n'; octet = lines.read()) {
            tooLong |= line.size() == LONGEST_LINE;
            if (!tooLong) {
                line.write(octet);
            }
        }
        return Optional.of(new Line(number, tooLong ? Optional.empty() : Optional.of(line.toByteArray())));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
