package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.Pem;

/** Every profile over HTTP: what it gives, and what it does not. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ProfilesResourceTest {

    @Inject
    TestPolicy policy;

    private static final String MAILBOX = "ayesha.khan@nitb.example.gov.pk";
    private static final Map<String, Object> AYESHA = Map.of("givenName", "Ayesha", "surname", "Khan");
    private static final Map<String, Object> WITH_CNIC =
            Map.of("givenName", "Ayesha", "surname", "Khan", "cnic", "35202-1234567-2");

    @Test
    void issuesEmailProtectionToAPersonOfTheBody() {
        Certificate certificate = issued("email-protection", with(AYESHA, "email", MAILBOX));
        assertThat(certificate.names(NameKind.EMAIL)).containsExactly(MAILBOX);
        assertThat(certificate.policies()).containsExactly("2.23.140.1.5.3.3", "2.999.1.1.3.1");
        assertThat(certificate.subject().values(AttributeType.COMMON_NAME)).containsExactly("Ayesha Khan");
        assertThat(certificate.subject().values(AttributeType.ORGANIZATION_IDENTIFIER))
                .containsExactly("GOVPK");
        assertThat(certificate.subject().values(AttributeType.SERIAL_NUMBER)).isEmpty();
    }

    @Test
    void issuesEmailProtectionToAnOfficeAndToABareMailbox() {
        String office = "info@nitb.example.gov.pk";
        assertThat(issued("email-protection-organization", with(Map.of(), "email", office))
                        .subject()
                        .values(AttributeType.COMMON_NAME))
                .containsExactly("National Information Technology Board");
        Certificate bare = issued("email-protection-mailbox", with(Map.of(), "email", office));
        assertThat(bare.subject().attributes()).hasSize(1);
        assertThat(bare.subject().values(AttributeType.COMMON_NAME)).containsExactly(office);
    }

    @Test
    void hidesThePersonsNumberAndTakesTheSecurityIdentifierFromTheRecord() {
        Certificate logOn = issued("authentication-person", with(WITH_CNIC, "upn", MAILBOX));
        Certificate signature = issued("digital-signature", WITH_CNIC);
        assertThat(logOn.names(NameKind.UPN)).containsExactly(MAILBOX);
        assertThat(logOn.keyPurposes()).containsExactly(KeyPurpose.CLIENT_AUTH.oid(), KeyPurpose.SMARTCARD_LOGON.oid());
        assertThat(logOn.extension(Extensions.SECURITY_IDENTIFIER)).isPresent();
        List<String> number = logOn.subject().values(AttributeType.SERIAL_NUMBER);
        assertThat(number).singleElement().asString().matches("[0-9a-f]{64}");
        assertThat(signature.subject().values(AttributeType.SERIAL_NUMBER)).isEqualTo(number);
        assertThat(logOn.subject().toString()).doesNotContain("3520212345672");
    }

    @Test
    void writesATitleOnlyWhenItIsAskedForAndOnRecord() {
        assertThat(issued("digital-signature", WITH_CNIC).subject().values(AttributeType.TITLE))
                .isEmpty();
        assertThat(issued("digital-signature", joined(WITH_CNIC, Map.of("title", "Director")))
                        .subject()
                        .values(AttributeType.TITLE))
                .containsExactly("Director");
        refused("person-not-proved", "nitb", "digital-signature", joined(WITH_CNIC, Map.of("title", "Prime Minister")));
    }

    /** A colleague who knows every name and number gets nothing. */
    @Test
    void issuesToThePersonWhoAsksAndToNobodyElse() {
        Response colleague = Api.bearer(TestInstallation.token(new BodyId("nitb"), "bilal.ahmed"))
                .contentType(ContentType.JSON)
                .body(Map.of("profile", "digital-signature", "csr", Csrs.p256().pem(), "names", WITH_CNIC))
                .post("/api/v1/requests");
        assertThat(colleague.statusCode()).as(colleague.asString()).isEqualTo(403);
        assertThat(colleague.path("rule").toString()).isEqualTo("person-not-proved");
    }

    /** Nobody's number stands in the records that nothing is ever deleted from. */
    @Test
    void keepsNumbersOutOfTheAuditTrail() {
        refused("subject-attribute-not-permitted", "nitb", "eseal", Map.of("cnic", "35202-7654321-9"));
        refused("natural-identifier", "nitb", "digital-signature", joined(AYESHA, Map.of("cnic", "35202-7654321-99")));
        issued("digital-signature", WITH_CNIC);
        assertThat(TestInstallation.stored("select string_agg(details::text, ' ') from audit_record"))
                .doesNotContain("3520276543219", "35202-7654321", "3520212345672", "35202-1234567-2");
        assertThat(TestInstallation.stored(
                        "select string_agg(content::text, ' ') from request where profile = 'digital-signature'"))
                .doesNotContain("3520212345672", "35202-1234567-2");
    }

    @Test
    void issuesADeviceASealAndATimeStampingUnit() {
        assertThat(issued("authentication-device", with(Map.of(), "dns", "gateway.nitb.example.gov.pk"))
                        .subject()
                        .values(AttributeType.COMMON_NAME))
                .containsExactly("gateway.nitb.example.gov.pk");
        Certificate seal = issued("eseal", Map.of());
        assertThat(seal.subject().values(AttributeType.ORGANIZATION_IDENTIFIER)).containsExactly("GOVPK");
        assertThat(seal.extension(Extensions.QC_STATEMENTS)).isEmpty();
        Certificate unit = issued("time-stamping", Map.of("commonName", "TSU 1"));
        assertThat(unit.extension(Extensions.EXTENDED_KEY_USAGE).orElseThrow().critical())
                .isTrue();
        assertThat(unit.extension(Extensions.PRIVATE_KEY_USAGE_PERIOD)).isPresent();
    }

    @Test
    void issuesCodeSigningForRsaOnly() {
        String csr = Csrs.rsa(3072).pem();
        Api.officer(Role.REGISTRATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("csr", csr, "method", "key-attestation"))
                .post("/api/v1/bodies/nitb/key-protections");
        Response answer = submit("nitb", "code-signing", Map.of(), csr);
        assertThat(answer.statusCode()).isEqualTo(201);
        refused("key-not-permitted", "nitb", "code-signing", Map.of());
    }

    @Test
    void servesEachDomainItsOwnOrganisations() {
        Response company =
                submit("textiles", "eseal-commercial", Map.of(), Csrs.p256().pem());
        assertThat(company.statusCode()).as(company.asString()).isEqualTo(201);
        Certificate seal =
                Certificate.of(Pem.parse(company.path("certificate.pem")).content());
        assertThat(seal.signatureAlgorithm().orElseThrow().name()).isEqualTo("SHA384_RSA_PSS");
        assertThat(seal.extension(Extensions.QC_STATEMENTS)).isPresent();
        refused("body-not-of-domain", "textiles", "eseal", Map.of());
        refused("body-not-of-domain", "nitb", "eseal-commercial", Map.of());
    }

    /** A policy may name an authority before the ceremony that makes it. */
    @Test
    void refusesWhatAnAuthorityThatNobodyMadeWouldIssue() {
        policy.change(files -> {
            String hierarchy = files.get("hierarchy.yaml");
            int own = hierarchy.indexOf("  - name: gov-tls\n");
            String definition = hierarchy.substring(own, hierarchy.indexOf("  - name: ", own + 1));
            files.put(
                    "hierarchy.yaml",
                    hierarchy.stripTrailing() + "\n"
                            + definition
                                    .replace("gov-tls", "gov-tls-two")
                                    .replace("Government TLS CA", "Second TLS CA"));
            files.put(
                    "tls-two.yaml",
                    files.get("tls-server.yaml")
                            .replace("id: tls-server", "id: tls-two")
                            .replace("authority: gov-tls", "authority: gov-tls-two"));
        });
        try {
            refused("authority-not-made", "nitb", "tls-two", with(Map.of(), "dns", "www.nitb.example.gov.pk"));
        } finally {
            policy.restore();
        }
    }

    @TestFactory
    Stream<DynamicTest> saysWhatItRefuses() {
        return Stream.of(
                bad(
                        "a stranger's mailbox",
                        "person-not-proved",
                        "email-protection",
                        with(AYESHA, "email", "bilal.ahmed@nitb.example.gov.pk")),
                bad(
                        "a mailbox of another body",
                        "person-not-proved",
                        "email-protection",
                        with(AYESHA, "email", "ayesha.khan@ntc.example.gov.pk")),
                bad(
                        "another body's office",
                        "name-not-proved",
                        "email-protection-organization",
                        with(Map.of(), "email", "info@ntc.example.gov.pk")),
                bad(
                        "a person of another body",
                        "person-not-proved",
                        "email-protection",
                        with(
                                Map.of("givenName", "Sana", "surname", "Iqbal"),
                                "email",
                                "sana.iqbal@ntc.example.gov.pk")),
                bad(
                        "a mailbox with CRLF",
                        "email-address",
                        "email-protection",
                        with(AYESHA, "email", "a@nitb.example.gov.pk\r\nBcc: x@y.pk")),
                bad("no mailbox", "name-count", "email-protection", AYESHA),
                bad("nobody", "person-incomplete", "email-protection", with(Map.of(), "email", MAILBOX)),
                bad(
                        "somebody else's number",
                        "person-not-proved",
                        "digital-signature",
                        joined(AYESHA, Map.of("cnic", "61101-9876543-3"))),
                bad(
                        "a number in Arabic digits",
                        "natural-identifier",
                        "digital-signature",
                        joined(AYESHA, Map.of("cnic", "٣٥٢٠٢١٢٣٤٥٦٧٢"))),
                bad(
                        "a number of twelve digits",
                        "natural-identifier",
                        "digital-signature",
                        joined(AYESHA, Map.of("cnic", "352021234567"))),
                bad(
                        "a principal of somebody else",
                        "person-not-proved",
                        "authentication-person",
                        with(WITH_CNIC, "upn", "administrator@nitb.example.gov.pk")),
                bad(
                        "a host in a person's certificate",
                        "name-kind-not-permitted",
                        "authentication-person",
                        with(WITH_CNIC, "dns", "www.nitb.example.gov.pk")),
                bad(
                        "a person in a TLS certificate",
                        "subject-attribute-not-permitted",
                        "tls-server",
                        with(WITH_CNIC, "dns", "www.nitb.example.gov.pk")),
                bad(
                        "a mailbox in a TLS certificate",
                        "name-kind-not-permitted",
                        "tls-server",
                        with(Map.of(), "email", MAILBOX)),
                bad(
                        "an address in a TLS certificate",
                        "name-kind-not-permitted",
                        "tls-server",
                        with(Map.of(), "ip", "192.0.2.1")),
                bad("a fake A-label", "dns-name", "tls-server", with(Map.of(), "dns", "xn--a.nitb.example.gov.pk")),
                bad(
                        "right-to-left text",
                        "subject-text",
                        "email-protection",
                        with(joined(AYESHA, Map.of("surname", "Kh\u202ean")), "email", MAILBOX)),
                bad(
                        "a character of no width",
                        "subject-text",
                        "email-protection",
                        with(joined(AYESHA, Map.of("surname", "Kh\u200ban")), "email", MAILBOX)),
                bad(
                        "look-alike letters",
                        "subject-text",
                        "email-protection",
                        with(joined(AYESHA, Map.of("surname", "Kh\u0430n")), "email", MAILBOX)),
                bad(
                        "a name of 65 characters",
                        "subject-text",
                        "email-protection",
                        with(joined(AYESHA, Map.of("surname", "K".repeat(65))), "email", MAILBOX)),
                bad(
                        "a wildcard where each host is named",
                        "wildcard-not-permitted",
                        "authentication-device",
                        with(Map.of(), "dns", "*.nitb.example.gov.pk")),
                bad(
                        "an address with a query",
                        "uri",
                        "authentication-device",
                        joined(
                                Map.of(),
                                Map.of(
                                        "subjectAltName",
                                        Map.of(
                                                "dns",
                                                List.of("gateway.nitb.example.gov.pk"),
                                                "uri",
                                                List.of("https://gateway.nitb.example.gov.pk/?a=b"))))),
                bad(
                        "a principal without a domain",
                        "user-principal-name",
                        "authentication-person",
                        with(WITH_CNIC, "upn", "administrator")),
                bad("another common name", "common-name", "eseal", Map.of("commonName", "Ministry of Everything")),
                bad("a unit without its mark", "common-name", "time-stamping", Map.of()),
                bad(
                        "a unit with a stranger's name",
                        "common-name",
                        "time-stamping",
                        Map.of("commonName", "State Bank")));
    }

    private static DynamicTest bad(String what, String rule, String profile, Map<String, Object> names) {
        return DynamicTest.dynamicTest(what, () -> refused(rule, "nitb", profile, names));
    }

    private static void refused(String rule, String body, String profile, Map<String, Object> names) {
        Response answer = submit(body, profile, names, Csrs.p256().pem());
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 499);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.path("rule").toString()).as(answer.asString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
        assertThat(answer.path("clause").toString()).isNotBlank();
        assertThat(answer.path("policy").toString()).matches("policies/[a-z-]+\\.yaml:[0-9]+");
    }

    private static Certificate issued(String profile, Map<String, Object> names) {
        Response answer = submit("nitb", profile, names, Csrs.p256().pem());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Certificate.of(Pem.parse(answer.path("certificate.pem")).content());
    }

    private static Response submit(String body, String profile, Map<String, Object> names, String csr) {
        return Api.bearer(
                        TestInstallation.token(new BodyId(body), body.equals("nitb") ? "ayesha.khan" : "test-" + body))
                .contentType(ContentType.JSON)
                .body(Map.of("profile", profile, "csr", csr, "names", names))
                .post("/api/v1/requests");
    }

    private static Map<String, Object> with(Map<String, Object> names, String kind, String name) {
        return joined(names, Map.of("subjectAltName", Map.of(kind, List.of(name))));
    }

    private static Map<String, Object> joined(Map<String, Object> names, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(names);
        all.putAll(more);
        return all;
    }
}
