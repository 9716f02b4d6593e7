package pk.muhr.x509;

import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** A GeneralName as found (RFC 5280 §4.2.1.6): its tag and, where it is one, its text. */
public record GeneralNameText(int tag, String value) {

    private static final String[] KINDS = {
        "otherName", "email", "dns", "x400Address", "directoryName", "ediPartyName", "uri", "ip", "registeredID"
    };

    static List<GeneralNameText> all(GeneralNames names) {
        return Arrays.stream(names.getNames()).map(GeneralNameText::of).toList();
    }

    static GeneralNameText of(GeneralName name) {
        String value =
                switch (name.getTagNo()) {
                    case GeneralName.dNSName, GeneralName.rfc822Name, GeneralName.uniformResourceIdentifier ->
                        ASN1IA5String.getInstance(name.getName()).getString();
                    default -> name.getName().toString();
                };
        return new GeneralNameText(name.getTagNo(), value);
    }

    /** Whether this is a dNSName. */
    public boolean isDns() {
        return tag == GeneralName.dNSName;
    }

    /** The kind by the name that a request uses for it: {@code dns}, {@code ip}, {@code email} … */
    public String kind() {
        return tag >= 0 && tag < KINDS.length ? KINDS[tag] : "tag " + tag;
    }
}
