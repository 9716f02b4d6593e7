package pk.muhr.revocation.crl;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * The values of one bytea column as PostgreSQL streams them, which costs a fraction of a result set: {@code COPY … TO
 * STDOUT (FORMAT binary)}, as the manual of COPY describes it.
 */
final class CopiedColumn implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int SIGNATURE = 11;
    private static final short END = -1;

    private final DataInputStream in;

    /** @param copy the whole statement; its query gives one column, never null */
    CopiedColumn(PGConnection connection, String copy) throws SQLException, IOException {
        in = new DataInputStream(new BufferedInputStream(new PGCopyInputStream(connection, copy), BUFFER));
        in.skipNBytes(SIGNATURE + Integer.BYTES);
        in.skipNBytes(in.readInt());
    }

    /** Writes the values one after the other, as they come. */
    void writeTo(OutputStream out) throws IOException {
        byte[] value = new byte[0];
        for (short columns = in.readShort(); columns != END; columns = in.readShort()) {
            int length = in.readInt();
            if (columns != 1 || length < 0) {
                throw new IOException("not one value: " + columns + " columns, " + length + " bytes");
            }
            value = value.length < length ? new byte[length] : value;
            in.readFully(value, 0, length);
            out.write(value, 0, length);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
