package pk.muhr.x509;

import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;

/** Lists of few entries, put together and taken apart in memory. */
public final class WholeLists {

    /** Algorithm and issuer. */
    private static final int SEQUENCES_BEFORE = 2;

    private WholeLists() {}

    /** The to-be-signed list with these entries. */
    public static Der tbs(RevocationListTemplate template, List<RevocationEntry> entries) {
        long length = entries.stream().mapToLong(entry -> entry.der().length()).sum();
        return template.framing(length).tbsInMemory(out -> {
            for (RevocationEntry entry : entries) {
                entry.der().writeTo(out);
            }
        });
    }

    /** The entries as they are encoded. */
    public static Content entries(RevocationList list) {
        List<ASN1Sequence> sequences = new ArrayList<>();
        for (ASN1Encodable field : ASN1Sequence.getInstance(list.tbs().decode())) {
            if (field.toASN1Primitive() instanceof ASN1Sequence sequence) {
                sequences.add(sequence);
            }
        }
        return out -> {
            if (sequences.size() > SEQUENCES_BEFORE) {
                for (ASN1Encodable entry : sequences.get(SEQUENCES_BEFORE)) {
                    Der.of(entry).writeTo(out);
                }
            }
        };
    }
}
