package pk.muhr.x509;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Passes on what is written, counts it, and knows its SHA-256. */
public final class Sha256Output extends OutputStream {

    private final OutputStream out;
    private final MessageDigest digest = Sha256.digest();
    private long length;

    /** @param out where it goes to; closed with this */
    public Sha256Output(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) throws IOException {
        digest.update(octets, offset, count);
        length += count;
        out.write(octets, offset, count);
    }

    /** Octets written so far. */
    public long length() {
        return length;
    }

    /** The digest of everything written since the beginning, or since this was asked last. */
    public Sha256 sha256() {
        return Sha256.of32(digest.digest());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
