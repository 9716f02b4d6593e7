package pk.muhr.x509;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;

/** Tells a file's form by its content; what its name says, nobody has to believe. */
final class CertificateFileReading {

    private static final Pattern SECRET =
            Pattern.compile("BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-|BEGIN SSH2 ENCRYPTED");

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{40,}+={0,2}\\s*+");
    private static final List<Integer> JAVA_KEY_STORES = List.of(0xfeedfeed, 0xcececece);
    private static final int MAGIC = 4;
    private static final int MOST_ELEMENTS = 20_000;
    private static final int PFX_VERSION = 3;

    /** RSAPrivateKey has a version and eight numbers (RFC 8017 A.1.2), the one for DSA five. */
    private static final int LEAST_NUMBERS = 6;

    private static final CertificateFile UNKNOWN = new CertificateFile.Another(CertificateFile.Kind.UNKNOWN);

    private CertificateFileReading() {}

    static CertificateFile read(byte[] file) {
        if (file.length >= MAGIC
                && JAVA_KEY_STORES.contains(ByteBuffer.wrap(file).getInt())) {
            return new CertificateFile.PrivateKey();
        }
        String text = text(file);
        if (SECRET.matcher(text).find()) {
            return new CertificateFile.PrivateKey();
        }
        try {
            if (text.contains("-----BEGIN ")) {
                return blocks(text);
            }
            return BASE64.matcher(text).matches()
                    ? der(Der.of(Base64.getMimeDecoder().decode(text)))
                    : der(Der.of(file));
        } catch (IllegalArgumentException | IllegalStateException e) { // as damaged as it may be
            return UNKNOWN;
        }
    }

    /** Editors on Windows write two octets a character, and say so first. */
    private static String text(byte[] file) {
        boolean wide = file.length >= 2
                && (file[0] == (byte) 0xff && file[1] == (byte) 0xfe
                        || file[0] == (byte) 0xfe && file[1] == (byte) 0xff);
        return new String(file, wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
    }

    private static CertificateFile blocks(String text) {
        List<Certificate> certificates = new ArrayList<>();
        CertificateFile other = UNKNOWN;
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            switch (der(Der.of(Base64.getMimeDecoder().decode(block.group(2))))) {
                case CertificateFile.Certificates found -> certificates.addAll(found.all());
                case CertificateFile.PrivateKey secret -> {
                    return secret;
                }
                case CertificateFile.Another another -> other = another;
            }
        }
        return certificates.isEmpty() ? other : new CertificateFile.Certificates(certificates);
    }

    private static CertificateFile der(Der der) {
        if (!(der.decode(MOST_ELEMENTS) instanceof ASN1Sequence outer) || outer.size() == 0) {
            return UNKNOWN;
        }
        if (isSecret(outer)) {
            return new CertificateFile.PrivateKey();
        }
        if (outer.getObjectAt(0) instanceof ASN1ObjectIdentifier type) {
            return type.equals(CMSObjectIdentifiers.signedData) ? enclosed(outer) : UNKNOWN;
        }
        try {
            return new CertificateFile.Certificates(List.of(Certificate.of(der)));
        } catch (IllegalArgumentException _) {
            return new CertificateFile.Another(kind(der));
        }
    }

    /** The certificates of a PKCS #7 file. */
    private static CertificateFile enclosed(ASN1Sequence outer) {
        ASN1Set set = SignedData.getInstance(ContentInfo.getInstance(outer).getContent())
                .getCertificates();
        List<Certificate> certificates = new ArrayList<>();
        if (set != null) {
            for (ASN1Encodable each : set) {
                certificates.add(Certificate.of(Der.of(each)));
            }
        }
        return certificates.isEmpty() ? UNKNOWN : new CertificateFile.Certificates(certificates);
    }

    /**
     * PrivateKeyInfo and EncryptedPrivateKeyInfo (RFC 5958), RSAPrivateKey (RFC 8017), ECPrivateKey (RFC 5915), and PFX (RFC
     * 7292), by their first elements: no certificate begins so.
     */
    private static boolean isSecret(ASN1Sequence outer) {
        ASN1Encodable first = outer.getObjectAt(0);
        ASN1Encodable second = outer.size() > 1 ? outer.getObjectAt(1) : first;
        if (first instanceof ASN1Integer version) {
            return second instanceof ASN1OctetString
                    || second instanceof ASN1Integer && outer.size() >= LEAST_NUMBERS
                    || second instanceof ASN1Sequence
                            && (version.hasValue(PFX_VERSION)
                                    || outer.size() > 2 && outer.getObjectAt(2) instanceof ASN1OctetString);
        }
        return outer.size() == 2 && first instanceof ASN1Sequence && second instanceof ASN1OctetString;
    }

    private static CertificateFile.Kind kind(Der der) {
        if (isOne(() -> CertificationRequest.of(der))) {
            return CertificateFile.Kind.REQUEST;
        }
        if (isOne(() -> RevocationList.of(der))) {
            return CertificateFile.Kind.REVOCATION_LIST;
        }
        return isOne(() -> SubjectPublicKey.of(der)) ? CertificateFile.Kind.PUBLIC_KEY : CertificateFile.Kind.UNKNOWN;
    }

    private static boolean isOne(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
