package pk.muhr.x509;

import static org.bouncycastle.asn1.x509.Extension.authorityInfoAccess;
import static org.bouncycastle.asn1.x509.Extension.authorityKeyIdentifier;
import static org.bouncycastle.asn1.x509.Extension.basicConstraints;
import static org.bouncycastle.asn1.x509.Extension.cRLDistributionPoints;
import static org.bouncycastle.asn1.x509.Extension.certificatePolicies;
import static org.bouncycastle.asn1.x509.Extension.extendedKeyUsage;
import static org.bouncycastle.asn1.x509.Extension.keyUsage;
import static org.bouncycastle.asn1.x509.Extension.nameConstraints;
import static org.bouncycastle.asn1.x509.Extension.privateKeyUsagePeriod;
import static org.bouncycastle.asn1.x509.Extension.subjectAlternativeName;
import static org.bouncycastle.asn1.x509.Extension.subjectKeyIdentifier;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
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
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The extensions we write, each with the one criticality and encoding that RFC 5280 §4.2 and BR §7.1.2 leave. */
public final class Extensions {

    /** The policy that stands for every other (RFC 5280 §4.2.1.4). */
    public static final String ANY_POLICY = certificatePolicies.branch("0").getId();

    public static final String AUTHORITY_INFO_ACCESS = authorityInfoAccess.getId();
    public static final String AUTHORITY_KEY_IDENTIFIER = authorityKeyIdentifier.getId();
    public static final String BASIC_CONSTRAINTS = basicConstraints.getId();
    public static final String CRL_DISTRIBUTION_POINTS = cRLDistributionPoints.getId();
    public static final String CERTIFICATE_POLICIES = certificatePolicies.getId();
    public static final String EXTENDED_KEY_USAGE = extendedKeyUsage.getId();
    public static final String KEY_USAGE = keyUsage.getId();
    public static final String NAME_CONSTRAINTS = nameConstraints.getId();
    public static final String NO_REV_AVAIL = org.bouncycastle.asn1.x509.Extension.noRevAvail.getId();
    public static final String OCSP_NO_CHECK = OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId();
    public static final String PRIVATE_KEY_USAGE_PERIOD = privateKeyUsagePeriod.getId();
    public static final String QC_STATEMENTS = org.bouncycastle.asn1.x509.Extension.qCStatements.getId();
    public static final String SECURITY_IDENTIFIER = "1.3.6.1.4.1.311.25.2";
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

    /** Not critical because our subjects are never empty (RFC 5280 §4.2.1.6). */
    public static Extension subjectAlternativeName(
            List<DnsName> dns, List<EmailAddress> email, List<UserPrincipalName> upn, List<ServiceUri> uri) {
        List<GeneralName> general = new ArrayList<>();
        dns.forEach(name -> general.add(new GeneralName(GeneralName.dNSName, name.value())));
        email.forEach(name -> general.add(new GeneralName(GeneralName.rfc822Name, name.value())));
        upn.forEach(name -> general.add(new GeneralName(
                GeneralName.otherName,
                new OtherName(GeneralNameText.PRINCIPAL_NAME, new DERUTF8String(name.value())))));
        uri.forEach(name -> general.add(new GeneralName(GeneralName.uniformResourceIdentifier, name.value())));
        return Extension.of(subjectAlternativeName, false, new GeneralNames(general.toArray(GeneralName[]::new)));
    }

    /** How long the private key may sign, from the given moment on (RFC 3280 §4.2.1.4, EN 319 421). */
    public static Extension privateKeyUsagePeriod(Instant notBefore, Instant notAfter) {
        return Extension.of(privateKeyUsagePeriod, false, new DERSequence(new ASN1Encodable[] {
            new DERTaggedObject(false, 0, new DERGeneralizedTime(Date.from(notBefore))),
            new DERTaggedObject(false, 1, new DERGeneralizedTime(Date.from(notAfter)))
        }));
    }

    /**
     * The security identifier of a directory entry, so that a domain controller maps the certificate strongly
     * (MS-WCCE §2.2.2.7.7.4).
     */
    public static Extension securityIdentifier(String sid) {
        ASN1Encodable value = new DEROctetString(sid.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        OtherName name = new OtherName(new ASN1ObjectIdentifier(SECURITY_IDENTIFIER + ".1"), value);
        return Extension.of(
                new ASN1ObjectIdentifier(SECURITY_IDENTIFIER),
                false,
                new GeneralNames(new GeneralName(GeneralName.otherName, name)));
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
     * Permitted subtrees of DNS names and of mailboxes ({@code gov.pk} for those at the host, {@code .gov.pk} for those
     * below). Where DNS names are constrained, every IP address is excluded, so that nothing but names below them can be
     * issued (RFC 5280 §4.2.1.10, BR §7.1.2.5.2, S/MIME BR §7.1.5).
     */
    public static Extension nameConstraints(List<String> permittedDns, List<String> permittedEmail) {
        List<GeneralSubtree> permitted = new ArrayList<>();
        permittedDns.forEach(dns -> permitted.add(subtree(new GeneralName(GeneralName.dNSName, dns))));
        permittedEmail.forEach(domain -> permitted.add(subtree(new GeneralName(GeneralName.rfc822Name, domain))));
        GeneralSubtree[] everyAddress = {
            subtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8]))),
            subtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[32])))
        };
        return Extension.of(
                nameConstraints,
                true,
                new NameConstraints(
                        permitted.toArray(GeneralSubtree[]::new), permittedDns.isEmpty() ? null : everyAddress));
    }

    private static GeneralSubtree subtree(GeneralName name) {
        return new GeneralSubtree(name, null, null);
    }

    /** Says of a responder's certificate that its own status need not be asked (RFC 6960 §4.2.2.2.1). */
    public static Extension ocspNoCheck() {
        return Extension.of(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
    }

    /** Says of a short-lived certificate that its revocation is never published (RFC 9608 §2). */
    public static Extension noRevAvail() {
        return Extension.of(org.bouncycastle.asn1.x509.Extension.noRevAvail, false, DERNull.INSTANCE);
    }

    private static GeneralName uri(URI address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, new DERIA5String(address.toString(), true));
    }
}
