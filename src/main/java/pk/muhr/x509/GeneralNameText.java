package pk.muhr.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/** A GeneralName as found (RFC 5280 §4.2.1.6): its tag and, where it is one, its text. */
public record GeneralNameText(int tag, String value) {

    /** Beyond the tags of RFC 5280: an otherName that is a user principal name. */
    private static final int UPN = 0x100;

    private static final String[] KINDS = {
        "otherName", "email", "dns", "x400Address", "directoryName", "ediPartyName", "uri", "ip", "registeredID"
    };

    /** otherName of Microsoft's user principal name (MS-WCCE §2.2.2.7.7). */
    static final ASN1ObjectIdentifier PRINCIPAL_NAME = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");

    static List<GeneralNameText> all(GeneralNames names) {
        return Arrays.stream(names.getNames()).map(GeneralNameText::of).toList();
    }

    static GeneralNameText of(GeneralName name) {
        String value =
                switch (name.getTagNo()) {
                    case GeneralName.dNSName, GeneralName.rfc822Name, GeneralName.uniformResourceIdentifier ->
                        ASN1IA5String.getInstance(name.getName()).getString();
                    case GeneralName.iPAddress -> address(name);
                    case GeneralName.otherName -> other(OtherName.getInstance(name.getName()));
                    case GeneralName.directoryName ->
                        DistinguishedName.of(X500Name.getInstance(name.getName()))
                                .toString();
                    default -> name.getName().toString();
                };
        boolean principal = name.getTagNo() == GeneralName.otherName
                && OtherName.getInstance(name.getName()).getTypeID().equals(PRINCIPAL_NAME);
        return new GeneralNameText(principal ? UPN : name.getTagNo(), value);
    }

    private static String address(GeneralName name) {
        byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
        try {
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException _) {
            return "#" + HexFormat.of().formatHex(octets);
        }
    }

    /** The text of a user principal name; of any other kind its object identifier. */
    private static String other(OtherName name) {
        return name.getTypeID().equals(PRINCIPAL_NAME)
                ? ASN1UTF8String.getInstance(name.getValue()).getString()
                : name.getTypeID().getId();
    }

    /** Whether this is a dNSName. */
    public boolean isDns() {
        return tag == GeneralName.dNSName;
    }

    /** The kind by the name that a request uses for it: {@code dns}, {@code ip}, {@code email} … */
    public String kind() {
        if (tag == UPN) {
            return NameKind.UPN.label();
        }
        return tag >= 0 && tag < KINDS.length ? KINDS[tag] : "tag " + tag;
    }
}
