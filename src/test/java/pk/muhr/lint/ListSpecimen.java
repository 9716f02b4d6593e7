package pk.muhr.lint;

import static pk.muhr.lint.Specimens.NOW;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.Finding;
import pk.muhr.policy.RevocationListFacts;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListExtensions;
import pk.muhr.x509.RevocationListTemplate;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.WholeLists;

/** A good CRL of each kind that authorities make. */
record ListSpecimen(String name, String authority, boolean part, List<Extension> extensions) {

    static final BigInteger NUMBER = BigInteger.TEN;
    private static final URI WHOLE = URI.create("http://pki.example.gov.pk/crl/authority-g1.crl");
    private static final List<RevocationEntry> ENTRIES = List.of(
            new RevocationEntry(SerialNumber.ofHex("0a"), NOW, RevocationReason.UNSPECIFIED, Optional.empty()),
            new RevocationEntry(
                    SerialNumber.ofHex("0b"), NOW, RevocationReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(9))));

    private static final Map<String, ListSpecimen> ALL = new TreeMap<>();

    static {
        add("two-entries", "gov-tls", false);
        add("part", "gov-tls", true, RevocationListExtensions.issuingDistributionPoint(address(true)));
        add(
                "with-changes-beside",
                "gov-authentication",
                false,
                RevocationListExtensions.freshest(DistributionPoints.deltaOf(WHOLE)));
        add("changes", "gov-authentication", false, RevocationListExtensions.deltaIndicator(BigInteger.valueOf(9)));
        add(
                "keeping-expired",
                "gov-signing",
                false,
                RevocationListExtensions.expiredCertificates(
                        Specimens.issuer("gov-signing").notBefore()));
        add("of-authorities", "government", false);
    }

    private static void add(String name, String authority, boolean part, Extension... more) {
        List<Extension> all = new ArrayList<>(List.of(
                Extensions.authorityKeyIdentifier(
                        Specimens.issuer(authority).subjectKeyIdentifier().orElseThrow()),
                RevocationListExtensions.number(NUMBER)));
        all.addAll(List.of(more));
        ALL.put(name, new ListSpecimen(name, authority, part, all));
    }

    static List<ListSpecimen> all() {
        return List.copyOf(ALL.values());
    }

    static ListSpecimen named(String name) {
        return Optional.ofNullable(ALL.get(name)).orElseThrow();
    }

    static URI address(boolean part) {
        return part ? new DistributionPoints(WHOLE, Optional.of(4)).shard(3) : WHOLE;
    }

    RevocationListTemplate template() {
        return templateOf(authority);
    }

    /** The same list in the name of another authority, or of a responder that plays one. */
    RevocationListTemplate templateOf(String issuer) {
        Certificate certificate = Specimens.issuer(issuer);
        List<Extension> own = new ArrayList<>(extensions);
        own.set(
                0,
                Extensions.authorityKeyIdentifier(
                        certificate.subjectKeyIdentifier().orElseThrow()));
        return new RevocationListTemplate(
                Specimens.definition(authority).signature(),
                certificate.subject(),
                NOW,
                NOW.plus(Duration.ofDays(4)),
                own);
    }

    Der tbs() {
        return tbsOf(authority);
    }

    Der tbsOf(String issuer) {
        return WholeLists.tbs(templateOf(issuer), ENTRIES);
    }

    /** With a signature that is none. */
    Der signed(Der tbs) {
        return RevocationList.assemble(tbs, template().signature(), Specimens.SIGNATURE)
                .der();
    }

    /** As it is judged after a list that was good too. */
    Judged judged() {
        return new Judged(authority, authority, part, BigInteger.valueOf(9), NOW.minusSeconds(60), 2, 0);
    }

    /** By what a list is judged; the lines above a fixture. */
    record Judged(
            String issuer,
            String authority,
            boolean part,
            BigInteger lastNumber,
            Instant lastUpdate,
            long entries,
            long departed) {

        static Judged of(Map<String, String> heads) {
            String[] before = heads.get("before").split(" ");
            return new Judged(
                    heads.get("issuer"),
                    heads.get("authority"),
                    heads.get("part").equals("yes"),
                    new BigInteger(before[0]),
                    Instant.parse(before[1]),
                    Long.parseLong(before[2]),
                    Long.parseLong(before[3]));
        }

        String heads() {
            return "issuer: " + issuer + "\nauthority: " + authority + "\npart: " + (part ? "yes" : "no")
                    + "\nbefore: " + lastNumber + " " + lastUpdate + " " + entries + " " + departed + "\nnow: " + NOW
                    + "\n";
        }

        RevocationListFacts facts() {
            return new RevocationListFacts(
                    Specimens.issuer(issuer),
                    Specimens.definition(authority),
                    address(part),
                    part,
                    Optional.of(new RevocationListFacts.Predecessor(
                            lastNumber, lastUpdate, OptionalLong.of(entries), departed)));
        }

        List<Finding> findings(RevocationList list) {
            RevocationListSubject subject = new RevocationListSubject(list, facts(), Specimens.BUNDLE, NOW);
            EntryScan scan = new EntryScan(subject, OutputStream.nullOutputStream());
            try {
                WholeLists.entries(list).writeTo(scan);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Rules.findings(subject, scan);
        }

        Judged by(String other) {
            return new Judged(other, authority, part, lastNumber, lastUpdate, entries, departed);
        }

        Judged after(BigInteger number, Instant thisUpdate, long count, long gone) {
            return new Judged(issuer, authority, part, number, thisUpdate, count, gone);
        }
    }
}
