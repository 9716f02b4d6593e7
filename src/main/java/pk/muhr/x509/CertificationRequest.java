package pk.muhr.x509;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A PKCS #10 request (RFC 2986). It contributes a public key and requested values; nothing else of it ever reaches a
 * certificate.
 */
public final class CertificationRequest {

    private final Der der;
    private final org.bouncycastle.asn1.pkcs.CertificationRequest asn1;
    private final SubjectPublicKey key;
    private final List<Extension> extensions;

    private CertificationRequest(Der der) {
        this.der = der;
        try {
            asn1 = org.bouncycastle.asn1.pkcs.CertificationRequest.getInstance(der.decode());
            key = SubjectPublicKey.of(Der.of(asn1.getCertificationRequestInfo().getSubjectPublicKeyInfo()));
            extensions = extensionsOf(asn1.getCertificationRequestInfo());
            alternativeNames();
            keyUsage();
            keyPurposes();
            subject().attributes();
        } catch (MalformedDer e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MalformedDer("not a PKCS #10 certification request: " + e.getMessage(), e);
        }
    }

    /**
     * Reads DER.
     *
     * @throws MalformedDer when it is no request, or its key is malformed
     */
    public static CertificationRequest of(Der der) {
        return new CertificationRequest(der);
    }

    /**
     * Reads PEM with the label {@code CERTIFICATE REQUEST} (RFC 7468 §7; {@code NEW} before it is tolerated).
     *
     * @throws MalformedDer when it is anything else
     */
    public static CertificationRequest ofPem(String text) {
        Pem pem = Pem.parse(text);
        if (!pem.label().equals("CERTIFICATE REQUEST") && !pem.label().equals("NEW CERTIFICATE REQUEST")) {
            throw new MalformedDer("a CERTIFICATE REQUEST is needed, this is a " + pem.label(), null);
        }
        return new CertificationRequest(pem.content());
    }

    /**
     * Makes one that says nothing but whose key it is: no subject, no attributes.
     *
     * @param signer signs the CertificationRequestInfo with that key
     */
    public static CertificationRequest bare(
            SubjectPublicKey key, SignatureAlgorithm algorithm, UnaryOperator<Der> signer) {
        CertificationRequestInfo info = new CertificationRequestInfo(
                new X500Name(new RDN[0]),
                SubjectPublicKeyInfo.getInstance(key.spki().decode()),
                new DERSet());
        Der signature = signer.apply(Der.of(info));
        return new CertificationRequest(Der.of(new org.bouncycastle.asn1.pkcs.CertificationRequest(
                info, algorithm.identifier(), new DERBitString(signature.bytes()))));
    }

    private static List<Extension> extensionsOf(CertificationRequestInfo info) {
        List<Extension> found = new ArrayList<>();
        if (info.getAttributes() == null) {
            return found;
        }
        for (ASN1Encodable element : info.getAttributes()) {
            Attribute attribute = Attribute.getInstance(element);
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
                if (!found.isEmpty() || attribute.getAttrValues().size() != 1) {
                    throw new MalformedDer("the request asks for extensions twice (RFC 2985 §5.4.2)", null);
                }
                org.bouncycastle.asn1.x509.Extensions asked = org.bouncycastle.asn1.x509.Extensions.getInstance(
                        attribute.getAttrValues().getObjectAt(0));
                Arrays.stream(asked.getExtensionOIDs())
                        .map(oid -> Extension.of(asked.getExtension(oid)))
                        .forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    public Der der() {
        return der;
    }

    /** PEM, as RFC 7468 §7 spells it. */
    public String pem() {
        return new Pem("CERTIFICATE REQUEST", der).text();
    }

    public SubjectPublicKey key() {
        return key;
    }

    public DistinguishedName subject() {
        return DistinguishedName.of(asn1.getCertificationRequestInfo().getSubject());
    }

    /** The extensions asked for. */
    public List<Extension> extensions() {
        return extensions;
    }

    /** Requested alternative names of every kind. */
    public List<GeneralNameText> alternativeNames() {
        return extensions.stream()
                .filter(extension -> extension.oid().equals(Extensions.SUBJECT_ALTERNATIVE_NAME))
                .flatMap(
                        extension -> GeneralNameText.all(
                                GeneralNames.getInstance(extension.value().decode()))
                                .stream())
                .toList();
    }

    /** Requested key usages. */
    public Set<KeyUsage> keyUsage() {
        return extension(Extensions.KEY_USAGE)
                .map(extension -> KeyUsage.decode(extension.value()))
                .orElse(Set.of());
    }

    /** Dotted object identifiers of requested key purposes. */
    public List<String> keyPurposes() {
        return extension(Extensions.EXTENDED_KEY_USAGE)
                .map(extension -> Arrays.stream(
                                ExtendedKeyUsage.getInstance(extension.value().decode())
                                        .getUsages())
                        .map(KeyPurposeId::getId)
                        .toList())
                .orElse(List.of());
    }

    private Optional<Extension> extension(String oid) {
        return extensions.stream()
                .filter(extension -> extension.oid().equals(oid))
                .findFirst();
    }

    /** Whether it asks to become an authority. */
    public boolean asksForAuthority() {
        return extensions.stream()
                .filter(extension -> extension.oid().equals(Extensions.BASIC_CONSTRAINTS))
                .anyMatch(extension ->
                        BasicConstraints.getInstance(extension.value().decode()).isCA());
    }

    /** The signature's algorithm; none when it is one we do not accept, SHA-1 and MD5 among them. */
    public Optional<SignatureAlgorithm> signatureAlgorithm() {
        return SignatureAlgorithm.of(asn1.getSignatureAlgorithm());
    }

    /** Dotted object identifier of the signature's algorithm, whatever it is. */
    public String signatureAlgorithmOid() {
        return asn1.getSignatureAlgorithm().getAlgorithm().getId();
    }

    /** Whether the request, as it came, is signed by the key it holds: proof of possession (RFC 2986 §4.2). */
    public boolean provesPossession() {
        return Certificate.verifies(
                Der.of(ASN1Sequence.getInstance(der.decode()).getObjectAt(0)),
                signatureAlgorithm(),
                asn1.getSignature(),
                key);
    }
}
