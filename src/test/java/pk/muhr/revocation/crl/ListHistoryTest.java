package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.revocation.StatusKind;
import pk.muhr.revocation.crl.StatusEvents.Said;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/**
 * Three weeks of one scope: random revocations, holds, releases and ends of certificates, a list every few hours. What the
 * lists say is held against a model that knows nothing of SQL, and every list is made again from the events.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ListHistoryTest {

    private static final int STEPS = 60;
    private static final Duration STEP = Duration.ofHours(8);
    private static final int GONE = CRLReason.removeFromCRL;
    private static final int UNSAID = 0;

    @Inject
    Hierarchy hierarchy;

    @Inject
    PastLists past;

    @Inject
    CrlShelf shelf;

    @Inject
    PublishedLists published;

    @TempDir
    Path directory;

    private final Random random = new Random(20261122);
    private final Map<SerialNumber, Known> model = new HashMap<>();
    private final Map<PublishedList, Map<SerialNumber, Integer>> complete = new HashMap<>();
    private int left;

    /** What the newest event of a certificate says. */
    private record Known(long seq, StatusKind kind, RevocationReason reason, Instant notAfter) {}

    @Test
    void saysTheTruthAtEveryTimeAndCanBeMadeAgain() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-authentication").orElseThrow();
        ListScope scope = ListScope.part(authority.id(), 77);
        StatusEvents events = new StatusEvents(scope, authority.certificate());
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(STEP.multipliedBy(STEPS));
        List<PublishedList> made = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Instant at = first.plus(STEP.multipliedBy(step));
            for (int i = random.nextInt(5); i > 0; i--) {
                happen(events, at);
            }
            PublishedList list = past.make(authority, scope, false, at);
            made.add(list);
            holdsWhatItShould(list, at);
            happen(events, at.plusSeconds(60));
            PublishedList changes = past.make(authority, scope, true, at.plusSeconds(60));
            made.add(changes);
            bringsEveryGoodListUpToDate(changes, at.plusSeconds(60));
        }
        assertThat(made).hasSize(2 * STEPS);
        assertThat(left)
                .as("entries that left after the end of their certificate")
                .isGreaterThan(5);
        Path issuer = Files.writeString(
                directory.resolve("issuer.pem"), authority.certificate().pem());
        for (PublishedList list : made) {
            Path file = shelf.numbered(scope, list.isDelta(), list.number())
                    .orElseThrow()
                    .file();
            assertThat(Der.of(Files.readAllBytes(file)).sha256()).isEqualTo(list.sha256());
            assertThat(OpenSsl.run("crl", "-inform", "DER", "-in", file, "-CAfile", issuer, "-noout"))
                    .contains("verify OK");
        }
    }

    @Test
    void refusesToServeWhatIsNotWhatWasPublished() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-email").orElseThrow();
        ListScope scope = ListScope.part(authority.id(), 78);
        PublishedList list = past.make(authority, scope, false, Instant.now().minusSeconds(60));
        StoredLists.copyWithAnotherHash(list);
        PublishedList altered = published.newest(scope).orElseThrow();
        assertThat(altered.number()).isGreaterThan(list.number());
        assertThatThrownBy(() -> shelf.newest(scope, false)).hasMessageContaining("cannot be made again");
        assertThat(shelf.numbered(scope, false, list.number())).isPresent();
    }

    @Test
    void servesListsThatWereStoredWhole() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-email").orElseThrow();
        ListScope scope = ListScope.part(authority.id(), 79);
        PublishedList list = past.make(authority, scope, false, Instant.now().minusSeconds(60));
        Path file = shelf.newest(scope, false).orElseThrow().file();
        StoredLists.copyWhole(list, Der.of(Files.readAllBytes(file)));
        CrlShelf.Item whole = shelf.newest(scope, false).orElseThrow();
        assertThat(whole.list().number()).isGreaterThan(list.number());
        assertThat(Der.of(Files.readAllBytes(whole.file())).sha256()).isEqualTo(list.sha256());
        assertThat(past.make(authority, scope, false, Instant.now()).number())
                .isGreaterThan(whole.list().number());
    }

    @Test
    void movesForwardInEachScopeAloneWhoeverWrites() {
        CertificateAuthority authority = hierarchy.named("gov-email").orElseThrow();
        ListScope scope = ListScope.part(authority.id(), 80);
        Instant now = Instant.now();
        PublishedList list = past.make(authority, scope, false, now);
        PublishedList next = past.make(authority, scope, false, now.minusSeconds(300));
        assertThat(next.thisUpdate()).isEqualTo(list.thisUpdate());
        assertThat(next.number()).isEqualTo(list.number().add(java.math.BigInteger.ONE));
        assertThat(past.make(authority, ListScope.part(authority.id(), 81), false, now.minusSeconds(300))
                        .number())
                .isEqualTo(java.math.BigInteger.ONE);
        assertThatThrownBy(() -> StoredLists.copy(list, 0, Duration.ZERO))
                .hasMessageContaining("does not move forward");
        assertThatThrownBy(() -> StoredLists.copy(list, 5, Duration.ofSeconds(-1)))
                .hasMessageContaining("does not move forward");
    }

    /** One event that may follow what is known; certificates last some hours to some days. */
    private void happen(StatusEvents events, Instant at) {
        List<SerialNumber> held = model.entrySet().stream()
                .filter(each -> each.getValue().kind() == StatusKind.HELD)
                .map(Map.Entry::getKey)
                .sorted(java.util.Comparator.comparing(SerialNumber::value))
                .toList();
        if (held.isEmpty() || random.nextInt(3) > 0) {
            SerialNumber serial = SerialNumber.random(new java.security.SecureRandom());
            Instant notAfter = at.plus(Duration.ofHours(random.nextInt(200) - 20));
            add(events, serial, notAfter, random.nextInt(3) > 0 ? StatusKind.HELD : StatusKind.REVOKED, at, null);
        } else {
            SerialNumber serial = held.get(random.nextInt(held.size()));
            Known known = model.get(serial);
            StatusKind kind = random.nextInt(3) > 0 ? StatusKind.RELEASED : StatusKind.REVOKED;
            add(events, serial, known.notAfter(), kind, at, known.seq());
        }
    }

    private void add(
            StatusEvents events, SerialNumber serial, Instant notAfter, StatusKind kind, Instant at, Long before) {
        RevocationReason reason =
                kind == StatusKind.REVOKED ? RevocationReason.SUPERSEDED : RevocationReason.CERTIFICATE_HOLD;
        long seq = events.add(new Said(serial, notAfter, kind, reason, at, before));
        model.put(serial, new Known(seq, kind, reason, notAfter));
    }

    /** Nobody unexpired is missing, nobody else is there, and who is gone was listed once after the end. */
    private void holdsWhatItShould(PublishedList list, Instant at) throws IOException {
        Map<SerialNumber, Integer> entries = entries(list);
        model.forEach((serial, known) -> {
            if (known.kind() == StatusKind.RELEASED) {
                assertThat(entries).doesNotContainKey(serial);
            } else if (entries.containsKey(serial)) {
                assertThat(entries.get(serial)).isEqualTo(known.reason().code());
            } else {
                left++;
                assertThat(complete.entrySet())
                        .as("a list after %s held what is missing", known.notAfter())
                        .anyMatch(before -> before.getKey().thisUpdate().isAfter(known.notAfter())
                                && before.getValue().containsKey(serial)
                                && !before.getKey().thisUpdate().isAfter(at.minus(Duration.ofHours(24))));
            }
        });
        assertThat(model.keySet()).containsAll(entries.keySet());
        complete.put(list, entries);
    }

    /** RFC 5280 §5.2.4: with any complete list from its start on, it says what a complete list would say now. */
    private void bringsEveryGoodListUpToDate(PublishedList changes, Instant at) throws IOException {
        Map<SerialNumber, Integer> delta = entries(changes);
        List<PublishedList> from = complete.keySet().stream()
                .filter(list -> list.number().compareTo(changes.start().orElseThrow()) >= 0)
                .toList();
        assertThat(from).isNotEmpty();
        assertThat(complete.keySet().stream().filter(list -> list.nextUpdate().isAfter(at)))
                .as("lists that are still good")
                .isSubsetOf(from);
        for (PublishedList list : from) {
            Map<SerialNumber, Integer> state = new HashMap<>(complete.get(list));
            delta.forEach((serial, reason) -> {
                if (reason == GONE) {
                    state.remove(serial);
                } else {
                    state.put(serial, reason);
                }
            });
            model.forEach((serial, known) -> {
                if (known.notAfter().isAfter(at)) {
                    assertThat(Optional.ofNullable(state.get(serial)))
                            .isEqualTo(Optional.of(known.reason().code())
                                    .filter(_ -> known.kind() != StatusKind.RELEASED));
                }
            });
        }
    }

    private Map<SerialNumber, Integer> entries(PublishedList list) throws IOException {
        Path file = shelf.newest(list.scope(), list.isDelta()).orElseThrow().file();
        RevocationList read = RevocationList.of(Der.of(Files.readAllBytes(file)));
        assertThat(read.number()).contains(list.number());
        Map<SerialNumber, Integer> entries = new HashMap<>();
        for (TBSCertList.CRLEntry entry :
                TBSCertList.getInstance(read.tbs().decode()).getRevokedCertificates()) {
            int reason = entry.getExtensions() == null
                    ? UNSAID
                    : ASN1Enumerated.getInstance(entry.getExtensions().getExtensionParsedValue(Extension.reasonCode))
                            .intValueExact();
            assertThat(entries.put(new SerialNumber(entry.getUserCertificate().getValue()), reason))
                    .isNull();
        }
        return entries;
    }
}
