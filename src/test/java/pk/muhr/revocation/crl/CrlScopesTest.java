package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Csrs;
import pk.muhr.revocation.StatusKind;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.revocation.crl.StatusEvents.Said;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;
import pk.muhr.x509.RevocationList;
import pk.muhr.x509.RevocationListExtensions;
import pk.muhr.x509.RevocationReason;

/** Whole lists, their parts and their changes over plain HTTP, and what OpenSSL makes of them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CrlScopesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Hierarchy hierarchy;

    @Inject
    PublishedLists published;

    @TempDir
    Path directory;

    @Test
    void dividesTheListByTheAddressesInTheCertificates() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        String address = address(certificate);
        assertThat(address).matches("/crl/gov-tls-g1/[0-3]\\.crl");
        BigInteger wholeBefore = fetched("/crl/gov-tls-g1.crl").number().orElseThrow();
        assertThat(verify(certificate, "gov-tls", List.of("-extended_crl"), address))
                .contains(": OK");
        assertThat(verify(certificate, "gov-tls", List.of(), "/crl/gov-tls-g1.crl"))
                .contains(": OK");

        TestCertificates.revoke("nitb", certificate, "superseded");
        await(address, certificate, true);
        assertThat(verify(certificate, "gov-tls", List.of("-extended_crl"), address))
                .contains("certificate revoked");
        List<String> others = IntStream.range(0, 4)
                .mapToObj(part -> "/crl/gov-tls-g1/" + part + ".crl")
                .filter(other -> !other.equals(address))
                .toList();
        for (String other : others) {
            RevocationList list = fetched(other);
            assertThat(list.extensions())
                    .contains(RevocationListExtensions.issuingDistributionPoint(
                            java.net.URI.create("http://pki.example.gov.pk:8080" + other)));
            assertThat(lists(list, certificate)).isFalse();
            assertThat(verify(certificate, "gov-tls", List.of("-extended_crl"), other))
                    .contains("different CRL scope");
        }
        RevocationList whole = fetched("/crl/gov-tls-g1.crl");
        assertThat(whole.extension(RevocationListExtensions.ISSUING_DISTRIBUTION_POINT))
                .isEmpty();
        assertThat(whole.number().orElseThrow().subtract(wholeBefore))
                .as("whole lists made in seconds beside the parts")
                .isLessThanOrEqualTo(BigInteger.ONE);
        Api.officer(pk.muhr.identity.Role.CA_ADMINISTRATOR).post("/api/v1/authorities/gov-tls/crl");
        await("/crl/gov-tls-g1.crl", certificate, true);
    }

    @Test
    void bringsAListUpToDateWithItsChanges() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-authentication").orElseThrow();
        Certificate certificate = device();
        String whole = address(certificate);
        String changes = "/crl/gov-authentication-g1/delta.crl";
        assertThat(whole).isEqualTo("/crl/gov-authentication-g1.crl");
        Path good = file("good.der", whole);
        StatusEvents events = new StatusEvents(ListScope.whole(authority.id()), authority.certificate());
        long held = events.add(said(certificate, StatusKind.HELD, null));
        await(whole, certificate, true);
        await(changes, certificate, true);
        Path onHold = file("held.der", whole);
        Path holding = file("holding.der", changes);
        events.add(said(certificate, StatusKind.RELEASED, held));
        await(whole, certificate, false);
        awaitNewer(changes, holding);
        Path releasing = file("releasing.der", changes);

        assertThat(verify(certificate, "gov-authentication", List.of("-use_deltas", "-extended_crl"), good, holding))
                .contains("certificate revoked");
        assertThat(verify(certificate, "gov-authentication", List.of(), onHold)).contains("certificate revoked");
        assertThat(verify(
                        certificate, "gov-authentication", List.of("-use_deltas", "-extended_crl"), onHold, releasing))
                .contains(": OK");
        RevocationList list = fetched(changes);
        assertThat(list.extension(RevocationListExtensions.DELTA_INDICATOR)
                        .orElseThrow()
                        .critical())
                .isTrue();
        assertThat(list.deltaOf().orElseThrow()).isLessThan(list.number().orElseThrow());
        assertThat(fetched(whole).extensions())
                .contains(RevocationListExtensions.freshest(
                        java.net.URI.create("http://pki.example.gov.pk:8080" + changes)));
        assertThat(list.nextUpdate().orElseThrow()).isEqualTo(list.thisUpdate().plus(Duration.ofHours(2)));
        assertThat(RestAssured.get("/crl/gov-tls-g1/delta.crl").statusCode()).isEqualTo(404);
    }

    @Test
    void saysSinceWhenExpiredCertificatesStay() {
        for (String name : List.of("gov-signing", "com-signing", "gov-code-signing", "gov-timestamping")) {
            CertificateAuthority authority = hierarchy.named(name).orElseThrow();
            assertThat(fetched("/crl/" + name + ".crl").extensions())
                    .contains(RevocationListExtensions.expiredCertificates(
                            authority.certificate().notBefore()));
        }
        assertThat(fetched("/crl/gov-tls.crl").extension(RevocationListExtensions.EXPIRED_CERTIFICATES))
                .isEmpty();
    }

    @Test
    void givesEarlierListsByTheirNumber() {
        RevocationList newest = fetched("/crl/gov-tls-g1.crl");
        RevocationList first = fetched("/crl/gov-tls-g1.crl?number=1");
        assertThat(first.number()).contains(BigInteger.ONE);
        assertThat(first.verifiesWith(
                        hierarchy.named("gov-tls").orElseThrow().certificate().key()))
                .isTrue();
        assertThat(fetched("/crl/gov-tls-g1.crl?number=" + newest.number().orElseThrow())
                        .thisUpdate())
                .isEqualTo(newest.thisUpdate());
        for (String number : List.of("999999999", "0", "-1", "x", "1".repeat(60))) {
            Response answer = RestAssured.get("/crl/gov-tls-g1.crl?number=" + number);
            assertThat(answer.statusCode()).as(number).isEqualTo(404);
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
        assertThat(RestAssured.get("/crl/gov-tls-g1/99.crl").statusCode()).isEqualTo(404);
    }

    @Test
    void answersHeadWithoutTheList() {
        Response whole = RestAssured.get("/crl/gov-tls-g1/0.crl");
        Response head = RestAssured.head("/crl/gov-tls-g1/0.crl");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asByteArray()).isEmpty();
        assertThat(head.contentType()).isEqualTo("application/pkix-crl");
        assertThat(head.header("Content-Length")).isEqualTo("" + whole.asByteArray().length);
        assertThat(whole.header("Content-Length")).isEqualTo("" + whole.asByteArray().length);
    }

    private static Said said(Certificate certificate, StatusKind kind, Long supersedes) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Said(
                certificate.serial(), certificate.notAfter(), kind, RevocationReason.CERTIFICATE_HOLD, now, supersedes);
    }

    private static Certificate device() {
        Response answer = Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "profile",
                        "authentication-device",
                        "csr",
                        Csrs.p256().pem(),
                        "names",
                        Map.of("subjectAltName", Map.of("dns", List.of("gateway.nitb.example.gov.pk")))))
                .post("/api/v1/requests");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Certificate.of(Pem.parse(answer.path("certificate.pem")).content());
    }

    private static String address(Certificate certificate) {
        return certificate.addresses().stream()
                .filter(each -> each.endsWith(".crl"))
                .map(each -> java.net.URI.create(each).getPath())
                .findFirst()
                .orElseThrow();
    }

    private String verify(Certificate certificate, String authority, List<String> options, String path)
            throws IOException {
        return verify(certificate, authority, options, file("list.der", path));
    }

    /** With these lists of the authority, and those of the authorities above it. */
    private String verify(Certificate certificate, String authority, List<String> options, Path... lists)
            throws IOException {
        List<Certificate> chain = hierarchy.named(authority).orElseThrow().chain();
        List<Object> arguments = new java.util.ArrayList<>(List.of("verify", "-crl_check_all"));
        arguments.addAll(options);
        for (Path list : lists) {
            arguments.addAll(List.of("-CRLfile", pem(list)));
        }
        for (String above : List.of("national-root", "government")) {
            arguments.addAll(List.of("-CRLfile", pem(file(above + ".der", "/crl/" + above + ".crl"))));
        }
        arguments.addAll(List.of(
                "-CAfile",
                Files.writeString(directory.resolve("root.pem"), chain.getLast().pem()),
                "-untrusted",
                Files.writeString(directory.resolve("chain.pem"), Certificate.pem(chain)),
                Files.writeString(directory.resolve("leaf.pem"), certificate.pem())));
        return OpenSsl.run(arguments.toArray());
    }

    private static Path pem(Path der) throws IOException {
        return Files.writeString(Path.of(der + ".pem"), new Pem("X509 CRL", Der.of(Files.readAllBytes(der))).text());
    }

    private Path file(String name, String path) throws IOException {
        return Files.write(directory.resolve(name), RestAssured.get(path).asByteArray());
    }

    private static void await(String path, Certificate certificate, boolean listed) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (lists(fetched(path), certificate) != listed) {
            assertThat(Instant.now()).as("%s by now", path).isBefore(end);
            Thread.sleep(200);
        }
    }

    private static void awaitNewer(String path, Path known) throws IOException, InterruptedException {
        BigInteger number =
                RevocationList.of(Der.of(Files.readAllBytes(known))).number().orElseThrow();
        Instant end = Instant.now().plus(PATIENCE);
        while (fetched(path).number().orElseThrow().compareTo(number) <= 0) {
            assertThat(Instant.now()).as("%s by now", path).isBefore(end);
            Thread.sleep(200);
        }
    }

    private static boolean lists(RevocationList list, Certificate certificate) {
        return java.util.Arrays.stream(org.bouncycastle.asn1.x509.TBSCertList.getInstance(
                                list.tbs().decode())
                        .getRevokedCertificates())
                .anyMatch(entry -> entry.getUserCertificate()
                        .getValue()
                        .equals(certificate.serial().value()));
    }

    private static RevocationList fetched(String path) {
        return RevocationList.of(Der.of(RestAssured.get(path).asByteArray()));
    }
}
