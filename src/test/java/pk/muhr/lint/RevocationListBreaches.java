package pk.muhr.lint;

import static pk.muhr.lint.RevocationListMutations.aki;
import static pk.muhr.lint.RevocationListMutations.critical;
import static pk.muhr.lint.RevocationListMutations.entry;
import static pk.muhr.lint.RevocationListMutations.extension;
import static pk.muhr.lint.RevocationListMutations.longAki;
import static pk.muhr.lint.RevocationListMutations.number;
import static pk.muhr.lint.RevocationListMutations.partitioned;
import static pk.muhr.lint.RevocationListMutations.plus;
import static pk.muhr.lint.RevocationListMutations.reason;
import static pk.muhr.lint.RevocationListMutations.time;
import static pk.muhr.lint.RevocationListMutations.with;
import static pk.muhr.lint.RevocationListMutations.withEntry;
import static pk.muhr.lint.RevocationListMutations.withExtensions;
import static pk.muhr.lint.RevocationListMutations.without;
import static pk.muhr.lint.RevocationListMutations.withoutExtension;
import static pk.muhr.lint.Specimens.NOW;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERSequence;

import pk.muhr.lint.ListSpecimen.Judged;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationListExtensions;
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

    private static final String GOOD = "two-entries";
    private static final Certificate ISSUER = Specimens.issuer("gov-tls");

    private final Map<String, List<Breach>> all = new TreeMap<>();

    /**
     * One way to break a rule.
     *
     * @param judged by what the list is judged
     * @param bytes of the list
     */
    record Breach(String why, Judged judged, Der bytes) {}

    private RevocationListBreaches() {
        put("crl-version-2", "version-1", tbs -> without(without(tbs, VERSION), EXTENSIONS - 1));
        put("crl-algorithm", "of-another-key", tbs -> with(tbs, ALGORITHM, SignatureAlgorithm.SHA384_RSA.identifier()));
        put("crl-issuer-bytes", "another-authority", tbs -> ListSpecimen.named(GOOD)
                .tbsOf("gov-email"));
        put("crl-authority-key-identifier", "of-another", tbs -> ListSpecimen.named(GOOD)
                .tbsOf("gov-email"));
        ListSpecimen good = ListSpecimen.named(GOOD);
        add(
                "crl-issuer-may-sign",
                "no-authority",
                good.judged().by("ocsp-responder"),
                good.signed(good.tbsOf("ocsp-responder")));
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
        put("crl-entry-serial", "negative", tbs -> withEntry(tbs, entry(BigInteger.TEN.negate(), NOW)));
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
        more();
        byte[] der = good.signed(good.tbs()).bytes();
        byte[] longer = new byte[der.length + 1];
        System.arraycopy(new byte[] {0x30, (byte) 0x83, 0, der[2], der[3]}, 0, longer, 0, 5);
        System.arraycopy(der, 4, longer, 5, der.length - 4);
        add("crl-der-encoding", "long-length", good.judged(), Der.of(longer));
    }

    private void more() {
        put(
                "crl-entry-encoding",
                "generalized-time-before-2050",
                tbs -> withEntry(tbs, new DERSequence(new ASN1Encodable[] {
                    new ASN1Integer(10), new DERGeneralizedTime(Date.from(NOW))
                })));
        put("crl-entry-encoding", "without-date", tbs -> withEntry(tbs, new DERSequence(new ASN1Integer(10))));
        put("crl-entry-serial", "zero", tbs -> withEntry(tbs, entry(BigInteger.ZERO, NOW)));
        put("crl-entry-serial", "too-long", tbs -> withEntry(tbs, entry(BigInteger.TWO.pow(160), NOW)));
        put("crl-entry-extensions", "removed", tbs -> withEntry(tbs, entry(BigInteger.TEN, NOW, reason(8, false))));
        put("crl-extensions", "part-without-its-address", "part", tbs -> withoutExtension(tbs, 2));
        put("crl-extensions", "changes-nowhere", "with-changes-beside", tbs -> withoutExtension(tbs, 2));
        put(
                "crl-issuing-distribution-point",
                "of-another-part",
                "part",
                tbs -> plus(
                        withoutExtension(tbs, 2),
                        RevocationListExtensions.issuingDistributionPoint(
                                URI.create("http://pki.example.gov.pk/crl/authority-g1/2.crl"))));
        put(
                "crl-delta-indicator",
                "of-itself",
                "changes",
                tbs -> plus(withoutExtension(tbs, 2), RevocationListExtensions.deltaIndicator(ListSpecimen.NUMBER)));
        put(
                "crl-freshest",
                "elsewhere",
                "with-changes-beside",
                tbs -> plus(withoutExtension(tbs, 2), RevocationListExtensions.freshest(ListSpecimen.address(false))));
        put(
                "crl-expired-certificates",
                "from-another-time",
                "keeping-expired",
                tbs -> plus(withoutExtension(tbs, 2), RevocationListExtensions.expiredCertificates(NOW)));
        put(
                "crl-expired-certificates",
                "tls",
                tbs -> plus(tbs, RevocationListExtensions.expiredCertificates(ISSUER.notBefore())));
        ListSpecimen good = ListSpecimen.named(GOOD);
        Judged usual = good.judged();
        Der bytes = good.signed(good.tbs());
        add("crl-number-rises", "repeated", usual.after(ListSpecimen.NUMBER, usual.lastUpdate(), 2, 0), bytes);
        add("crl-time-moves-forward", "earlier", usual.after(usual.lastNumber(), NOW.plusSeconds(1), 2, 0), bytes);
        add("crl-nothing-lost", "one-of-four", usual.after(usual.lastNumber(), usual.lastUpdate(), 4, 1), bytes);
    }

    /** By the id of the rule. */
    static Map<String, List<Breach>> all() {
        return Collections.unmodifiableMap(new RevocationListBreaches().all);
    }

    private void put(String rule, String why, UnaryOperator<Der> change) {
        put(rule, why, GOOD, change);
    }

    private void put(String rule, String why, String specimen, UnaryOperator<Der> change) {
        ListSpecimen list = ListSpecimen.named(specimen);
        add(rule, why, list.judged(), list.signed(change.apply(list.tbs())));
    }

    private void add(String rule, String why, Judged judged, Der bytes) {
        all.computeIfAbsent(rule, each -> new ArrayList<>()).add(new Breach(why, judged, bytes));
    }
}
