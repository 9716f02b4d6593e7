package pk.muhr.lint.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.TBSCertificate;

import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.QcStatement;
import pk.muhr.x509.SubjectPublicKey.Rsa;

/**
 * What a certificate rule looks at: the encoded contents and what they are to be judged by. Each part of the contents is
 * decoded when the first rule asks for it and then kept, so a subject belongs to one thread.
 */
public final class CertificateSubject {

    private final Certificate certificate;
    private final CertificateProfile profile;
    private final Certificate issuer;
    private final Optional<HierarchyPolicy.Authority> authority;
    private final PolicyBundle bundle;
    private final Instant now;

    private final Map<String, Extension> extensions = new HashMap<>();
    private final Once<TBSCertificate> tbs;
    private final Once<List<SubjectAttribute>> attributes = new Once<>(this::readAttributes);
    private final Once<List<GeneralNameText>> names;
    private final Once<Set<KeyUsage>> keyUsage;
    private final Once<List<String>> purposes;
    private final Once<List<String>> policies;
    private final Once<List<QcStatement>> statements = new Once<>(this::readStatements);
    private final Once<List<String>> expectedPolicies = new Once<>(this::resolvePolicies);

    /**
     * One certificate under judgement.
     *
     * @param certificate the contents, with a placeholder signature or a real one
     * @param profile the profile it claims to follow
     * @param issuer the certificate of the authority that signs; for a root, the contents themselves
     * @param authority the definition of the authority that the certificate is for, if it is for one
     * @param bundle the policy in force
     * @param now the time of signing
     */
    public CertificateSubject(
            Certificate certificate,
            CertificateProfile profile,
            Certificate issuer,
            Optional<HierarchyPolicy.Authority> authority,
            PolicyBundle bundle,
            Instant now) {
        this.certificate = certificate;
        this.profile = profile;
        this.issuer = issuer;
        this.authority = authority;
        this.bundle = bundle;
        this.now = now;
        this.tbs = new Once<>(() -> TBSCertificate.getInstance(certificate.tbs().decode()));
        this.names = new Once<>(certificate::alternativeNames);
        this.keyUsage = new Once<>(certificate::keyUsage);
        this.purposes = new Once<>(certificate::keyPurposes);
        this.policies = new Once<>(certificate::policies);
        certificate.extensions().forEach(extension -> extensions.put(extension.oid(), extension));
    }

    /** A value that is computed when it is first asked for. */
    private static final class Once<T> {
        private final Supplier<T> source;
        private T value;

        Once(Supplier<T> source) {
            this.source = source;
        }

        T get() {
            if (value == null) {
                value = source.get();
            }
            return value;
        }
    }

    public Certificate certificate() {
        return certificate;
    }

    public CertificateProfile profile() {
        return profile;
    }

    public Certificate issuer() {
        return issuer;
    }

    public Optional<HierarchyPolicy.Authority> authority() {
        return authority;
    }

    public PolicyBundle bundle() {
        return bundle;
    }

    public Instant now() {
        return now;
    }

    // --- by what it is judged ---

    /** Whether the profile is of this type. */
    public boolean is(CertificateType type) {
        return profile.type() == type;
    }

    /** Whether the certificate is an authority's. */
    public boolean isAuthority() {
        return profile.kind() == CertificateProfile.Kind.AUTHORITY;
    }

    /** Purposes that must stand in the certificate, in order. */
    public List<KeyPurpose> expectedPurposes() {
        return authority.flatMap(HierarchyPolicy.Authority::extendedKeyUsage).orElseGet(profile::extendedKeyUsage);
    }

    /** Policies that must stand in the certificate, in order; a root has none. */
    public List<String> expectedPolicies() {
        return expectedPolicies.get();
    }

    private List<String> resolvePolicies() {
        if (is(CertificateType.ROOT_CA)) {
            return List.of();
        }
        List<String> references = isAuthority()
                ? authority
                        .flatMap(HierarchyPolicy.Authority::certificatePolicies)
                        .orElse(List.of(Extensions.ANY_POLICY))
                : profile.certificatePolicies();
        return references.stream().map(bundle.certificatePolicy()::resolve).toList();
    }

    /** The domain in which the certificate's subscriber stands. */
    public Optional<HierarchyPolicy.Domain> domain() {
        return profile.authority().flatMap(bundle.hierarchy()::domainOf);
    }

    // --- what it says ---

    /** The contents as fields, for what a reader of values no longer sees. */
    public TBSCertificate tbs() {
        return tbs.get();
    }

    /** Its length with both ends counted (BR §6.3.2). */
    public Duration length() {
        return Duration.between(certificate.notBefore(), certificate.notAfter()).plusSeconds(1);
    }

    /** The key, where it is an RSA key. */
    public Optional<Rsa> rsa() {
        return certificate.key() instanceof Rsa rsa ? Optional.of(rsa) : Optional.empty();
    }

    public Optional<Extension> extension(String oid) {
        return Optional.ofNullable(extensions.get(oid));
    }

    /** Whether there is such an extension. */
    public boolean has(String oid) {
        return extensions.containsKey(oid);
    }

    /** Whether there is such an extension and it is critical or not, as asked. */
    public boolean has(String oid, boolean critical) {
        Extension extension = extensions.get(oid);
        return extension != null && extension.critical() == critical;
    }

    /** The decoded value of an extension that is there. */
    public ASN1Primitive value(String oid) {
        return extension(oid).orElseThrow().value().decode();
    }

    public Set<KeyUsage> keyUsage() {
        return keyUsage.get();
    }

    /** Dotted object identifiers of extKeyUsage. */
    public List<String> purposes() {
        return purposes.get();
    }

    /** Whether extKeyUsage holds this one. */
    public boolean has(KeyPurpose purpose) {
        return purposes().contains(purpose.oid());
    }

    /** Dotted object identifiers of certificatePolicies. */
    public List<String> policies() {
        return policies.get();
    }

    private List<QcStatement> readStatements() {
        return extension(Extensions.QC_STATEMENTS)
                .map(extension -> QcStatement.decode(extension.value()))
                .orElse(List.of());
    }

    /** Subject alternative names. */
    public List<GeneralNameText> names() {
        return names.get();
    }

    /** Subject alternative names of one kind. */
    public List<String> names(NameKind kind) {
        List<String> found = new ArrayList<>();
        for (GeneralNameText name : names()) {
            if (name.kind().equals(kind.label())) {
                found.add(name.value());
            }
        }
        return found;
    }

    /** Statements of qcStatements; none when there is no such extension. */
    public List<QcStatement> statements() {
        return statements.get();
    }

    /** The statement of this object identifier. */
    public Optional<QcStatement> statement(String oid) {
        return statements().stream().filter(found -> found.oid().equals(oid)).findFirst();
    }

    /** The issuer's room for authorities below it. */
    public OptionalInt issuerPathLength() {
        return issuer.pathLength();
    }

    /** Attributes of the subject in the order of the encoding. */
    public List<SubjectAttribute> attributes() {
        return attributes.get();
    }

    private List<SubjectAttribute> readAttributes() {
        List<SubjectAttribute> found = new ArrayList<>();
        for (RDN rdn : relativeNames()) {
            for (AttributeTypeAndValue pair : rdn.getTypesAndValues()) {
                ASN1Primitive value = pair.getValue().toASN1Primitive();
                String text = value instanceof ASN1String string ? string.getString() : value.toString();
                found.add(new SubjectAttribute(
                        AttributeType.of(pair.getType()), pair.getType().getId(), text, value));
            }
        }
        return List.copyOf(found);
    }

    /** The subject's relative names; each has one attribute or more. */
    public List<RDN> relativeNames() {
        return List.of(
                X500Name.getInstance(certificate.subject().der().decode()).getRDNs());
    }

    /** Values of one attribute. */
    public List<String> values(AttributeType type) {
        List<String> values = new ArrayList<>();
        for (SubjectAttribute attribute : attributes()) {
            if (attribute.is(type)) {
                values.add(attribute.value());
            }
        }
        return values;
    }

    /** How often an attribute stands in the subject. */
    public int count(AttributeType type) {
        int count = 0;
        for (SubjectAttribute attribute : attributes()) {
            count += attribute.is(type) ? 1 : 0;
        }
        return count;
    }
}
