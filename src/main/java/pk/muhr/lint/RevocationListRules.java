package pk.muhr.lint;

import static pk.muhr.lint.Rule.always;
import static pk.muhr.lint.Rule.unless;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.x509.Der;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyUsage;
import pk.muhr.x509.SubjectPublicKey;

/** Rules for CRLs (RFC 5280 §5, BR §7.2). */
final class RevocationListRules {

    static final List<Rule<RevocationListSubject>> ALL = List.of(
            always(
                    "crl-version-2",
                    "RFC 5280 §5.1.2.1",
                    s -> unless(s.list().version() == 2, "version " + s.list().version())),
            always("crl-algorithm", "RFC 5280 §5.1.1.2, BR §7.1.3.2", RevocationListRules::algorithm),
            always(
                    "crl-issuer-bytes",
                    "RFC 5280 §5.1.2.3",
                    s -> unless(
                            s.list().issuer().equals(s.issuer().subject()),
                            "issuer is not the authority's subject, byte for byte")),
            always(
                    "crl-issuer-may-sign",
                    "RFC 5280 §4.2.1.3",
                    s -> unless(
                            s.issuer().isAuthority() && s.issuer().keyUsage().contains(KeyUsage.CRL_SIGN),
                            "the issuer's certificate does not allow to sign CRLs")),
            always("crl-this-update", "RFC 5280 §5.1.2.4", RevocationListRules::thisUpdate),
            always("crl-next-update", "RFC 5280 §5.1.2.5, BR §7.2", RevocationListRules::nextUpdate),
            always("crl-extensions", "RFC 5280 §5.2, BR §7.2.2", RevocationListRules::extensions),
            always("crl-authority-key-identifier", "RFC 5280 §5.2.1", RevocationListRules::authorityKeyIdentifier),
            always("crl-number", "RFC 5280 §5.2.3", RevocationListRules::number),
            always("crl-entries-present", "RFC 5280 §5.1.2.6", RevocationListRules::entriesPresent),
            always("crl-entries-once", "RFC 5280 §5.1.2.6", RevocationListRules::entriesOnce),
            always("crl-entry-dates", "RFC 5280 §5.1.2.6", RevocationListRules::entryDates),
            always("crl-entry-extensions", "RFC 5280 §5.3, BR §7.2.2", RevocationListRules::entryExtensions));

    /** Clocks of replicas differ; a list from further ahead would hold back all that follow. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private static final int NUMBER_BITS = 159;
    private static final Set<Integer> SUBSCRIBER_REASONS = Set.of(1, 3, 4, 5, 9);
    private static final Set<Integer> AUTHORITY_REASONS = Set.of(1, 2, 3, 4, 5, 9);

    private RevocationListRules() {}

    private static Optional<String> algorithm(RevocationListSubject s) {
        String family = s.issuer().key() instanceof SubjectPublicKey.Rsa ? "RSA" : "EC";
        boolean right = s.list()
                .signatureAlgorithm()
                .filter(algorithm -> algorithm.keyFamily().equals(family))
                .filter(algorithm ->
                        Der.of(algorithm.identifier()).equals(Der.of(s.encoded().getSignature())))
                .isPresent();
        return unless(right, "is not one for a key of the family " + family + ", or differs inside and outside");
    }

    private static Optional<String> thisUpdate(RevocationListSubject s) {
        return unless(
                !s.list().thisUpdate().isAfter(s.now().plus(CLOCKS_DIFFER)),
                s.list().thisUpdate() + " lies in the future at " + s.now());
    }

    private static Optional<String> nextUpdate(RevocationListSubject s) {
        Optional<Instant> next = s.list().nextUpdate();
        if (next.isEmpty() || !next.get().isAfter(s.list().thisUpdate())) {
            return Optional.of("nextUpdate is missing or not after thisUpdate");
        }
        Duration length = Duration.between(s.list().thisUpdate(), next.get());
        return unless(
                length.compareTo(s.longestValidity()) <= 0,
                length + " is longer than the " + s.longestValidity().toDays() + " days of floors.yaml");
    }

    private static Optional<String> extensions(RevocationListSubject s) {
        List<String> found = s.list().extensions().stream()
                .map(pk.muhr.x509.Extension::oid)
                .sorted()
                .toList();
        List<String> expected = List.of(Extensions.CRL_NUMBER, Extensions.AUTHORITY_KEY_IDENTIFIER).stream()
                .sorted()
                .toList();
        boolean noneCritical = s.list().extensions().stream().noneMatch(pk.muhr.x509.Extension::critical);
        return unless(
                found.equals(expected) && noneCritical, "has " + found + ", must have " + expected + ", not critical");
    }

    /** The key identifier and nothing else, so the whole value is compared. */
    private static Optional<String> authorityKeyIdentifier(RevocationListSubject s) {
        Der expected = Extensions.authorityKeyIdentifier(
                        s.issuer().subjectKeyIdentifier().orElseThrow())
                .value();
        boolean right = s.list().extensions().stream()
                .filter(e -> e.oid().equals(Extensions.AUTHORITY_KEY_IDENTIFIER))
                .anyMatch(e -> e.value().equals(expected));
        return unless(right, "is not the issuer's subject key identifier alone");
    }

    private static Optional<String> number(RevocationListSubject s) {
        return s.list()
                .number()
                .map(number -> unless(
                        number.signum() > 0 && number.bitLength() <= NUMBER_BITS,
                        "must be positive and fit 20 octets: " + number))
                .orElseGet(() -> Optional.of("is missing"));
    }

    private static Optional<String> entriesPresent(RevocationListSubject s) {
        TBSCertList encoded = s.encoded();
        boolean emptySequence = encoded.getRevokedCertificates().length == 0 && hasEntries(encoded);
        return unless(!emptySequence, "an empty list of entries must be left out");
    }

    /** Whether revokedCertificates is encoded: the one SEQUENCE behind nextUpdate. */
    private static boolean hasEntries(TBSCertList encoded) {
        ASN1Sequence fields = (ASN1Sequence) encoded.toASN1Primitive();
        int behindHead = 0;
        for (int at = 0; at < fields.size(); at++) {
            boolean sequence = fields.getObjectAt(at).toASN1Primitive() instanceof ASN1Sequence;
            behindHead += sequence ? 1 : 0;
        }
        return behindHead > 2; // signature and issuer are the others
    }

    private static Optional<String> entriesOnce(RevocationListSubject s) {
        Set<ASN1Integer> seen = new HashSet<>();
        for (TBSCertList.CRLEntry entry : s.encoded().getRevokedCertificates()) {
            ASN1Integer serial = entry.getUserCertificate();
            if (serial.getValue().signum() <= 0 || serial.getValue().bitLength() > NUMBER_BITS) {
                return Optional.of("no serial number: " + serial);
            }
            if (!seen.add(serial)) {
                return Optional.of("the serial " + serial.getValue().toString(16) + " stands twice");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> entryDates(RevocationListSubject s) {
        for (TBSCertList.CRLEntry entry : s.encoded().getRevokedCertificates()) {
            Instant revoked = entry.getRevocationDate().getDate().toInstant();
            if (revoked.isAfter(s.list().thisUpdate())) {
                return Optional.of("an entry is revoked at " + revoked + ", after the list was made");
            }
        }
        return Optional.empty();
    }

    /** A reason that this authority may give and an invalidity date, both not critical; unspecified is left out. */
    private static Optional<String> entryExtensions(RevocationListSubject s) {
        Set<Integer> permitted = s.coversSubscribers() ? SUBSCRIBER_REASONS : AUTHORITY_REASONS;
        for (TBSCertList.CRLEntry entry : s.encoded().getRevokedCertificates()) {
            List<ASN1ObjectIdentifier> oids = entry.getExtensions() == null
                    ? Collections.emptyList()
                    : List.of(entry.getExtensions().getExtensionOIDs());
            for (ASN1ObjectIdentifier oid : oids) {
                Optional<String> wrong = wrong(entry.getExtensions().getExtension(oid), permitted);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(Extension extension, Set<Integer> permitted) {
        if (extension.isCritical()) {
            return Optional.of("an entry has a critical extension");
        }
        if (extension.getExtnId().equals(Extension.invalidityDate)) {
            return Optional.empty();
        }
        if (!extension.getExtnId().equals(Extension.reasonCode)) {
            return Optional.of("an entry has the extension " + extension.getExtnId());
        }
        int reason = ASN1Enumerated.getInstance(extension.getParsedValue()).intValueExact();
        return unless(permitted.contains(reason), "an entry has the reason " + reason);
    }
}
