package pk.muhr.x509;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** An X.509 certificate (RFC 5280 §4.1) that was read once and is then looked at. Equal when its bytes are. */
public final class Certificate {

    private final Der der;
    private final org.bouncycastle.asn1.x509.Certificate asn1;
    private final SubjectPublicKey key;
    private final Der tbs;
    private final DistinguishedName issuer;
    private final DistinguishedName subject;
    private final List<Extension> extensions;

    // Read when first asked for, since a malformed time is found there; threads that meet there find the same.
    private Instant notBefore;
    private Instant notAfter;
    private Sha256 fingerprint;

    private Certificate(Der der) {
        this.der = der;
        try {
            this.asn1 = org.bouncycastle.asn1.x509.Certificate.getInstance(der.decode());
        } catch (IllegalArgumentException e) {
            throw e instanceof MalformedDer malformed
                    ? malformed
                    : new MalformedDer("not a certificate: " + e.getMessage(), e);
        }
        this.key = SubjectPublicKey.of(Der.of(asn1.getSubjectPublicKeyInfo()));
        this.tbs = Der.of(asn1.getTBSCertificate());
        this.issuer = DistinguishedName.of(asn1.getIssuer());
        this.subject = DistinguishedName.of(asn1.getSubject());
        this.extensions = extensionsOf(asn1);
    }

    private static List<Extension> extensionsOf(org.bouncycastle.asn1.x509.Certificate asn1) {
        org.bouncycastle.asn1.x509.Extensions all = asn1.getTBSCertificate().getExtensions();
        return all == null
                ? List.of()
                : Arrays.stream(all.getExtensionOIDs())
                        .map(oid -> Extension.of(all.getExtension(oid)))
                        .toList();
    }

    /**
     * Reads DER.
     *
     * @throws MalformedDer when it is no certificate
     */
    public static Certificate of(Der der) {
        return new Certificate(der);
    }

    /** Puts signed bytes and signature together; the TBS bytes are taken as they are. */
    public static Certificate assemble(Der tbs, SignatureAlgorithm algorithm, Der signature) {
        return new Certificate(signed(tbs, algorithm, signature));
    }

    /** SEQUENCE { tbs, algorithm, BIT STRING }: the shape of certificates and CRLs alike. */
    static Der signed(Der tbs, SignatureAlgorithm algorithm, Der signature) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(tbs.decode());
        parts.add(algorithm.identifier());
        parts.add(new DERBitString(signature.bytes()));
        return Der.of(new DERSequence(parts));
    }

    public Der der() {
        return der;
    }

    /** The certificate's identity in this system: SHA-256 over its DER. */
    public Sha256 fingerprint() {
        Sha256 known = fingerprint;
        if (known == null) {
            known = der.sha256();
            fingerprint = known;
        }
        return known;
    }

    /** The to-be-signed part, in DER. */
    public Der tbs() {
        return tbs;
    }

    public int version() {
        return asn1.getVersionNumber();
    }

    /**
     * The serial number.
     *
     * @throws IllegalArgumentException when it breaks RFC 5280 §4.1.2.2
     */
    public SerialNumber serial() {
        return new SerialNumber(asn1.getSerialNumber().getValue());
    }

    public DistinguishedName issuer() {
        return issuer;
    }

    public DistinguishedName subject() {
        return subject;
    }

    public SubjectPublicKey key() {
        return key;
    }

    public Instant notBefore() {
        Instant known = notBefore;
        if (known == null) {
            known = asn1.getStartDate().getDate().toInstant();
            notBefore = known;
        }
        return known;
    }

    public Instant notAfter() {
        Instant known = notAfter;
        if (known == null) {
            known = asn1.getEndDate().getDate().toInstant();
            notAfter = known;
        }
        return known;
    }

    /** The algorithm of the outer field; none when we do not know it. */
    public Optional<SignatureAlgorithm> signatureAlgorithm() {
        return SignatureAlgorithm.of(asn1.getSignatureAlgorithm());
    }

    /** Whether inner and outer AlgorithmIdentifier are the same bytes (RFC 5280 §4.1.1.2). */
    public boolean algorithmsAgree() {
        return Der.of(asn1.getSignatureAlgorithm())
                .equals(Der.of(asn1.getTBSCertificate().getSignature()));
    }

    /** Every extension in the order of the encoding. */
    public List<Extension> extensions() {
        return extensions;
    }

    public Optional<Extension> extension(String oid) {
        for (Extension extension : extensions) { // every rule of the linter asks, most of them several times
            if (extension.oid().equals(oid)) {
                return Optional.of(extension);
            }
        }
        return Optional.empty();
    }

    /** Whether basicConstraints says cA TRUE. */
    public boolean isAuthority() {
        return extension(Extensions.BASIC_CONSTRAINTS)
                .map(e -> BasicConstraints.getInstance(e.value().decode()).isCA())
                .orElse(false);
    }

    /** pathLenConstraint, where there is one. */
    public OptionalInt pathLength() {
        return extension(Extensions.BASIC_CONSTRAINTS)
                .map(e -> BasicConstraints.getInstance(e.value().decode()).getPathLenConstraintInteger())
                .map(n -> OptionalInt.of(n.intValueExact()))
                .orElse(OptionalInt.empty());
    }

    public Set<KeyUsage> keyUsage() {
        return extension(Extensions.KEY_USAGE)
                .map(e -> KeyUsage.decode(e.value()))
                .orElse(Set.of());
    }

    /** Dotted object identifiers of extKeyUsage. */
    public List<String> keyPurposes() {
        return extension(Extensions.EXTENDED_KEY_USAGE)
                .map(e -> Arrays.stream(
                                ExtendedKeyUsage.getInstance(e.value().decode()).getUsages())
                        .map(KeyPurposeId::getId)
                        .toList())
                .orElse(List.of());
    }

    /** Dotted object identifiers of certificatePolicies. */
    public List<String> policies() {
        return extension(Extensions.CERTIFICATE_POLICIES)
                .map(e -> Arrays.stream(org.bouncycastle.asn1.x509.CertificatePolicies.getInstance(
                                        e.value().decode())
                                .getPolicyInformation())
                        .map(policy -> policy.getPolicyIdentifier().getId())
                        .toList())
                .orElse(List.of());
    }

    /** Subject alternative names by kind. */
    public List<GeneralNameText> alternativeNames() {
        return extension(Extensions.SUBJECT_ALTERNATIVE_NAME)
                .map(e -> GeneralNameText.all(GeneralNames.getInstance(e.value().decode())))
                .orElse(List.of());
    }

    /** The subject alternative names of one kind, as text. */
    public List<String> names(NameKind kind) {
        return alternativeNames().stream()
                .filter(name -> name.kind().equals(kind.label()))
                .map(GeneralNameText::value)
                .toList();
    }

    /** The dNSName entries, as text. */
    public List<String> dnsNames() {
        return names(NameKind.DNS);
    }

    /** Every address in CRL distribution points and authority information access. */
    public List<String> addresses() {
        List<String> found = new ArrayList<>();
        extension(Extensions.CRL_DISTRIBUTION_POINTS)
                .map(e -> org.bouncycastle.asn1.x509.CRLDistPoint.getInstance(
                        e.value().decode()))
                .ifPresent(points -> Arrays.stream(points.getDistributionPoints())
                        .flatMap(point ->
                                GeneralNameText.all(GeneralNames.getInstance(
                                                point.getDistributionPoint().getName()))
                                        .stream())
                        .forEach(name -> found.add(name.value())));
        extension(Extensions.AUTHORITY_INFO_ACCESS)
                .map(e -> org.bouncycastle.asn1.x509.AuthorityInformationAccess.getInstance(
                        e.value().decode()))
                .ifPresent(access -> Arrays.stream(access.getAccessDescriptions())
                        .forEach(description -> found.add(GeneralNameText.of(description.getAccessLocation())
                                .value())));
        return found;
    }

    public Optional<Der> subjectKeyIdentifier() {
        return extension(Extensions.SUBJECT_KEY_IDENTIFIER)
                .map(e -> Der.of(ASN1OctetString.getInstance(e.value().decode()).getOctets()));
    }

    public Optional<Der> authorityKeyIdentifier() {
        return extension(Extensions.AUTHORITY_KEY_IDENTIFIER)
                .map(e -> org.bouncycastle.asn1.x509.AuthorityKeyIdentifier.getInstance(
                                e.value().decode())
                        .getKeyIdentifierOctets())
                .map(Der::of);
    }

    /** Whether this certificate's signature verifies with the given key; false for an algorithm we do not know. */
    public boolean verifiesWith(SubjectPublicKey issuerKey) {
        return verifies(tbs(), signatureAlgorithm(), asn1.getSignature(), issuerKey);
    }

    /** Whether the key of this certificate made the signature over the content. */
    public boolean verifies(Content signed, SignatureAlgorithm algorithm, Der signature) {
        return verifies(signed, Optional.of(algorithm), signature.bytes(), key);
    }

    /** Every signature we know is whole octets (X.690 §8.6.2.2): a value that is not is nobody's. */
    static boolean verifies(
            Content signed, Optional<SignatureAlgorithm> algorithm, ASN1BitString signature, SubjectPublicKey key) {
        return signature.getPadBits() == 0 && verifies(signed, algorithm, signature.getOctets(), key);
    }

    static boolean verifies(
            Content signed, Optional<SignatureAlgorithm> algorithm, byte[] signature, SubjectPublicKey key) {
        if (algorithm.isEmpty()) {
            return false;
        }
        try {
            Signature verifier = algorithm.get().verifier(key);
            signed.writeTo(new SignatureInput(verifier));
            return verifier.verify(signature);
        } catch (GeneralSecurityException | MalformedDer e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("what was signed cannot be read", e);
        }
    }

    /** PEM of this certificate. */
    public String pem() {
        return new Pem("CERTIFICATE", der).text();
    }

    /** PEM of several, in order. */
    public static String pem(List<Certificate> chain) {
        List<String> blocks = new ArrayList<>();
        chain.forEach(certificate -> blocks.add(certificate.pem()));
        return String.join("", blocks);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate certificate && der.equals(certificate.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    @Override
    public String toString() {
        return "Certificate[" + subject() + " "
                + asn1.getSerialNumber().getValue().toString(16) + "]";
    }
}
