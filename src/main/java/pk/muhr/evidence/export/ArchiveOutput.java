package pk.muhr.evidence.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;

/**
 * A ZIP that is written once, from the beginning to the end, and knows the hash of each file in it. Its comment is the
 * SHA-256 of all octets before the comment: a flipped bit is found where no file is neither.
 */
final class ArchiveOutput {

    /** Digits of the comment. */
    static final int SEAL = 64;

    private static final LocalDateTime WHENEVER = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int BUFFER = 1 << 16;

    private final Sealing sealing;
    private final ZipOutputStream zip;
    private final SortedMap<String, String> hashes = new TreeMap<>();

    ArchiveOutput(OutputStream out) {
        this.sealing = new Sealing(out);
        this.zip = new ZipOutputStream(new BufferedOutputStream(sealing, BUFFER), StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setComment("0".repeat(SEAL));
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds a file. */
    Sha256 add(String name, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(WHENEVER);
        zip.putNextEntry(entry);
        Sha256Output hashed = new Sha256Output(zip);
        content.writeTo(hashed);
        zip.closeEntry();
        return hashed.sha256();
    }

    /** Adds a file that the manifest names. */
    void list(String name, Content content) throws IOException {
        hashes.put(name, add(name, content).hex());
    }

    /** Adds a file of octets that the manifest names. */
    void list(String name, byte[] content) throws IOException {
        list(name, file -> file.write(content));
    }

    /** The same with text. */
    void list(String name, String content) throws IOException {
        list(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The files so far that the manifest names, with the SHA-256 of each. */
    SortedMap<String, String> hashes() {
        return hashes;
    }

    /** Ends the archive; what it is written to stays open. */
    void end() throws IOException {
        zip.finish();
        zip.flush();
        sealing.seal();
    }

    /** Keeps back the end, which is the place of the comment. */
    private static final class Sealing extends OutputStream {

        private final OutputStream to;
        private final Sha256Output out;
        private final byte[] kept = new byte[SEAL];
        private int length;

        Sealing(OutputStream out) {
            this.to = out;
            this.out = new Sha256Output(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int count) throws IOException {
            int leaving = Math.max(0, length + count - SEAL);
            int old = Math.min(leaving, length);
            out.write(kept, 0, old);
            System.arraycopy(kept, old, kept, 0, length - old);
            length -= old;
            out.write(octets, offset, leaving - old);
            System.arraycopy(octets, offset + leaving - old, kept, length, count - (leaving - old));
            length += count - (leaving - old);
        }

        void seal() throws IOException {
            to.write(out.sha256().hex().getBytes(StandardCharsets.US_ASCII));
            to.flush();
        }
    }
}
