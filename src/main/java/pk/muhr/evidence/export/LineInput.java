package pk.muhr.evidence.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;

/** Lines of octets, one after the other, and the hash of those before the last one that was read. */
final class LineInput {

    private static final int FIRST = 1 << 18;

    /**
     * More than the longest line that an export has: values of a record are cut to 200 characters and 100 of them in a
     * list, each stands twice in its line, and no escape is longer than 8 octets.
     */
    static final int LONGEST = 1 << 20;

    private final String name;
    private final InputStream in;
    private final Sha256Output hash = new Sha256Output(OutputStream.nullOutputStream());
    private byte[] buffer = new byte[FIRST];
    private int begin;
    private int end;
    private int length = -1;
    private long number;

    /** @param name for messages */
    LineInput(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** Goes to the next line; {@code false} at the end. */
    boolean next() throws IOException {
        if (length >= 0) {
            hash.write(buffer, begin, length + 1);
            begin += length + 1;
        }
        number++;
        int searched = begin;
        while (true) {
            for (int at = searched; at < end; at++) {
                if (buffer[at] == '\n') {
                    length = at - begin;
                    return true;
                }
            }
            searched = end - begin;
            makeRoom();
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                if (end > begin) {
                    throw new Disproved(where(), "the line has no end, so the export was cut off.");
                }
                length = -1;
                return false;
            }
            end += count;
        }
    }

    private void makeRoom() {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        if (end == buffer.length) {
            if (end == LONGEST) {
                throw new Disproved(where(), "the line is longer than any that an export has.");
            }
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
    }

    /** The line without its end. */
    byte[] octets() {
        return Arrays.copyOfRange(buffer, begin, begin + length);
    }

    /** The file and the line. */
    String where() {
        return name + ", line " + number;
    }

    /** Of all lines before this one. */
    Sha256 sha256Before() {
        return hash.sha256();
    }
}
