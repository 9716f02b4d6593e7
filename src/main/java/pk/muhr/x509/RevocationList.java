package pk.muhr.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.TBSCertList;

/** A certificate revocation list (RFC 5280 §5) that was read once and is then looked at. */
public final class RevocationList {

    private final Der der;
    private final CertificateList asn1;

    private RevocationList(Der der) {
        this.der = der;
        try {
            this.asn1 = CertificateList.getInstance(der.decode());
        } catch (IllegalArgumentException e) {
            throw e instanceof MalformedDer malformed ? malformed : new MalformedDer("not a CRL: " + e.getMessage(), e);
        }
    }

    /**
     * Reads DER.
     *
     * @throws MalformedDer when it is no CRL
     */
    public static RevocationList of(Der der) {
        return new RevocationList(der);
    }

    /** Puts signed bytes and signature together. */
    public static RevocationList assemble(Der tbs, SignatureAlgorithm algorithm, Der signature) {
        return new RevocationList(Certificate.signed(tbs, algorithm, signature));
    }

    public Der der() {
        return der;
    }

    public Der tbs() {
        return Der.of(asn1.getTBSCertList());
    }

    /** 2 for every list we make. */
    public int version() {
        return asn1.getVersionNumber();
    }

    public DistinguishedName issuer() {
        return DistinguishedName.of(asn1.getIssuer());
    }

    public Instant thisUpdate() {
        return asn1.getThisUpdate().getDate().toInstant();
    }

    /** Empty when the list does not say (which RFC 5280 §5.1.2.5 forbids). */
    public Optional<Instant> nextUpdate() {
        return Optional.ofNullable(asn1.getNextUpdate())
                .map(time -> time.getDate().toInstant());
    }

    public Optional<SignatureAlgorithm> signatureAlgorithm() {
        return SignatureAlgorithm.of(asn1.getSignatureAlgorithm());
    }

    /** The CRL number, if there is one (RFC 5280 §5.2.3). */
    public Optional<BigInteger> number() {
        return extension(RevocationListExtensions.NUMBER)
                .map(e -> ASN1Integer.getInstance(e.value().decode()).getValue());
    }

    /** The number of the list whose changes this one holds, if it holds only changes (RFC 5280 §5.2.4). */
    public Optional<BigInteger> deltaOf() {
        return extension(RevocationListExtensions.DELTA_INDICATOR)
                .map(e -> ASN1Integer.getInstance(e.value().decode()).getValue());
    }

    public Optional<Der> authorityKeyIdentifier() {
        return extension(Extensions.AUTHORITY_KEY_IDENTIFIER)
                .map(e -> Der.of(org.bouncycastle.asn1.x509.AuthorityKeyIdentifier.getInstance(
                                e.value().decode())
                        .getKeyIdentifierOctets()));
    }

    public List<Extension> extensions() {
        org.bouncycastle.asn1.x509.Extensions all = asn1.getTBSCertList().getExtensions();
        return all == null
                ? List.of()
                : java.util.Arrays.stream(all.getExtensionOIDs())
                        .map(oid -> Extension.of(all.getExtension(oid)))
                        .toList();
    }

    /** The extension with this object identifier. */
    public Optional<Extension> extension(String oid) {
        return extensions().stream().filter(e -> e.oid().equals(oid)).findFirst();
    }

    /** The entries in the order of the encoding; without those that a list of changes takes off (RFC 5280 §5.3.1). */
    public List<RevocationEntry> entries() {
        List<RevocationEntry> found = new ArrayList<>();
        Enumeration<?> entries = asn1.getRevokedCertificateEnumeration();
        while (entries.hasMoreElements()) {
            TBSCertList.CRLEntry entry = (TBSCertList.CRLEntry) entries.nextElement();
            if (reason(entry) != CRLReason.removeFromCRL) {
                found.add(entry(entry));
            }
        }
        return found;
    }

    private static RevocationEntry entry(TBSCertList.CRLEntry entry) {
        Optional<org.bouncycastle.asn1.x509.Extensions> extensions = Optional.ofNullable(entry.getExtensions());
        RevocationReason reason = RevocationReason.ofCode(reason(entry)).orElse(RevocationReason.UNSPECIFIED);
        Optional<Instant> invalidity = extensions
                .map(all -> all.getExtensionParsedValue(org.bouncycastle.asn1.x509.Extension.invalidityDate))
                .map(value -> generalized(ASN1GeneralizedTime.getInstance(value)));
        return new RevocationEntry(
                new SerialNumber(entry.getUserCertificate().getValue()),
                entry.getRevocationDate().getDate().toInstant(),
                reason,
                invalidity);
    }

    private static int reason(TBSCertList.CRLEntry entry) {
        return Optional.ofNullable(entry.getExtensions())
                .map(all -> all.getExtensionParsedValue(org.bouncycastle.asn1.x509.Extension.reasonCode))
                .map(value -> ASN1Enumerated.getInstance(value).intValueExact())
                .orElse(CRLReason.unspecified);
    }

    private static Instant generalized(ASN1GeneralizedTime time) {
        try {
            return time.getDate().toInstant();
        } catch (java.text.ParseException e) {
            throw new MalformedDer("not a GeneralizedTime: " + time, e);
        }
    }

    /** Whether the signature verifies with the given key. */
    public boolean verifiesWith(SubjectPublicKey issuerKey) {
        return Certificate.verifies(tbs(), signatureAlgorithm(), asn1.getSignature(), issuerKey);
    }
}
