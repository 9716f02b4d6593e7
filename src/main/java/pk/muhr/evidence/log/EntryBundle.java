package pk.muhr.evidence.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries beside each other, each with its length in two octets before it (C2SP tlog-tiles). */
final class EntryBundle {

    private EntryBundle() {}

    static byte[] of(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bundle.write(entry.length >> Byte.SIZE);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /** @throws IOException when it ends within an entry */
    static List<byte[]> read(byte[] bundle) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(bundle);
        while (left.hasRemaining()) {
            int length = left.remaining() < Short.BYTES ? Integer.MAX_VALUE : Short.toUnsignedInt(left.getShort());
            if (length > left.remaining()) {
                throw new IOException("a bundle of entries ends within one");
            }
            byte[] entry = new byte[length];
            left.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
