package pk.muhr.x509;

import static org.bouncycastle.asn1.x509.Extension.authorityInfoAccess;
import static org.bouncycastle.asn1.x509.Extension.authorityKeyIdentifier;
import static org.bouncycastle.asn1.x509.Extension.basicConstraints;
import static org.bouncycastle.asn1.x509.Extension.cRLDistributionPoints;
import static org.bouncycastle.asn1.x509.Extension.certificatePolicies;
import static org.bouncycastle.asn1.x509.Extension.extendedKeyUsage;
import static org.bouncycastle.asn1.x509.Extension.keyUsage;
import static org.bouncycastle.asn1.x509.Extension.nameConstraints;
import static org.bouncycastle.asn1.x509.Extension.subjectAlternativeName;
import static org.bouncycastle.asn1.x509.Extension.subjectKeyIdentifier;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The extensions we write, each with the one criticality and encoding that RFC 5280 §4.2 and BR §7.1.2 leave. */
public final class Extensions {

    public static final String AUTHORITY_INFO_ACCESS = authorityInfoAccess.getId();
    public static final String AUTHORITY_KEY_IDENTIFIER = authorityKeyIdentifier.getId();
    public static final String BASIC_CONSTRAINTS = basicConstraints.getId();
    public static final String CRL_DISTRIBUTION_POINTS = cRLDistributionPoints.getId();
    public static final String CRL_NUMBER = org.bouncycastle.asn1.x509.Extension.cRLNumber.getId();
    public static final String CERTIFICATE_POLICIES = certificatePolicies.getId();
    public static final String EXTENDED_KEY_USAGE = extendedKeyUsage.getId();
    public static final String KEY_USAGE = keyUsage.getId();
    public static final String NAME_CONSTRAINTS = nameConstraints.getId();
    public static final String OCSP_NO_CHECK = OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId();
    public static final String SUBJECT_ALTERNATIVE_NAME = subjectAlternativeName.getId();
    public static final String SUBJECT_KEY_IDENTIFIER = subjectKeyIdentifier.getId();

    private Extensions() {}

    /** For an authority: critical, cA TRUE, with the path length if one is given (RFC 5280 §4.2.1.9). */
    public static Extension authority(OptionalInt pathLength) {
        BasicConstraints value =
                pathLength.isPresent() ? new BasicConstraints(pathLength.getAsInt()) : new BasicConstraints(true);
        return Extension.of(basicConstraints, true, value);
    }

    /** For a subscriber: critical, empty, so cA FALSE. */
    public static Extension notAnAuthority() {
        return Extension.of(basicConstraints, true, new BasicConstraints(false));
    }

    /** Critical (RFC 5280 §4.2.1.3). */
    public static Extension keyUsage(Collection<KeyUsage> usages) {
        return Extension.of(keyUsage, true, KeyUsage.encode(usages));
    }

    /** Not critical here; a time-stamping unit's is the exception (RFC 3161 §2.3). */
    public static Extension extendedKeyUsage(boolean critical, List<KeyPurpose> purposes) {
        KeyPurposeId[] ids = purposes.stream().map(KeyPurpose::id).toArray(KeyPurposeId[]::new);
        return Extension.of(extendedKeyUsage, critical, new org.bouncycastle.asn1.x509.ExtendedKeyUsage(ids));
    }

    /** The issuer's subject key identifier and nothing else (BR §7.1.2.11.1). */
    public static Extension authorityKeyIdentifier(Der keyIdentifier) {
        return Extension.of(authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyIdentifier.bytes()));
    }

    /** RFC 5280 §4.2.1.2. */
    public static Extension subjectKeyIdentifier(Der keyIdentifier) {
        return Extension.of(subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier.bytes()));
    }

    /** DNS names only; not critical because our subjects are never empty (RFC 5280 §4.2.1.6). */
    public static Extension subjectAlternativeName(List<DnsName> names) {
        GeneralName[] general = names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name.value()))
                .toArray(GeneralName[]::new);
        return Extension.of(subjectAlternativeName, false, new GeneralNames(general));
    }

    /** Policy identifiers in the given order; the CPS address, where given, qualifies the last (BR §7.1.2.10.5). */
    public static Extension certificatePolicies(List<String> oids, java.util.Optional<URI> cps) {
        List<PolicyInformation> policies = new ArrayList<>();
        for (int i = 0; i < oids.size(); i++) {
            ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(oids.get(i));
            boolean qualified = cps.isPresent() && i == oids.size() - 1;
            policies.add(qualified ? new PolicyInformation(oid, cpsQualifier(cps.get())) : new PolicyInformation(oid));
        }
        return Extension.of(
                certificatePolicies,
                false,
                new org.bouncycastle.asn1.x509.CertificatePolicies(policies.toArray(PolicyInformation[]::new)));
    }

    private static DERSequence cpsQualifier(URI cps) {
        return new DERSequence(new PolicyQualifierInfo(cps.toString()));
    }

    /** One distribution point with one http address (BR §7.1.2.11.2). */
    public static Extension crlDistributionPoint(URI address) {
        GeneralNames name = new GeneralNames(uri(address));
        DistributionPoint point = new DistributionPoint(new DistributionPointName(name), null, null);
        return Extension.of(cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
    }

    /** OCSP responder and issuer certificate (RFC 5280 §4.2.2.1). */
    public static Extension authorityInfoAccess(java.util.Optional<URI> ocsp, java.util.Optional<URI> caIssuers) {
        List<AccessDescription> access = new ArrayList<>();
        ocsp.ifPresent(address -> access.add(new AccessDescription(AccessDescription.id_ad_ocsp, uri(address))));
        caIssuers.ifPresent(
                address -> access.add(new AccessDescription(AccessDescription.id_ad_caIssuers, uri(address))));
        return Extension.of(
                authorityInfoAccess, false, new AuthorityInformationAccess(access.toArray(AccessDescription[]::new)));
    }

    /**
     * Permitted DNS subtrees; every IP address excluded, so that nothing but names below them can be issued
     * (RFC 5280 §4.2.1.10, BR §7.1.2.5.2).
     */
    public static Extension nameConstraints(List<String> permittedDns) {
        ASN1EncodableVector permitted = new ASN1EncodableVector();
        permittedDns.forEach(
                dns -> permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, dns), null, null)));
        GeneralSubtree[] excluded = {
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8])), null, null),
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[32])), null, null)
        };
        GeneralSubtree[] subtrees = new GeneralSubtree[permitted.size()];
        for (int i = 0; i < subtrees.length; i++) {
            subtrees[i] = (GeneralSubtree) permitted.get(i);
        }
        return Extension.of(nameConstraints, true, new NameConstraints(subtrees, excluded));
    }

    /** Says of a responder's certificate that its own status need not be asked (RFC 6960 §4.2.2.2.1). */
    public static Extension ocspNoCheck() {
        return Extension.of(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
    }

    private static GeneralName uri(URI address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, new DERIA5String(address.toString(), true));
    }
}
