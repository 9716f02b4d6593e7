package pk.muhr.lint;

import static pk.muhr.lint.RevocationListMutations.aki;
import static pk.muhr.lint.RevocationListMutations.critical;
import static pk.muhr.lint.RevocationListMutations.entry;
import static pk.muhr.lint.RevocationListMutations.extension;
import static pk.muhr.lint.RevocationListMutations.longAki;
import static pk.muhr.lint.RevocationListMutations.number;
import static pk.muhr.lint.RevocationListMutations.partitioned;
import static pk.muhr.lint.RevocationListMutations.reason;
import static pk.muhr.lint.RevocationListMutations.time;
import static pk.muhr.lint.RevocationListMutations.with;
import static pk.muhr.lint.RevocationListMutations.withEntry;
import static pk.muhr.lint.RevocationListMutations.withExtensions;
import static pk.muhr.lint.RevocationListMutations.without;
import static pk.muhr.lint.Specimens.NOW;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERSequence;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListTemplate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;

/** Every rule for CRLs, broken by one change to a good CRL. */
final class RevocationListBreaches {

    // where the fields of a TBSCertList with entries stand
    private static final int VERSION = 0;
    private static final int ALGORITHM = 1;
    private static final int THIS_UPDATE = 3;
    private static final int NEXT_UPDATE = 4;
    private static final int ENTRIES = 5;
    private static final int EXTENSIONS = 6;

    private static final Certificate ISSUER = Specimens.issuer("gov-tls");

    private final Map<String, List<Breach>> all = new TreeMap<>();

    /**
     * One way to break a rule.
     *
     * @param issuer the authority that signs
     * @param bytes of the list
     */
    record Breach(String why, String issuer, Der bytes) {}

    private RevocationListBreaches() {
        put("crl-version-2", "version-1", tbs -> without(without(tbs, VERSION), EXTENSIONS - 1));
        put("crl-algorithm", "of-another-key", tbs -> with(tbs, ALGORITHM, SignatureAlgorithm.SHA384_RSA.identifier()));
        put("crl-issuer-bytes", "another-authority", tbs -> template("gov-email")
                .tbs());
        put("crl-authority-key-identifier", "of-another", tbs -> template("gov-email")
                .tbs());
        add(
                "crl-issuer-may-sign",
                "no-authority",
                "ocsp-responder",
                signed(template("ocsp-responder").tbs()));
        put("crl-this-update", "in-the-future", tbs -> with(tbs, THIS_UPDATE, time(NOW.plusSeconds(601))));
        put("crl-next-update", "missing", tbs -> without(tbs, NEXT_UPDATE));
        put("crl-next-update", "eleven-days", tbs -> with(tbs, NEXT_UPDATE, time(NOW.plus(Duration.ofDays(11)))));
        put(
                "crl-time-encoding",
                "generalized-time-before-2050",
                tbs -> with(tbs, NEXT_UPDATE, new DERGeneralizedTime(Date.from(NOW.plus(Duration.ofDays(4))))));
        put("crl-extensions", "no-key-identifier", tbs -> withExtensions(tbs, number(BigInteger.ONE)));
        put(
                "crl-extensions",
                "partitioned",
                tbs -> withExtensions(tbs, aki(ISSUER), number(BigInteger.ONE), partitioned()));
        put("crl-extensions", "critical", tbs -> withExtensions(tbs, aki(ISSUER), critical(number(BigInteger.ONE))));
        put(
                "crl-authority-key-identifier",
                "with-more",
                tbs -> withExtensions(tbs, longAki(ISSUER), number(BigInteger.ONE)));
        put("crl-number", "zero", tbs -> withExtensions(tbs, aki(ISSUER), number(BigInteger.ZERO)));
        put("crl-number", "too-long", tbs -> withExtensions(tbs, aki(ISSUER), number(BigInteger.TWO.pow(159))));
        put("crl-entries-present", "empty", tbs -> with(tbs, ENTRIES, new DERSequence()));
        put(
                "crl-entries-once",
                "twice",
                tbs -> with(tbs, ENTRIES, new DERSequence(new ASN1Encodable[] {
                    entry(BigInteger.TEN, NOW), entry(BigInteger.TWO, NOW), entry(BigInteger.TEN, NOW)
                })));
        put("crl-entries-once", "negative", tbs -> withEntry(tbs, entry(BigInteger.TEN.negate(), NOW)));
        put("crl-entry-dates", "after-the-list", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW.plusSeconds(1))));
        put("crl-entry-extensions", "hold", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(6, false))));
        put("crl-entry-extensions", "unspecified", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(0, false))));
        put("crl-entry-extensions", "critical", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(1, true))));
        put(
                "crl-invalidity-date",
                "after-the-revocation",
                tbs -> withEntry(
                        tbs,
                        entry(
                                BigInteger.TEN,
                                NOW.minusSeconds(60),
                                extension(
                                        org.bouncycastle.asn1.x509.Extension.invalidityDate,
                                        false,
                                        new ASN1GeneralizedTime(Date.from(NOW))))));
        byte[] der = signed(template("gov-tls").tbs()).bytes();
        byte[] longer = new byte[der.length + 1];
        System.arraycopy(new byte[] {0x30, (byte) 0x83, 0, der[2], der[3]}, 0, longer, 0, 5);
        System.arraycopy(der, 4, longer, 5, der.length - 4);
        add("crl-der-encoding", "long-length", "gov-tls", Der.of(longer));
    }

    /** By the id of the rule. */
    static Map<String, List<Breach>> all() {
        return Collections.unmodifiableMap(new RevocationListBreaches().all);
    }

    private void put(String rule, String why, UnaryOperator<Der> change) {
        add(rule, why, "gov-tls", signed(change.apply(template("gov-tls").tbs())));
    }

    private void add(String rule, String why, String issuer, Der bytes) {
        all.computeIfAbsent(rule, each -> new ArrayList<>()).add(new Breach(why, issuer, bytes));
    }

    static Der signed(Der tbs) {
        return RevocationList.assemble(tbs, SignatureAlgorithm.SHA384_ECDSA, Specimens.SIGNATURE)
                .der();
    }

    /** A good list with two entries. */
    static RevocationListTemplate template(String issuer) {
        Certificate certificate = Specimens.issuer(issuer);
        return new RevocationListTemplate(
                SignatureAlgorithm.SHA384_ECDSA,
                certificate.subject(),
                certificate.subjectKeyIdentifier().orElseThrow(),
                BigInteger.TEN,
                NOW,
                NOW.plus(Duration.ofDays(4)),
                List.of(
                        new RevocationEntry(
                                SerialNumber.ofHex("0a"), NOW, RevocationReason.UNSPECIFIED, Optional.empty()),
                        new RevocationEntry(
                                SerialNumber.ofHex("0b"),
                                NOW,
                                RevocationReason.KEY_COMPROMISE,
                                Optional.of(NOW.minusSeconds(9)))));
    }
}
