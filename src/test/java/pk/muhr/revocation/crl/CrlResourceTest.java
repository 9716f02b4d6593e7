package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.identity.Role;
import pk.muhr.policy.Refusal;
import pk.muhr.revocation.Revocations;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationReason;

/** CRLs over plain HTTP, as relying parties fetch them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CrlResourceTest {

    private static final Actor TEST = Actor.system("test");
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    @Inject
    Hierarchy hierarchy;

    @Inject
    CrlPublication publication;

    @Inject
    RevocationLists lists;

    @Inject
    PublishedLists published;

    @Inject
    CrlShelf shelf;

    @Inject
    KeyCustody custody;

    @Inject
    MeterRegistry meters;

    @Inject
    ListFiles files;

    @Inject
    Revocations revocations;

    @Inject
    AuditRecords audit;

    @Test
    void servesEveryAuthoritysListFromTheStart() {
        assertThat(hierarchy.authorities()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(authority -> {
            RevocationList list = fetched(authority.id().toString());
            assertThat(list.verifiesWith(authority.certificate().key())).isTrue();
            assertThat(list.issuer()).isEqualTo(authority.certificate().subject());
            assertThat(list.thisUpdate()).isBeforeOrEqualTo(Instant.now());
            assertThat(list.nextUpdate())
                    .contains(
                            list.thisUpdate().plus(authority.definition().crl().validFor()));
            assertThat(fetched(authority.id().name().value()).issuer())
                    .isEqualTo(authority.certificate().subject());
        });
    }

    @Test
    void listsWhatWasRevokedWithinSeconds() throws InterruptedException {
        Certificate certificate = TestCertificates.issued("nitb");
        TestCertificates.revoke("nitb", certificate, "superseded");
        RevocationEntry entry = awaited(certificate);
        assertThat(entry.reason()).isEqualTo(RevocationReason.SUPERSEDED);
        assertThat(entry.invalidityDate()).isEmpty();
    }

    @Test
    void saysHowItMayBeCached() {
        Response whole = get("/crl/national-root-g1.crl");
        assertThat(whole.contentType()).isEqualTo("application/pkix-crl");
        assertThat(whole.header("Cache-Control")).contains("max-age=3600");
        assertThat(whole.header("Last-Modified")).isNotBlank();
        assertThat(RestAssured.given()
                        .header("If-None-Match", whole.header("ETag"))
                        .get("/crl/national-root-g1.crl")
                        .statusCode())
                .isEqualTo(304);
        assertThat(RestAssured.given()
                        .header("If-None-Match", "\"another\"")
                        .get("/crl/national-root-g1.crl")
                        .statusCode())
                .isEqualTo(200);
        // there may be two lists of one second (RFC 9110 §8.8.2.2)
        assertThat(RestAssured.given()
                        .header("If-Modified-Since", whole.header("Last-Modified"))
                        .get("/crl/national-root-g1.crl")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void knowsNoListOfAnUnknownAuthority() {
        assertThat(get("/crl/nobody.crl").statusCode()).isEqualTo(404);
        assertThat(get("/crl/gov-tls-g2.crl").statusCode()).isEqualTo(404);
    }

    @Test
    void makesANewListWhenAnAdministratorWishes() {
        BigInteger before = fetched("commercial").number().orElseThrow();
        Response answer = Api.officer(Role.CA_ADMINISTRATOR).post("/api/v1/authorities/commercial/crl");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(new BigInteger(answer.path("number").toString())).isGreaterThan(before);
        assertThat(fetched("commercial").number())
                .contains(new BigInteger(answer.path("number").toString()));
        assertThat(Api.officer(Role.CA_ADMINISTRATOR)
                        .post("/api/v1/authorities/nobody/crl")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Api.subscriber("nitb")
                        .post("/api/v1/authorities/commercial/crl")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void givesEachListItsOwnRisingNumberWhoeverMakesIt() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-tls").orElseThrow();
        Callable<PublishedList> make = () -> publication.publish(authority, TEST);
        List<PublishedList> made;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            made = threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> make).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(made)
                .extracting(PublishedList::number)
                .doesNotHaveDuplicates()
                .hasSize(40);
        List<PublishedList> inOrder = made.stream()
                .sorted(java.util.Comparator.comparing(PublishedList::number))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).thisUpdate())
                    .isAfterOrEqualTo(inOrder.get(i - 1).thisUpdate());
            assertThat(inOrder.get(i).reach())
                    .isGreaterThanOrEqualTo(inOrder.get(i - 1).reach());
        }
        assertThat(published
                        .newest(ListScope.whole(authority.id()))
                        .orElseThrow()
                        .number())
                .isGreaterThanOrEqualTo(inOrder.getLast().number());
    }

    @Test
    void leavesAGapAndTheListBeforeAfterACrashInBetween() throws IOException {
        CertificateAuthority authority = hierarchy.named("commercial").orElseThrow();
        PublishedList before = publication.publish(authority, TEST);
        OpenedList lost = lost(authority);
        assertThat(published.newest(ListScope.whole(authority.id()))).contains(before);
        assertThat(fetched("commercial").number()).contains(before.number());
        PublishedList next = publication.publish(authority, TEST);
        assertThat(next.number()).isGreaterThan(lost.number());
        assertThat(fetched("commercial").number()).contains(next.number());
    }

    @Test
    void makesAListAgainWhoseFileWasSweptAway() throws IOException {
        PublishedList list = publication.publish(hierarchy.named("commercial").orElseThrow(), TEST);
        Files.delete(shelf.newest(list.scope(), false).orElseThrow().file());
        assertThat(fetched("commercial").number()).contains(list.number());
    }

    @Test
    void makesOneEarlierListAtATime() {
        PublishedList list = publication.publish(hierarchy.named("commercial").orElseThrow(), TEST);
        String path = "/crl/commercial.crl?number=" + list.number();
        shelf.making().acquireUninterruptibly();
        try {
            assertThat(get(path).statusCode()).isEqualTo(503);
            assertThat(get(path).header("Retry-After")).isEqualTo("5");
            assertThat(fetched("commercial").number()).as("the newest").contains(list.number());
        } finally {
            shelf.making().release();
        }
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void datesNoListByAClockThatIsOff() {
        CertificateAuthority authority = hierarchy.named("commercial").orElseThrow();
        CrlMaker maker = new CrlMaker(
                custody,
                revocations,
                lists,
                files,
                shelf,
                meters,
                () -> Optional.of(new Refusal.ClockJumped("this machine's clock")));
        BigInteger before = published.lastNumber(ListScope.whole(authority.id()));
        assertThatThrownBy(() -> maker.make(authority, ListScope.whole(authority.id()), false, TEST))
                .isInstanceOf(CrlMaker.ClockDoubtful.class);
        assertThat(published.lastNumber(ListScope.whole(authority.id()))).isEqualTo(before);
    }

    @Test
    void putsEveryListOnRecord() {
        PublishedList list = publication.publish(hierarchy.named("commercial").orElseThrow(), TEST);
        assertThat(audit.newest(50).stream()
                        .filter(record ->
                                record.event().subject().equals(java.util.Optional.of("CRL " + list.number())))
                        .filter(record -> record.event().authority().equals(java.util.Optional.of("commercial-g1")))
                        .map(record -> record.event().event()))
                .contains("CRL_OPENED", "CRL_PUBLISHED");
    }

    private OpenedList lost(CertificateAuthority authority) throws IOException {
        try (Spool spool = files.spool()) {
            ListIssuer issuer = ListIssuer.of(authority, ListScope.whole(authority.id()));
            return lists.open(new RevocationLists.Wish(issuer, revocations.reach(authority.id()), false, TEST), spool);
        }
    }

    private RevocationEntry awaited(Certificate certificate) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (RevocationEntry entry : fetched(named(certificate)).entries()) {
                if (entry.serial().equals(certificate.serial())) {
                    return entry;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not listed within " + PATIENCE);
    }

    /** What lies at the address in the certificate. */
    private static String named(Certificate certificate) {
        return certificate.addresses().stream()
                .filter(address -> address.endsWith(".crl"))
                .map(address -> address.replaceAll("^.*/crl/|\\.crl$", ""))
                .findFirst()
                .orElseThrow();
    }

    private static RevocationList fetched(String authority) {
        return RevocationList.of(Der.of(get("/crl/" + authority + ".crl").asByteArray()));
    }

    private static Response get(String path) {
        return RestAssured.get(path);
    }
}
