package pk.muhr.lint;

import static pk.muhr.lint.Mutations.about;
import static pk.muhr.lint.Mutations.adding;
import static pk.muhr.lint.Mutations.critical;
import static pk.muhr.lint.Mutations.extension;
import static pk.muhr.lint.Mutations.from;
import static pk.muhr.lint.Mutations.issuedBy;
import static pk.muhr.lint.Mutations.lacking;
import static pk.muhr.lint.Mutations.lasting;
import static pk.muhr.lint.Mutations.names;
import static pk.muhr.lint.Mutations.naming;
import static pk.muhr.lint.Mutations.rawDns;
import static pk.muhr.lint.Mutations.replacing;
import static pk.muhr.lint.Mutations.saying;
import static pk.muhr.lint.Mutations.sequence;
import static pk.muhr.lint.Mutations.uncritical;
import static pk.muhr.lint.Mutations.with;
import static pk.muhr.lint.Mutations.without;
import static pk.muhr.lint.Mutations.written;
import static pk.muhr.lint.PublicKeys.F4;
import static pk.muhr.lint.PublicKeys.closePrimes;
import static pk.muhr.lint.PublicKeys.ec;
import static pk.muhr.lint.PublicKeys.kept;
import static pk.muhr.lint.PublicKeys.oddModulus;
import static pk.muhr.lint.PublicKeys.rsa;
import static pk.muhr.lint.PublicKeys.rsaKey;
import static pk.muhr.lint.Specimens.NOW;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.QcStatement;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** Every rule for certificates, broken by one change to a good certificate. */
final class Breaches {

    private static final Der PLACEHOLDER = Der.of(new byte[] {1});

    // where the fields of a TBSCertificate stand
    private static final int VALIDITY = 4;
    private static final int EXTENSIONS = 7;

    private final Map<String, List<Breach>> all = new TreeMap<>();

    /**
     * One way to break a rule.
     *
     * @param why in a few words with hyphens
     * @param specimen that is changed
     * @param issuer that signs, where it is another than the specimen's
     * @param bytes of the changed certificate
     */
    record Breach(String why, String specimen, Optional<String> issuer, Function<CertificateTemplate, Der> bytes) {}

    private Breaches() {
        fields();
        validity();
        extensions();
        subjects();
        identifiers();
        alternativeNames();
        keys();
        servers();
        mail();
        programs();
        timeStamps();
        documents();
        statements();
        logon();
        nation();
        authorities();
        roots();
        responders();
    }

    /** By the id of the rule. */
    static Map<String, List<Breach>> all() {
        return Collections.unmodifiableMap(new Breaches().all);
    }

    private void put(String rule, String why, String specimen, UnaryOperator<CertificateTemplate> change) {
        bytes(rule, why, specimen, template -> signed(change.apply(template)));
    }

    private void bytes(String rule, String why, String specimen, Function<CertificateTemplate, Der> bytes) {
        all.computeIfAbsent(rule, each -> new ArrayList<>()).add(new Breach(why, specimen, Optional.empty(), bytes));
    }

    static Der signed(CertificateTemplate template) {
        return Certificate.assemble(template.tbs(), template.signature(), Specimens.SIGNATURE)
                .der();
    }

    private void fields() {
        bytes("version-3", "version-1", "tls-server", t -> written(t, f -> f.subList(1, f.size() - 1))
                .der());
        put("serial-number", "too-short", "tls-server", t -> with(t, new SerialNumber(BigInteger.TWO.pow(100))));
        bytes("algorithms-agree", "another-hash-outside", "tls-server", t -> written(
                        t, SignatureAlgorithm.SHA256_ECDSA.identifier())
                .der());
        bytes("algorithm-permitted", "sha-1", "tls-server", t -> written(
                        t, new AlgorithmIdentifier(PKCSObjectIdentifiers.sha1WithRSAEncryption))
                .der());
        put("algorithm-of-issuer-key", "rsa-on-a-curve", "tls-server", t -> with(t, SignatureAlgorithm.SHA256_RSA));
        put("issuer-bytes", "itself", "tls-server", t -> issuedBy(t, t.subject()));
        put(
                "issuer-bytes",
                "another-authority",
                "email-protection",
                t -> issuedBy(t, Specimens.issuer("gov-tls").subject()));
        all.put(
                "issuer-may-issue",
                List.of(
                        new Breach("path-length-spent", "gov-email", Optional.of("gov-tls"), Breaches::signed),
                        new Breach("no-authority", "tls-server", Optional.of("ocsp-responder"), Breaches::signed)));
        bytes("unique-identifiers-absent", "subject-unique-identifier", "tls-server", t -> written(t, f -> {
                    f.add(EXTENSIONS, new DERTaggedObject(false, 2, new DERBitString(new byte[] {1})));
                    return f;
                })
                .der());
        bytes("der-encoding", "long-length", "tls-server", t -> {
            byte[] der = signed(t).bytes();
            byte[] longer = new byte[der.length + 1];
            System.arraycopy(new byte[] {0x30, (byte) 0x83, 0, der[2], der[3]}, 0, longer, 0, 5);
            System.arraycopy(der, 4, longer, 5, der.length - 4);
            return Der.of(longer);
        });
        put("subject-not-issuer", "named-as-its-issuer", "gov-tls", t -> issuedBy(t, t.subject()));
    }

    private void validity() {
        bytes("validity-whole", "ends-before-it-begins", "tls-server", t -> written(t, f -> {
                    ASN1Sequence times = ASN1Sequence.getInstance(f.get(VALIDITY));
                    f.set(VALIDITY, sequence(List.of(times.getObjectAt(1), times.getObjectAt(0))));
                    return f;
                })
                .der());
        bytes("validity-encoding", "generalized-time-before-2050", "tls-server", t -> written(t, f -> {
                    ASN1Encodable end =
                            new DERGeneralizedTime(Date.from(t.validity().notAfter()));
                    ASN1Sequence times = ASN1Sequence.getInstance(f.get(VALIDITY));
                    f.set(VALIDITY, sequence(List.of(times.getObjectAt(0), end)));
                    return f;
                })
                .der());
        put(
                "validity-of-profile",
                "a-second-more",
                "tls-server",
                t -> lasting(t, NOW, Duration.ofDays(90).plusSeconds(1)));
        put("validity-of-profile", "a-year-more", "eseal", t -> lasting(t, NOW, Duration.ofDays(1460)));
        put(
                "validity-of-floors",
                "201-days",
                "tls-server",
                t -> lasting(t, NOW, Duration.ofDays(200).plusSeconds(1)));
        put(
                "validity-of-floors",
                "826-days",
                "email-protection",
                t -> lasting(t, NOW, Duration.ofDays(825).plusSeconds(1)));
        put(
                "validity-of-floors",
                "461-days",
                "code-signing",
                t -> lasting(t, NOW, Duration.ofDays(460).plusSeconds(1)));
        put(
                "not-before-window",
                "an-hour-ago",
                "tls-server",
                t -> lasting(t, NOW.minusSeconds(3600), Duration.ofDays(80)));
        put(
                "not-before-window",
                "in-a-minute",
                "tls-server",
                t -> lasting(t, NOW.plusSeconds(60), Duration.ofDays(80)));
        put(
                "issuer-outlived",
                "by-a-second",
                "tls-server",
                t -> from(t, NOW, Specimens.issuer("gov-tls").notAfter().plusSeconds(1)));
    }

    private void extensions() {
        put(
                "extensions-of-profile",
                "no-distribution-point",
                "tls-server",
                t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
        put(
                "extensions-of-profile",
                "an-unknown-one",
                "eseal",
                t -> adding(t, extension("2.999.1", new DERUTF8String("x"))));
        bytes("criticality-default", "spelt-out", "tls-server", t -> written(t, f -> {
                    ASN1Sequence all = ASN1Sequence.getInstance(ASN1TaggedObject.getInstance(f.getLast()), true);
                    List<ASN1Encodable> changed = new ArrayList<>(List.of(all.toArray()));
                    changed.replaceAll(e -> {
                        ASN1Sequence parts = ASN1Sequence.getInstance(e);
                        return parts.size() == 3
                                ? e
                                : sequence(List.of(parts.getObjectAt(0), ASN1Boolean.FALSE, parts.getObjectAt(1)));
                    });
                    f.set(f.size() - 1, new DERTaggedObject(true, 3, sequence(changed)));
                    return f;
                })
                .der());
        put(
                "authority-key-identifier",
                "another",
                "tls-server",
                t -> replacing(t, Extensions.authorityKeyIdentifier(PLACEHOLDER)));
        put(
                "subject-key-identifier",
                "another",
                "eseal",
                t -> replacing(t, Extensions.subjectKeyIdentifier(PLACEHOLDER)));
        put(
                "basic-constraints",
                "an-authority",
                "tls-server",
                t -> replacing(t, Extensions.authority(OptionalInt.empty())));
        put("basic-constraints", "not-critical", "eseal", t -> uncritical(t, Extensions.BASIC_CONSTRAINTS));
        put("key-usage", "of-an-authority", "tls-server", t -> usage(t, KeyUsage.KEY_CERT_SIGN));
        put(
                "key-usage",
                "encipher-only-too",
                "email-protection",
                t -> replacing(t, new Extension(Extensions.KEY_USAGE, true, Der.ofHex("03020089"))));
        put(
                "extended-key-usage",
                "client-too",
                "tls-server",
                t -> purposes(t, KeyPurpose.SERVER_AUTH, KeyPurpose.CLIENT_AUTH));
        put(
                "extended-key-usage-not-critical",
                "critical",
                "tls-server",
                t -> critical(t, Extensions.EXTENDED_KEY_USAGE));
        put(
                "any-purpose-absent",
                "any-purpose",
                "authentication-device",
                t -> replacing(
                        t,
                        extension(
                                Extensions.EXTENDED_KEY_USAGE,
                                sequence(List.of(
                                        new ASN1ObjectIdentifier(KeyPurpose.CLIENT_AUTH.oid()),
                                        new ASN1ObjectIdentifier("2.5.29.37.0"))))));
        put("any-policy-absent", "any-too", "eseal", t -> policies(t, "2.999.1.1.6.1", "2.5.29.32.0"));
        put("policy-identifiers", "domain-validated", "tls-server", t -> policies(t, "2.23.140.1.2.1"));
        put("policy-qualifiers", "critical", "tls-server", t -> critical(t, Extensions.CERTIFICATE_POLICIES));
        put(
                "policy-qualifiers",
                "another-statement",
                "eseal",
                t -> replacing(
                        t,
                        Extensions.certificatePolicies(
                                List.of("2.999.1.1.6.1"), Optional.of(URI.create("http://x.example/")))));
        put(
                "addresses-http",
                "https",
                "tls-server",
                t -> replacing(t, Extensions.crlDistributionPoint(URI.create("https://pki.example.gov.pk/crl/a.crl"))));
        put(
                "crl-distribution-point",
                "two-points",
                "tls-server",
                t -> replacing(
                        t, extension(Extensions.CRL_DISTRIBUTION_POINTS, new CRLDistPoint(new DistributionPoint[] {
                            point("http://a.gov.pk/1"), point("http://a.gov.pk/2")
                        }))));
        put(
                "authority-information-access",
                "no-responder",
                "tls-server",
                t -> replacing(
                        t,
                        Extensions.authorityInfoAccess(
                                Optional.empty(), Optional.of(URI.create("http://a.gov.pk/ca.crt")))));
        put(
                "name-constraints-are-for-authorities",
                "in-a-server",
                "tls-server",
                t -> adding(t, Extensions.nameConstraints(List.of("gov.pk"), List.of())));
        put("no-check-is-for-responders", "in-a-server", "tls-server", t -> adding(t, Extensions.ocspNoCheck()));
        put("no-rev-avail-alone", "beside-a-list", "authentication-device", t -> adding(t, Extensions.noRevAvail()));
        put("no-rev-avail-alone", "in-an-authority", "gov-tls", t -> adding(t, Extensions.noRevAvail()));
        put(
                "no-rev-avail-short-lived",
                "by-a-second",
                "authentication-device-short",
                t -> lasting(t, NOW, Duration.ofDays(7).plusSeconds(1)));
    }

    private static DistributionPoint point(String address) {
        GeneralNames name =
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, new DERIA5String(address)));
        return new DistributionPoint(new DistributionPointName(name), null, null);
    }

    private void subjects() {
        put("subject-of-profile", "a-unit", "tls-server", t -> about(t, AttributeType.ORGANIZATIONAL_UNIT, "IT"));
        put("subject-of-profile", "no-surname", "email-protection", t -> lacking(t, BCStyle.SURNAME));
        put("subject-order", "country-last", "tls-server", t -> {
            List<RDN> names = names(t);
            Collections.reverse(names);
            return about(t, names);
        });
        put(
                "subject-order",
                "two-in-one-name",
                "tls-server",
                t -> about(t, List.of(new RDN(new AttributeTypeAndValue[] {
                    names(t).get(0).getFirst(), names(t).get(1).getFirst()
                }))));
        put("subject-once", "two-localities", "tls-server", t -> about(t, AttributeType.LOCALITY, "Karachi"));
        put("subject-present", "empty", "tls-server", t -> about(t, List.of()));
        put("subject-encoding", "country-in-utf8", "tls-server", t -> saying(t, BCStyle.C, "PK"));
        put("subject-length", "65-characters", "tls-server", t -> saying(t, BCStyle.O, "x".repeat(65)));
        put("subject-length", "empty", "tls-server", t -> saying(t, BCStyle.L, ""));
        put("subject-whitespace", "space-behind", "tls-server", t -> saying(t, BCStyle.O, "NITB "));
        put("subject-whitespace", "two-spaces", "tls-server", t -> saying(t, BCStyle.O, "NITB  Islamabad"));
        put("subject-legible", "not-composed", "tls-server", t -> saying(t, BCStyle.O, "Caf\u0065\u0301"));
        put("subject-legible", "right-to-left-override", "tls-server", t -> saying(t, BCStyle.O, "NITB \u202eevil"));
        put("subject-legible", "line-break", "tls-server", t -> saying(t, BCStyle.O, "NITB\nIslamabad"));
        put("subject-meaningful", "hyphen", "tls-server", t -> saying(t, BCStyle.L, "-"));
        put("subject-meaningful", "not-applicable", "tls-server", t -> saying(t, BCStyle.L, "n/a"));
        put("subject-country", "small-letters", "tls-server", t -> saying(t, BCStyle.C, new DERPrintableString("pk")));
        put("subject-country", "unassigned", "tls-server", t -> saying(t, BCStyle.C, new DERPrintableString("ZZ")));
    }

    private void identifiers() {
        put("organization-identifier", "unknown-register", "eseal", t -> organization(t, "ABCPK-1"));
        put("organization-identifier", "small-letters", "eseal-commercial", t -> organization(t, "ntrpk-0012345"));
        put(
                "organization-identifier-country",
                "of-another-country",
                "eseal-commercial",
                t -> organization(t, "NTRDE-HRB1234"));
        put("organization-register", "company-at-the-government", "eseal", t -> organization(t, "NTRPK-0012345"));
        put("organization-register", "government-at-a-company", "eseal-commercial", t -> organization(t, "GOVPK"));
        put("government-subdivision", "no-province", "eseal", t -> organization(t, "GOVPK+XX"));
        put("government-subdivision", "with-a-number", "eseal", t -> organization(t, "GOVPK-1234"));
        put(
                "natural-identifier",
                "in-the-clear",
                "digital-signature",
                t -> saying(t, BCStyle.SERIALNUMBER, new DERPrintableString("PNOPK-3520212345671")));
        put(
                "citizen-number-hidden",
                "in-the-clear",
                "digital-signature",
                t -> saying(t, BCStyle.SERIALNUMBER, new DERPrintableString("PNOPK-3520212345671")));
        put(
                "citizen-number-hidden",
                "plain-digits",
                "authentication-person",
                t -> saying(t, BCStyle.SERIALNUMBER, new DERPrintableString("3520212345671")));
        put(
                "citizen-number-hidden",
                "of-a-passport",
                "digital-signature",
                t -> saying(t, BCStyle.SERIALNUMBER, new DERPrintableString("PASPK-AB1234567")));
        put(
                "citizen-number-hidden",
                "in-the-name",
                "digital-signature-clear",
                t -> saying(t, BCStyle.CN, "Ayesha Khan 35202-1234567-1"));
        put(
                "citizen-number-hidden",
                "in-a-mailbox",
                "authentication-person",
                t -> replacing(t, names(new GeneralName(GeneralName.rfc822Name, "3520212345671@nitb.gov.pk"))));
        put("citizen-number-absent", "plain-digits", "tls-server", t -> saying(t, BCStyle.O, "Shop 3520212345671"));
        put(
                "citizen-number-absent",
                "as-on-the-card",
                "code-signing",
                t -> saying(t, BCStyle.CN, "Khan 35202-1234567-1"));
        put(
                "citizen-number-absent",
                "in-a-host-name",
                "authentication-device",
                t -> naming(t, "c3520212345671.nitb.gov.pk"));
        put("citizen-number-absent", "with-its-type", "eseal", t -> saying(t, BCStyle.CN, "IDCPK-1"));
        put("citizen-number-absent", "of-a-passport", "eseal", t -> saying(t, BCStyle.CN, "PASDE-C01X00T47"));
        put(
                "citizen-number-absent",
                "of-a-correspondent",
                "email-protection",
                t -> saying(t, BCStyle.SERIALNUMBER, new DERPrintableString("PNOPK-3520212345671")));
        put(
                "citizen-number-absent",
                "in-a-mailbox",
                "email-protection-mailbox",
                t -> replacing(t, names(new GeneralName(GeneralName.rfc822Name, "3520212345671@nitb.gov.pk"))));
    }

    private void alternativeNames() {
        put(
                "alternative-names-kinds",
                "mailbox-of-a-server",
                "tls-server",
                t -> replacing(t, names(new GeneralName(GeneralName.rfc822Name, "a@nitb.gov.pk"))));
        put(
                "alternative-names-not-critical",
                "critical",
                "email-protection",
                t -> critical(t, Extensions.SUBJECT_ALTERNATIVE_NAME));
        put(
                "alternative-names-count",
                "101-names",
                "tls-server",
                t -> naming(
                        t,
                        IntStream.range(0, 101)
                                .mapToObj(i -> "h" + i + ".nitb.gov.pk")
                                .toArray(String[]::new)));
        put("alternative-names-once", "twice", "tls-server", t -> naming(t, "a.nitb.gov.pk", "a.nitb.gov.pk"));
    }

    private void keys() {
        put("key-permitted", "p-521", "tls-server", t -> with(t, kept("weak-p-521", () -> ec("secp521r1"))));
        put(
                "key-not-of-issuer",
                "the-issuers",
                "tls-server",
                t -> with(t, Specimens.issuer("gov-tls").key()));
        key("spki-algorithm", "no-null", "weak-no-null", PublicKeys::rsaWithoutParameters);
        key("rsa-size", "1024-bits", "weak-1024", () -> rsa(1024));
        key("rsa-exponent", "three", "weak-exponent", () -> rsaKey(oddModulus(), BigInteger.valueOf(3)));
        key("rsa-modulus-odd", "even", "weak-even", () -> rsaKey(oddModulus().clearBit(0), F4));
        key("rsa-small-factor", "751", "weak-factor", () -> rsaKey(oddModulus().multiply(BigInteger.valueOf(751)), F4));
        key("rsa-close-primes", "next-primes", "weak-close", () -> rsaKey(closePrimes(), F4));
        key("rsa-roca", "fingerprint", "weak-roca", () -> rsaKey(roca(1536).multiply(roca(1536)), F4));
        put(
                "key-debian-weak",
                "process-4711",
                "tls-server",
                t -> with(t, kept("weak-debian", () -> {
                    throw new IllegalStateException(
                            "made by pk.muhr.x509.FlawedOpenssl: LE64, READ, process 4711, P-256");
                })));
        key(
                "rsa-modulus-power",
                "cube",
                "weak-cube",
                () -> rsaKey(BigInteger.probablePrime(1024, new SecureRandom()).pow(3), F4));
        key(
                "rsa-modulus-power",
                "square",
                "weak-square",
                () -> rsaKey(BigInteger.probablePrime(1536, new SecureRandom()).pow(2), F4));
    }

    private void key(String rule, String why, String name, java.util.function.Supplier<SubjectPublicKey> maker) {
        put(rule, why, "tls-server-rsa", t -> with(t, kept(name, maker)));
    }

    /** A number of the form that the flawed library gives its primes; nobody needs it to be one. */
    private static BigInteger roca(int bits) {
        BigInteger product = BigInteger.ONE;
        for (BigInteger p = BigInteger.TWO; p.intValue() <= 701; p = p.nextProbablePrime()) {
            product = product.multiply(p);
        }
        SecureRandom random = new SecureRandom();
        BigInteger power = F4.modPow(new BigInteger(60, random), product);
        return new BigInteger(bits - product.bitLength(), random)
                .setBit(bits - product.bitLength() - 1)
                .multiply(product)
                .add(power);
    }

    private void servers() {
        put("tls-names-present", "none", "tls-server", t -> without(t, Extensions.SUBJECT_ALTERNATIVE_NAME));
        put(
                "tls-names-dns-only",
                "an-address",
                "tls-server",
                t -> replacing(t, names(new GeneralName(GeneralName.iPAddress, "127.0.0.1"))));
        put("tls-names-form", "internal", "tls-server", t -> replacing(t, rawDns("localhost")));
        put("tls-names-form", "capitals", "tls-server", t -> replacing(t, rawDns("WWW.nitb.gov.pk")));
        put("tls-names-form", "underscore", "tls-server", t -> replacing(t, rawDns("my_host.nitb.gov.pk")));
        put("tls-wildcards", "not-permitted", "tls-server-domain", t -> replacing(t, rawDns("*.nitb.gov.pk")));
        put("tls-wildcards", "part-of-a-label", "tls-server", t -> replacing(t, rawDns("w*.nitb.gov.pk")));
        put(
                "tls-common-name",
                "no-alternative-name",
                "tls-server",
                t -> about(t, AttributeType.COMMON_NAME, "other.gov.pk"));
        put("tls-subject", "a-unit", "tls-server", t -> about(t, AttributeType.ORGANIZATIONAL_UNIT, "IT"));
        put("tls-subject", "no-place", "tls-server", t -> lacking(t, BCStyle.L));
        put(
                "tls-subject-of-domain",
                "an-organisation",
                "tls-server-domain",
                t -> about(t, AttributeType.ORGANIZATION, "NITB"));
        put(
                "tls-purposes",
                "client-too",
                "tls-server",
                t -> purposes(t, KeyPurpose.SERVER_AUTH, KeyPurpose.CLIENT_AUTH));
        put(
                "tls-key-usage",
                "key-agreement",
                "tls-server",
                t -> usage(t, KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_AGREEMENT));
        put("tls-key-usage", "non-repudiation", "tls-server-rsa", t -> usage(t, KeyUsage.NON_REPUDIATION));
        put(
                "tls-status-findable",
                "no-distribution-point",
                "tls-server",
                t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
    }

    private void mail() {
        String sponsor = "email-protection";
        put("email-mailbox-present", "none", sponsor, t -> without(t, Extensions.SUBJECT_ALTERNATIVE_NAME));
        put("email-mailboxes-only", "a-host", sponsor, t -> naming(t, "mail.nitb.gov.pk"));
        put("email-mailbox-form", "capitals", sponsor, t -> mailbox(t, "ayesha@NITB.gov.pk"));
        put("email-subject-mailboxes", "another", sponsor, t -> about(t, AttributeType.EMAIL_ADDRESS, "b@nitb.gov.pk"));
        put(
                "email-mailbox-common-name",
                "a-person",
                "email-protection-mailbox",
                t -> saying(t, BCStyle.CN, "Ayesha Khan"));
        put(
                "email-mailbox-subject",
                "an-organisation",
                "email-protection-mailbox",
                t -> about(t, AttributeType.ORGANIZATION, "NITB"));
        put("email-organization", "no-identifier", sponsor, t -> lacking(t, BCStyle.ORGANIZATION_IDENTIFIER));
        put(
                "email-organization-common-name",
                "a-person",
                "email-protection-organization",
                t -> saying(t, BCStyle.CN, "Ayesha Khan"));
        put(
                "email-person-absent",
                "a-given-name",
                "email-protection-organization",
                t -> about(t, AttributeType.GIVEN_NAME, "Ayesha"));
        put("email-person", "name-and-pseudonym", sponsor, t -> about(t, AttributeType.PSEUDONYM, "Falcon"));
        put("email-person", "neither", sponsor, t -> lacking(lacking(t, BCStyle.SURNAME), BCStyle.GIVENNAME));
        put("email-person-common-name", "another-person", sponsor, t -> saying(t, BCStyle.CN, "Bilal Khan"));
        put("email-unit-absent", "a-unit", sponsor, t -> about(t, AttributeType.ORGANIZATIONAL_UNIT, "IT"));
        put(
                "email-purposes",
                "client-in-the-strict-generation",
                sponsor,
                t -> purposes(t, KeyPurpose.EMAIL_PROTECTION, KeyPurpose.CLIENT_AUTH));
        put("email-purposes", "server", sponsor, t -> purposes(t, KeyPurpose.EMAIL_PROTECTION, KeyPurpose.SERVER_AUTH));
        put("email-key-usage", "encipherment-on-a-curve", sponsor, t -> usage(t, KeyUsage.KEY_ENCIPHERMENT));
        put("email-key-usage", "agreement-with-rsa", "email-protection-rsa", t -> usage(t, KeyUsage.KEY_AGREEMENT));
        put("email-distribution-point", "none", sponsor, t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
        put("email-namespace", "of-a-company", sponsor, t -> mailbox(t, "ayesha@example.com"));
    }

    private void programs() {
        String signer = "code-signing";
        put("code-signing-subject", "no-country", signer, t -> lacking(t, BCStyle.C));
        put("code-signing-locality", "no-place", signer, t -> lacking(t, BCStyle.L));
        put("code-signing-common-name", "a-product", signer, t -> saying(t, BCStyle.CN, "Best Program"));
        put("code-signing-no-domain-component", "gov", signer, t -> about(t, AttributeType.DOMAIN_COMPONENT, "gov"));
        put("code-signing-no-alternative-names", "a-host", signer, t -> naming(t, "www.nitb.gov.pk"));
        put(
                "code-signing-purpose",
                "time-stamps-too",
                signer,
                t -> purposes(t, KeyPurpose.CODE_SIGNING, KeyPurpose.TIME_STAMPING));
        put("code-signing-key-usage", "non-repudiation", signer, t -> usage(t, KeyUsage.NON_REPUDIATION));
        put("code-signing-key-size", "2048-bits", signer, t -> with(t, kept("weak-2048", () -> rsa(2048))));
        put("code-signing-status-findable", "no-issuer", signer, t -> without(t, Extensions.AUTHORITY_INFO_ACCESS));
    }

    private void timeStamps() {
        String unit = "time-stamping";
        put("time-stamping-purpose", "not-critical", unit, t -> uncritical(t, Extensions.EXTENDED_KEY_USAGE));
        put(
                "time-stamping-purpose",
                "code-too",
                unit,
                t -> replacing(
                        t,
                        Extensions.extendedKeyUsage(true, List.of(KeyPurpose.TIME_STAMPING, KeyPurpose.CODE_SIGNING))));
        put("time-stamping-key-usage", "non-repudiation", unit, t -> usage(t, KeyUsage.NON_REPUDIATION));
        put("time-stamping-key-period", "missing", unit, t -> without(t, Extensions.PRIVATE_KEY_USAGE_PERIOD));
        put(
                "time-stamping-key-period",
                "two-years",
                unit,
                t -> replacing(t, Extensions.privateKeyUsagePeriod(NOW, NOW.plus(Duration.ofDays(730)))));
        put(
                "time-stamping-key-period",
                "before-the-certificate",
                unit,
                t -> replacing(
                        t, Extensions.privateKeyUsagePeriod(NOW.minusSeconds(1), NOW.plus(Duration.ofDays(30)))));
        put("time-stamping-validity", "136-months", unit, t -> from(t, NOW, Instant.parse("2038-03-22T10:00:00Z")));
        put("time-stamping-key-size", "2048-bits", unit, t -> with(t, kept("weak-2048", () -> rsa(2048))));
        put("time-stamping-subject", "no-unit", unit, t -> lacking(t, BCStyle.CN));
        put("time-stamping-no-alternative-names", "a-host", unit, t -> naming(t, "tsa.nitb.gov.pk"));
        put(
                "time-stamping-status-findable",
                "no-distribution-point",
                unit,
                t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
    }

    private void documents() {
        put("signature-key-usage", "type-c", "digital-signature", t -> usage(t, KeyUsage.DIGITAL_SIGNATURE));
        put("signature-natural-person", "no-number", "digital-signature", t -> lacking(t, BCStyle.SERIALNUMBER));
        put(
                "signature-natural-person",
                "name-and-pseudonym",
                "digital-signature",
                t -> about(t, AttributeType.PSEUDONYM, "Falcon"));
        put("seal-legal-person", "no-identifier", "eseal", t -> lacking(t, BCStyle.ORGANIZATION_IDENTIFIER));
        put(
                "seal-identifier-is-no-name",
                "the-same",
                "eseal",
                t -> organization(t, "National Information Technology Board"));
        put("seal-person-absent", "a-surname", "eseal", t -> about(t, AttributeType.SURNAME, "Khan"));
        put(
                "signature-purposes",
                "client",
                "eseal",
                t -> purposes(t, KeyPurpose.DOCUMENT_SIGNING, KeyPurpose.CLIENT_AUTH));
        put(
                "signature-status-findable",
                "no-issuer",
                "digital-signature",
                t -> without(t, Extensions.AUTHORITY_INFO_ACCESS));
    }

    private void statements() {
        QcStatement law = QcStatement.legislation(List.of("PK"));
        put("qc-statements-not-critical", "critical", "eseal-commercial", t -> critical(t, Extensions.QC_STATEMENTS));
        statements("qc-statements-once", "twice", QcStatement.semantics(true), QcStatement.semantics(true));
        statements("qc-compliance-names-its-law", "alone", QcStatement.compliance(), QcStatement.semantics(true));
        statements(
                "qc-compliance-names-its-law",
                "of-another-country",
                QcStatement.compliance(),
                QcStatement.legislation(List.of("DE")));
        statements("qc-semantics", "natural-person", QcStatement.semantics(false));
        statements("qc-type", "signature", QcStatement.compliance(), law, QcStatement.type(false));
        statements("qc-type", "without-law", QcStatement.type(true));
        statements("qc-no-device", "alone", new QcStatement("0.4.0.1862.1.4", Optional.empty()));
        statements(
                "qc-disclosures", "http", QcStatement.disclosures(Map.of("en", URI.create("http://a.gov.pk/pds.pdf"))));
        statements(
                "qc-disclosures",
                "capitals",
                QcStatement.disclosures(Map.of("EN", URI.create("https://a.gov.pk/pds.pdf"))));
    }

    private void statements(String rule, String why, QcStatement... statements) {
        put(rule, why, "eseal-qualified", t -> replacing(t, QcStatement.extension(List.of(statements))));
    }

    private void logon() {
        String person = "authentication-person";
        String device = "authentication-device";
        put(
                "authentication-no-server-auth",
                "server",
                device,
                t -> purposes(t, KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH));
        put(
                "authentication-purposes",
                "smart-card-of-a-machine",
                device,
                t -> purposes(t, KeyPurpose.CLIENT_AUTH, KeyPurpose.SMARTCARD_LOGON));
        put("authentication-purposes", "no-client", person, t -> purposes(t, KeyPurpose.SMARTCARD_LOGON));
        put(
                "authentication-key-usage",
                "non-repudiation",
                person,
                t -> usage(t, KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION));
        put("authentication-distribution-point", "none", device, t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
        put("authentication-principal-present", "none", person, t -> mailbox(t, "ayesha.khan@nitb.gov.pk"));
        put(
                "authentication-principal",
                "printable-string",
                person,
                t -> principal(t, new DERPrintableString("a@nitb.gov.pk")));
        put("authentication-principal", "no-domain", person, t -> principal(t, new DERUTF8String("ayesha")));
        put(
                "authentication-security-identifier",
                "no-account",
                person,
                t -> replacing(t, Extensions.securityIdentifier("S-1-5-18")));
        put("authentication-security-identifier", "critical", person, t -> critical(t, Extensions.SECURITY_IDENTIFIER));
        put(
                "authentication-security-identifier",
                "bare-octets",
                person,
                t -> replacing(
                        t,
                        extension(
                                Extensions.SECURITY_IDENTIFIER,
                                new DEROctetString("S-1-5-21-1-2-3-4".getBytes(StandardCharsets.US_ASCII)))));
        put("authentication-person", "nobody", person, t -> lacking(lacking(t, BCStyle.SURNAME), BCStyle.GIVENNAME));
        put("authentication-device-person-absent", "a-surname", device, t -> about(t, AttributeType.SURNAME, "Khan"));
        put("authentication-device-names", "wildcard", device, t -> naming(t, "*.nitb.gov.pk"));
        put(
                "authentication-device-names",
                "address-with-query",
                device,
                t -> replacing(
                        t, names(new GeneralName(GeneralName.uniformResourceIdentifier, "https://nitb.gov.pk/?x"))));
        put(
                "authentication-device-common-name",
                "another-host",
                device,
                t -> saying(t, BCStyle.CN, "other.nitb.gov.pk"));
    }

    private void nation() {
        put(
                "reserved-policy",
                "two",
                "code-signing",
                t -> policies(t, "2.23.140.1.4.1", "2.23.140.1.3", "2.999.1.1.7.1"));
        put("reserved-policy", "second", "tls-server", t -> policies(t, "2.999.1.1.2.1", "2.23.140.1.2.2"));
        put("reserved-policy", "none", "time-stamping", t -> policies(t, "2.999.1.1.8.1"));
        put("reserved-policy-absent", "a-servers", "eseal", t -> policies(t, "2.23.140.1.2.2", "2.999.1.1.6.1"));
        put("national-policy", "none", "tls-server", t -> policies(t, "2.23.140.1.2.2"));
        put(
                "european-policies-absent",
                "qualified-seal",
                "eseal",
                t -> policies(t, "2.999.1.1.6.1", "0.4.0.194112.1.1"));
        put("government-namespace", "a-companys-name", "tls-server", t -> naming(t, "www.example.com"));
        put("government-namespace", "a-lookalike", "tls-server", t -> naming(t, "www.notgov.pk"));
        put(
                "issuer-of-family",
                "documents-from-a-server-authority",
                "tls-server",
                t -> purposes(t, KeyPurpose.DOCUMENT_SIGNING));
        put(
                "issuer-asserts-policies",
                "one-more",
                "tls-server",
                t -> policies(t, "2.23.140.1.2.2", "2.999.1.1.2.1", "2.999.7"));
    }

    private void authorities() {
        put("ca-subject", "a-unit", "government", t -> about(t, AttributeType.ORGANIZATIONAL_UNIT, "PKI"));
        put("ca-subject-of-hierarchy", "another-name", "gov-tls", t -> saying(t, BCStyle.CN, "NTC Government CA"));
        put("ca-key-of-hierarchy", "rsa", "gov-tls", t -> with(t, kept("subscriber-rsa-4096", "rsa-4096")));
        put(
                "ca-signs-no-ocsp",
                "ocsp-signing",
                "gov-tls",
                t -> purposes(t, KeyPurpose.SERVER_AUTH, KeyPurpose.OCSP_SIGNING));
        put(
                "ca-key-usage",
                "encipherment",
                "gov-tls",
                t -> usage(t, KeyUsage.KEY_CERT_SIGN, KeyUsage.CRL_SIGN, KeyUsage.KEY_ENCIPHERMENT));
        put("ca-path-length", "none", "gov-tls", t -> replacing(t, Extensions.authority(OptionalInt.empty())));
        put(
                "ca-path-length",
                "as-long-as-the-issuers",
                "gov-tls",
                t -> replacing(t, Extensions.authority(OptionalInt.of(1))));
        put("ca-name-constraints", "not-critical", "gov-tls", t -> uncritical(t, Extensions.NAME_CONSTRAINTS));
        put(
                "ca-name-constraints-of-hierarchy",
                "wider",
                "gov-tls",
                t -> replacing(t, Extensions.nameConstraints(List.of("pk"), List.of())));
        put("ca-name-constraints-of-hierarchy", "none", "gov-email", t -> without(t, Extensions.NAME_CONSTRAINTS));
        put(
                "ca-purposes-of-family",
                "mail-too",
                "gov-tls",
                t -> purposes(t, KeyPurpose.SERVER_AUTH, KeyPurpose.EMAIL_PROTECTION));
        put("ca-purposes-of-family", "none", "gov-signing", t -> without(t, Extensions.EXTENDED_KEY_USAGE));
        put(
                "ca-purposes-absent",
                "servers",
                "government",
                t -> adding(t, Extensions.extendedKeyUsage(false, List.of(KeyPurpose.SERVER_AUTH))));
        put("ca-policies-of-family", "any", "gov-tls", t -> policies(t, "2.5.29.32.0"));
        put("ca-policies-of-family", "of-mail", "gov-tls", t -> policies(t, "2.23.140.1.2.2", "2.23.140.1.5.3.3"));
        put(
                "ca-code-signing-key",
                "3072-bits",
                "gov-code-signing",
                t -> with(t, kept("subscriber-rsa-3072", "rsa-3072")));
        put(
                "ca-status-findable",
                "no-distribution-point",
                "gov-tls",
                t -> without(t, Extensions.CRL_DISTRIBUTION_POINTS));
        put("ca-subject-key-identifier", "none", "gov-tls", t -> without(t, Extensions.SUBJECT_KEY_IDENTIFIER));
        put("ca-alternative-names-absent", "a-host", "gov-tls", t -> naming(t, "ca.nitb.gov.pk"));
    }

    private void roots() {
        String root = "national-root";
        put(
                "root-self-issued",
                "another-issuer",
                root,
                t -> issuedBy(t, Specimens.issuer("government").subject()));
        put("root-minimum-validity", "five-years", root, t -> lasting(t, NOW, Duration.ofDays(1825)));
        put(
                "root-policies-absent",
                "any-policy",
                root,
                t -> adding(t, Extensions.certificatePolicies(List.of("2.5.29.32.0"), Optional.empty())));
    }

    private void responders() {
        String responder = "ocsp-responder";
        put(
                "responder-key-usage",
                "server-too",
                responder,
                t -> purposes(t, KeyPurpose.OCSP_SIGNING, KeyPurpose.SERVER_AUTH));
        put("responder-digital-signature", "non-repudiation", responder, t -> usage(t, KeyUsage.NON_REPUDIATION));
        put("responder-no-check", "missing", responder, t -> without(t, Extensions.OCSP_NO_CHECK));
        put(
                "responder-no-distribution-point",
                "one",
                responder,
                t -> adding(t, Extensions.crlDistributionPoint(URI.create("http://a.gov.pk/crl"))));
        put(
                "responder-no-policies",
                "one",
                responder,
                t -> adding(t, Extensions.certificatePolicies(List.of("2.999.1.1.2.1"), Optional.empty())));
        put("responder-no-alternative-names", "a-host", responder, t -> naming(t, "ocsp.nitb.gov.pk"));
        put(
                "responder-no-name-constraints",
                "some",
                responder,
                t -> adding(t, Extensions.nameConstraints(List.of("gov.pk"), List.of())));
        put("responder-subject", "a-locality", responder, t -> about(t, AttributeType.LOCALITY, "Islamabad"));
    }

    private static CertificateTemplate usage(CertificateTemplate t, KeyUsage... usages) {
        return replacing(t, Extensions.keyUsage(List.of(usages)));
    }

    private static CertificateTemplate purposes(CertificateTemplate t, KeyPurpose... purposes) {
        return replacing(t, Extensions.extendedKeyUsage(false, List.of(purposes)));
    }

    private static CertificateTemplate policies(CertificateTemplate t, String... oids) {
        return replacing(t, Extensions.certificatePolicies(List.of(oids), Optional.empty()));
    }

    private static CertificateTemplate organization(CertificateTemplate t, String identifier) {
        return saying(t, BCStyle.ORGANIZATION_IDENTIFIER, identifier);
    }

    private static CertificateTemplate mailbox(CertificateTemplate t, String mailbox) {
        return replacing(t, names(new GeneralName(GeneralName.rfc822Name, mailbox)));
    }

    private static CertificateTemplate principal(CertificateTemplate t, ASN1Encodable value) {
        return replacing(
                t,
                names(new GeneralName(
                        GeneralName.otherName,
                        new OtherName(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), value))));
    }
}
