package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.muhr.lint.RevocationListMutations.entry;
import static pk.muhr.lint.RevocationListMutations.number;
import static pk.muhr.lint.RevocationListMutations.reason;
import static pk.muhr.lint.RevocationListMutations.with;
import static pk.muhr.lint.RevocationListMutations.withEntry;
import static pk.muhr.lint.RevocationListMutations.without;
import static pk.muhr.lint.Specimens.NOW;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.Finding;
import pk.muhr.x509.Content;
import pk.muhr.x509.Der;
import pk.muhr.x509.EncodedEntries;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** What authorities make must pass, whole and in pieces; each rule is broken by its fixtures, and here in more ways. */
class RevocationListRulesTest {

    // where the fields of a TBSCertList with entries stand
    private static final int ALGORITHM = 1;
    private static final int NEXT_UPDATE = 4;
    private static final int ENTRIES = 5;

    private static final Der ENTRY =
            new RevocationEntry(SerialNumber.ofHex("0a"), NOW, RevocationReason.SUPERSEDED, Optional.empty()).der();

    private final Linter linter = new Linter();
    private final ListSpecimen good = ListSpecimen.named("two-entries");

    @Test
    void passesAListWithAndWithoutEntries() {
        assertThat(linted(ENTRY, ENTRY.length())).isInstanceOf(LintResult.Clean.class);
        assertThat(linted(_ -> {}, 0)).isInstanceOf(LintResult.Clean.class);
        assertThat(rules(without(good.tbs(), ENTRIES))).containsExactly("crl-nothing-lost");
    }

    @Test
    void givesTheBytesThatItJudgedAndNoOthersToBeSigned() throws IOException {
        AtomicReference<Der> entries = new AtomicReference<>(ENTRY);
        LintResult<LintedRevocationList> result = linted(out -> entries.get().writeTo(out), ENTRY.length());
        LintedRevocationList linted = ((LintResult.Clean<LintedRevocationList>) result).linted();
        ByteArrayOutputStream tbs = new ByteArrayOutputStream();
        linted.tbs().writeTo(tbs);
        assertThat(linted.sha256()).isEqualTo(Der.of(tbs.toByteArray()).sha256());
        assertThat(linted.count()).isEqualTo(1);
        RevocationList list = RevocationList.of(good.signed(Der.of(tbs.toByteArray())));
        assertThat(list.entries()).extracting(RevocationEntry::serial).containsExactly(SerialNumber.ofHex("0a"));
        entries.set(new RevocationEntry(SerialNumber.ofHex("0b"), NOW, RevocationReason.SUPERSEDED, Optional.empty())
                .der());
        assertThatThrownBy(() -> linted.tbs().writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no longer those that were judged");
    }

    @Test
    void refusesEntriesOfAnotherLength() {
        assertThatThrownBy(() -> linted(ENTRY, ENTRY.length() + 1)).hasMessageContaining("not as long as announced");
    }

    /** However the pieces fall, the same is found. */
    @TestFactory
    Stream<DynamicTest> findsTheSameInPiecesOfAnyLength() {
        return RevocationListBreaches.all().entrySet().stream()
                .filter(each ->
                        each.getKey().startsWith("crl-entry") || each.getKey().equals("crl-invalidity-date"))
                .flatMap(each -> each.getValue().stream()
                        .map(breach -> DynamicTest.dynamicTest(each.getKey() + " " + breach.why(), () -> {
                            for (int piece = 1; piece < 60; piece += 7) {
                                assertThat(inPieces(breach, piece))
                                        .extracting(Finding::rule)
                                        .contains(each.getKey());
                            }
                        })));
    }

    @Test
    void countsEveryEntryInPiecesOfAnyLength() throws IOException {
        byte[] many = Stream.generate(() -> ENTRY.hex())
                .limit(1000)
                .reduce("", String::concat)
                .getBytes();
        Der entries = Der.ofHex(new String(many));
        for (int piece : new int[] {1, 13, ENTRY.length(), 4096, entries.length()}) {
            EntryScan scan = scan();
            pieces(entries.bytes(), piece, scan);
            assertThat(scan.findings()).isEmpty();
            assertThat(scan.count()).isEqualTo(1000);
        }
        EntryScan cut = scan();
        pieces(java.util.Arrays.copyOf(entries.bytes(), entries.length() - 1), 4096, cut);
        assertThat(cut.findings()).extracting(Finding::rule).containsExactly("crl-entry-encoding");
    }

    @Test
    void letsAnAuthorityOfAuthoritiesAnnounceALongerTime() {
        ListSpecimen list = ListSpecimen.named("of-authorities");
        assertThat(rules(list, validFor(list, 180))).isEmpty();
        assertThat(rules(list, validFor(list, 367))).containsExactly("crl-next-update");
        assertThat(rules(good, validFor(good, 180))).containsExactly("crl-next-update");
    }

    @ParameterizedTest
    @CsvSource({
        "two-entries,1 3 4 5 9,0 2 6 7 8 10",
        "of-authorities,1 2 3 4 5 9,0 6 7 8 10",
        "with-changes-beside,1 3 4 5 6 9,0 2 7 8 10",
        "changes,1 3 4 5 6 8 9,0 2 7 10",
        "keeping-expired,1 3 4 5 6 9,0 2 7 8 10"
    })
    void permitsTheReasonsThatFitTheList(String specimen, String permitted, String refused) {
        ListSpecimen list = ListSpecimen.named(specimen);
        for (String code : permitted.split(" ")) {
            assertThat(rules(list, twoWith(list, code))).as(code).isEmpty();
        }
        for (String code : refused.split(" ")) {
            assertThat(rules(list, twoWith(list, code))).as(code).containsExactly("crl-entry-extensions");
        }
    }

    @Test
    void findsAnAlgorithmThatDiffersOutsideAndAnUnknownExtensionOfAnEntry() {
        assertThat(rules(with(good.tbs(), ALGORITHM, pk.muhr.x509.SignatureAlgorithm.SHA256_ECDSA.identifier())))
                .contains("crl-algorithm");
        assertThat(rules(withEntry(good.tbs(), entry(BigInteger.TEN, NOW, number(BigInteger.ONE)))))
                .contains("crl-entry-extensions");
    }

    private static Der twoWith(ListSpecimen list, String code) {
        return with(
                list.tbs(), ENTRIES, new org.bouncycastle.asn1.DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                    entry(BigInteger.TEN, NOW, reason(Integer.parseInt(code), false)), entry(BigInteger.TWO, NOW)
                }));
    }

    private static Der validFor(ListSpecimen list, int days) {
        return with(list.tbs(), NEXT_UPDATE, RevocationListMutations.time(NOW.plus(Duration.ofDays(days))));
    }

    private LintResult<LintedRevocationList> linted(Content entries, long length) {
        ListSpecimen.Judged first = good.judged().after(BigInteger.ONE, NOW, 0, 0);
        return linter.lintRevocationList(
                good.template(), new EncodedEntries(entries, length), first.facts(), Specimens.BUNDLE, NOW);
    }

    private List<String> rules(Der tbs) {
        return rules(good, tbs);
    }

    private static List<String> rules(ListSpecimen list, Der tbs) {
        return list.judged().findings(RevocationList.of(list.signed(tbs))).stream()
                .map(Finding::rule)
                .toList();
    }

    private static List<Finding> inPieces(RevocationListBreaches.Breach breach, int piece) throws IOException {
        RevocationList list = RevocationList.of(breach.bytes());
        EntryScan scan = new EntryScan(
                new RevocationListSubject(list, breach.judged().facts(), Specimens.BUNDLE, NOW),
                OutputStream.nullOutputStream());
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        pk.muhr.x509.WholeLists.entries(list).writeTo(entries);
        pieces(entries.toByteArray(), piece, scan);
        return scan.findings();
    }

    private static void pieces(byte[] all, int piece, OutputStream out) throws IOException {
        for (int at = 0; at < all.length; at += piece) {
            out.write(all, at, Math.min(piece, all.length - at));
        }
    }

    private EntryScan scan() {
        return new EntryScan(
                new RevocationListSubject(
                        RevocationList.of(good.signed(good.tbs())),
                        good.judged().facts(),
                        Specimens.BUNDLE,
                        NOW),
                OutputStream.nullOutputStream());
    }
}
