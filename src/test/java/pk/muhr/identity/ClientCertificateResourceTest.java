package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.Validity;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Csrs;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.UserPrincipalName;

/** Who is calling by a certificate of our own authentication authority, over TLS. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ClientCertificateResourceTest {

    private static final Actor TEST = Actor.system("test");
    private static final String AYESHA = "ayesha.khan";
    private static final String ANYONE = "/probe/anyone";
    private static final Map<String, String> NOTHING = Map.of();

    @Inject
    AuditRecords audit;

    @Inject
    Appointments appointments;

    @Inject
    AppointmentProposals proposals;

    @Inject
    People people;

    @Inject
    PersonProofs proofs;

    @Inject
    Hierarchy hierarchy;

    @Inject
    Tokens tokens;

    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Event<CertificateUpdatedEvent> renewed;

    private IssuedCredential ayesha;

    @BeforeEach
    void issueOne() {
        ayesha = IssuedCredential.ofAyesha();
    }

    @Test
    void knowsACallerByTheirCertificateAlone() throws IOException {
        try (TlsConnection connection = ayesha.connect()) {
            TlsConnection.Answer answer = connection.get(ANYONE, NOTHING);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.path("person")).isEqualTo(AYESHA);
            assertThat(answer.path("body")).isEqualTo("nitb");
            assertThat(answer.path("roles")).contains("subscriber");
        }
    }

    @Test
    void getsTimeStampsAsAnIdentifiedCaller() throws Exception {
        TimeStampRequestGenerator query = new TimeStampRequestGenerator();
        byte[] imprint = Sha256.of(ayesha.certificate().der().bytes()).bytes();
        byte[] asked =
                query.generate(TSPAlgorithms.SHA256, imprint, BigInteger.TEN).getEncoded();
        String callers = "select count(*) from tsa_token where caller = 'identified'";
        int before = Integer.parseInt(TestInstallation.stored(callers));
        try (TlsConnection connection = ayesha.connect()) {
            assertThat(connection
                            .send("POST", "/tsa", Map.of("Content-Type", "application/timestamp-query"), asked)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(Integer.parseInt(TestInstallation.stored(callers))).isEqualTo(before + 1);
    }

    @Test
    void knowsACallerByTheOlderProtocolToo() throws IOException {
        try (TlsConnection connection =
                TlsConnection.of("TLSv1.2", ayesha.key(), IssuedCredential.shown(ayesha.certificate()))) {
            assertThat(connection.get(ANYONE, NOTHING).path("person")).isEqualTo(AYESHA);
        }
    }

    @Test
    void letsThoseInWhoHaveNone() throws IOException {
        try (TlsConnection connection = TlsConnection.anonymous()) {
            refused(connection.get(ANYONE, NOTHING), "credential-missing");
            assertThat(connection.get(ANYONE, bearer(AYESHA)).path("person")).isEqualTo(AYESHA);
        }
    }

    /** As every hour where the key of the server is read again. */
    @Test
    void goesOnAskingForItWhenTheServersOwnIsRenewed() throws IOException {
        TlsConfiguration https = tls.get("https").orElseThrow();
        assertThat(https.reload()).isTrue();
        assertThat(https.getTrustStoreOptions()).isNotNull();
        renewed.fire(new CertificateUpdatedEvent("https", https));
        knowsACallerByTheirCertificateAlone();
    }

    /** The proof of TLS itself: a certificate is public, and nobody is known by somebody else's. */
    @Test
    void letsNobodyConnectWithoutTheKey() {
        assertThatThrownBy(() -> {
                    try (TlsConnection connection =
                            TlsConnection.of(Csrs.p256().privateKey(), IssuedCredential.shown(ayesha.certificate()))) {
                        connection.get(ANYONE, NOTHING);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatIsRevokedOnTheOpenConnection() throws IOException {
        try (TlsConnection connection = ayesha.connect()) {
            assertThat(connection.get(ANYONE, NOTHING).status()).isEqualTo(200);
            assertThat(order("revocation", "{\"reason\": \"keyCompromise\"}").statusCode())
                    .isEqualTo(200);
            TlsConnection.Answer refused = connection.get(ANYONE, NOTHING);
            refused(refused, "certificate-revoked");
            refused(connection.get(ANYONE, bearer(AYESHA)), "certificate-revoked");
            assertRecorded(refused, "certificate-revoked");
        }
    }

    @Test
    void refusesWhatIsHeldUntilItIsReleased() throws IOException {
        try (TlsConnection connection = ayesha.connect()) {
            assertThat(order("revocation", "{\"reason\": \"certificateHold\"}").statusCode())
                    .isEqualTo(200);
            refused(connection.get(ANYONE, NOTHING), "certificate-revoked");
            assertThat(order("release", "").statusCode()).isEqualTo(200);
            assertThat(connection.get(ANYONE, NOTHING).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesWhatHasExpiredOrComesLater() throws IOException, SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (Instant from : List.of(now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(1)))) {
            Certificate other = recorded(from, from.plus(Duration.ofDays(1)));
            try (TlsConnection connection = TlsConnection.of(ayesha.key(), IssuedCredential.shown(other))) {
                refused(connection.get(ANYONE, NOTHING), "certificate-not-in-time");
            }
        }
        Certificate valid = recorded(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        try (TlsConnection connection = TlsConnection.of(ayesha.key(), IssuedCredential.shown(valid))) {
            assertThat(connection.get(ANYONE, NOTHING).path("person")).isEqualTo(AYESHA);
        }
    }

    /** Every name, number, key identifier and date is that of the real one; only the signature is another's. */
    @Test
    void refusesOneOfTheSameNameFromAnotherIssuer() throws Exception {
        Certificate real = ayesha.certificate();
        org.bouncycastle.operator.ContentSigner other =
                new JcaContentSignerBuilder("SHA384withECDSA").build(Csrs.p256().privateKey());
        other.getOutputStream().write(real.tbs().bytes());
        Certificate forged =
                Certificate.assemble(real.tbs(), SignatureAlgorithm.SHA384_ECDSA, Der.of(other.getSignature()));
        try (TlsConnection connection = TlsConnection.of(
                ayesha.key(),
                IssuedCredential.shown(forged),
                IssuedCredential.shown(
                        hierarchy.named("gov-authentication").orElseThrow().certificate()))) {
            TlsConnection.Answer refused = connection.get(ANYONE, NOTHING);
            refused(refused, "certificate-unknown");
            refused(connection.get(ANYONE, bearer(AYESHA)), "certificate-unknown");
            assertRecorded(refused, "certificate-unknown");
        }
    }

    /** A row alone makes no certificate. */
    @Test
    void refusesWhatIsOnRecordWithoutTheAuthoritysSignature() throws Exception {
        Certificate real = ayesha.certificate();
        org.bouncycastle.operator.ContentSigner other =
                new JcaContentSignerBuilder("SHA384withECDSA").build(Csrs.p256().privateKey());
        Der tbs = changed(real, real.notBefore(), real.notAfter());
        other.getOutputStream().write(tbs.bytes());
        Der signature = Der.of(other.getSignature());
        Certificate forged = Certificate.assemble(tbs, SignatureAlgorithm.SHA384_ECDSA, signature);
        record(forged, signature);
        try (TlsConnection connection = TlsConnection.of(ayesha.key(), IssuedCredential.shown(forged))) {
            refused(connection.get(ANYONE, NOTHING), "certificate-unknown");
        }
    }

    @Test
    void refusesCertificatesForOtherPurposes() throws IOException {
        IssuedCredential signature = IssuedCredential.issued(
                "nitb",
                AYESHA,
                "digital-signature",
                Map.of("givenName", "Ayesha", "surname", "Khan", "cnic", "35202-1234567-2"));
        IssuedCredential server = IssuedCredential.issued(
                "nitb",
                AYESHA,
                "tls-server",
                Map.of("subjectAltName", Map.of("dns", List.of("a.nitb.example.gov.pk"))));
        for (IssuedCredential other : List.of(signature, server)) {
            try (TlsConnection connection = other.connect()) {
                refused(connection.get(ANYONE, NOTHING), "certificate-not-for-authentication");
            }
        }
    }

    @Test
    void takesNoMachineForAPerson() throws IOException {
        IssuedCredential device = IssuedCredential.issued(
                "nitb",
                AYESHA,
                "authentication-device",
                Map.of("subjectAltName", Map.of("dns", List.of("gate.nitb.example.gov.pk"))));
        try (TlsConnection connection = device.connect()) {
            refused(connection.get(ANYONE, NOTHING), "certificate-of-no-person");
        }
    }

    @Test
    void refusesATokenOfSomebodyElseBesideIt() throws IOException {
        TestInstallation.token(new BodyId("nitb"), "bilal.ahmed");
        TestInstallation.token(new BodyId("ntc"), "sana.iqbal");
        try (TlsConnection connection = ayesha.connect()) {
            for (String other : List.of("bilal.ahmed", "sana.iqbal")) {
                TlsConnection.Answer refused = connection.get(ANYONE, bearer(other));
                refused(refused, "certificate-of-another-person");
                assertRecorded(refused, "certificate-of-another-person");
            }
            assertThat(connection.get(ANYONE, bearer(AYESHA)).path("person")).isEqualTo(AYESHA);
        }
    }

    @Test
    void refusesTheCertificateOfABodyThatTheCallerLeft() throws IOException {
        PersonId person = new PersonId("test-moving-" + UUID.randomUUID());
        IssuedCredential ofNitb = ofNewPerson(person);
        Appointment left = appointments.of(person).getFirst();
        proposals.suspend(
                left.id(),
                new Reason("test"),
                new Caller(new PersonId("dev-security-officer"), Set.of(Role.SECURITY_OFFICER), Optional.empty()));
        try (TlsConnection connection = ofNitb.connect()) {
            assertThat(connection.get(ANYONE, NOTHING).status()).isEqualTo(403);
            appointments.appoint(person, Role.SUBSCRIBER, Optional.of(new BodyId("ntc")), TEST);
            refused(connection.get(ANYONE, NOTHING), "certificate-of-another-body");
            refused(connection.get(ANYONE, bearer(person.value())), "certificate-of-another-body");
        }
    }

    @Test
    void narrowsByTheTokenBesideIt() throws IOException {
        String officer = "test-narrowed-" + UUID.randomUUID();
        IssuedCredential credential = ofNewPerson(new PersonId(officer));
        appointments.appoint(new PersonId(officer), Role.SECURITY_OFFICER, Optional.empty(), TEST);
        try (TlsConnection connection = credential.connect()) {
            assertThat(connection.get("/probe/officer", NOTHING).status()).isEqualTo(200);
            Map<String, String> narrow =
                    Map.of("Authorization", "Bearer " + TestTokens.of(officer, Set.of("subscriber")));
            assertThat(connection.get("/probe/officer", narrow).status()).isEqualTo(403);
        }
    }

    /** A bad token is not made good by a certificate. */
    @Test
    void refusesABadTokenBesideIt() throws IOException {
        try (TlsConnection connection = ayesha.connect()) {
            for (String token : List.of("x", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.")) {
                refused(connection.get(ANYONE, Map.of("Authorization", "Bearer " + token)), "token-invalid");
            }
        }
    }

    @Test
    void readsNoCertificateAndNobodyFromHeaders() throws Exception {
        String pem = ayesha.certificate().pem();
        String url = URLEncoder.encode(pem, StandardCharsets.US_ASCII);
        String der =
                Base64.getEncoder().encodeToString(ayesha.certificate().der().bytes());
        Map<String, String> forged = new HashMap<>(Map.of(
                "Client-Cert",
                ":" + der + ":", // RFC 9440
                "X-SSL-Client-Cert",
                url,
                "X-SSL-Client-Verify",
                "SUCCESS",
                "X-SSL-Client-S-DN",
                "CN=Ayesha Khan",
                "X-Client-Cert",
                der,
                "X-Forwarded-Client-Cert",
                "Hash=" + ayesha.certificate().fingerprint() + ";Cert=\"" + url + "\"",
                "X-ARR-ClientCert",
                der,
                "X-Forwarded-User",
                AYESHA));
        forged.putAll(Map.of(
                "X-Remote-User", AYESHA,
                "Forwarded", "for=127.0.0.1;proto=https;by=" + AYESHA,
                "X-Forwarded-For", "127.0.0.1",
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "localhost",
                "X-Original-URL", "/probe/public",
                "X-Rewrite-URL", "/probe/public"));
        try (TlsConnection connection = TlsConnection.anonymous()) {
            refused(connection.get(ANYONE, forged), "credential-missing");
        }
        IssuedCredential bilal = IssuedCredential.ofBilal();
        try (TlsConnection connection = bilal.connect()) {
            assertThat(connection.get(ANYONE, forged).path("person")).isEqualTo("bilal.ahmed");
        }
    }

    /** A browser sends the certificate by itself, so a form of another site would act in its holder's name. */
    @Test
    void doesNothingForAnotherSite() throws IOException {
        String withdrawal = "/api/v1/requests/" + UUID.randomUUID() + "/withdrawal";
        try (TlsConnection connection = ayesha.connect()) {
            for (Map<String, String> browser : List.of(
                    Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://elsewhere.example"),
                    Map.of("Sec-Fetch-Site", "same-site"),
                    Map.of("Origin", "null"))) {
                refused(connection.send("POST", withdrawal, browser, ""), "certificate-sent-by-another-site");
            }
            Map<String, String> own = Map.of("Sec-Fetch-Site", "same-origin", "Origin", "https://localhost");
            assertThat(connection.send("POST", withdrawal, own, "").status()).isEqualTo(404);
            assertThat(connection.send("POST", withdrawal, NOTHING, "").status())
                    .isEqualTo(404);
            assertThat(connection
                            .get(ANYONE, Map.of("Sec-Fetch-Site", "cross-site"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/probe/officer",
                "/probe/officer/",
                "/probe/officer;x",
                "/probe/officer%3Bx",
                "/probe/officer%2F",
                "//probe/officer",
                "/probe//officer",
                "/probe/./officer",
                "/probe/public/../officer",
                "/probe/public%2F..%2Fofficer",
                "/probe;/officer",
                "/PROBE/officer"
            })
    void opensNothingMoreHoweverThePathIsSpelt(String path) throws IOException {
        IssuedCredential bilal = IssuedCredential.ofBilal();
        order("revocation", "{\"reason\": \"superseded\"}");
        for (IssuedCredential credential : List.of(bilal, ayesha)) {
            try (TlsConnection connection = credential.connect()) {
                for (String method : List.of("GET", "HEAD", "POST")) {
                    Map<String, String> override = Map.of("X-HTTP-Method-Override", "GET", "X-HTTP-Method", "GET");
                    assertThat(connection.send(method, path, override, "").status())
                            .as(method)
                            .isBetween(400, 499);
                }
            }
        }
    }

    private static Map<String, String> bearer(String person) {
        return Map.of("Authorization", "Bearer " + TestTokens.of(person));
    }

    private Response order(String what, String wish) {
        return Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/api/v1/certificates/" + ayesha.certificate().fingerprint() + "/" + what);
    }

    private static void refused(TlsConnection.Answer answer, String rule) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.path("rule")).isEqualTo(rule);
        assertThat(answer.path("type")).isEqualTo("urn:muhr:problem:" + rule);
        assertThat(answer.path("fix")).isNotBlank();
        assertThat(answer.head()).contains("application/problem+json").containsIgnoringCase("WWW-Authenticate: Bearer");
    }

    private void assertRecorded(TlsConnection.Answer refused, String rule) {
        var details = audit.newest(20).stream()
                .filter(one -> refused.path("id").equals(one.event().details().get("problem")))
                .findFirst()
                .orElseThrow()
                .event()
                .details();
        assertThat(details).containsEntry("rule", rule);
        assertThat(details.get("value").toString()).matches("SHA-256 [0-9a-f]{64}");
    }

    private IssuedCredential ofNewPerson(PersonId person) {
        appointments.appoint(knownPerson(person), Role.SUBSCRIBER, Optional.of(new BodyId("nitb")), TEST);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String principal = person + "@nitb.example.gov.pk";
        proofs.register(
                new PersonProof(
                        UUID.randomUUID(),
                        new BodyId("nitb"),
                        person,
                        NaturalIdentifier.of("35202-7654321-1"),
                        new LegibleText("Moving"),
                        new LegibleText("Officer"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new UserPrincipalName(principal)),
                        Optional.empty(),
                        "test",
                        now,
                        now.plus(Duration.ofDays(1))),
                TEST);
        return IssuedCredential.issued(
                "nitb",
                person.value(),
                "authentication-person",
                Map.of(
                        "givenName", "Moving",
                        "surname", "Officer",
                        "cnic", "35202-7654321-1",
                        "subjectAltName", Map.of("upn", List.of(principal))));
    }

    private PersonId knownPerson(PersonId person) {
        people.register(new Person(person, person.value()), TEST);
        return person;
    }

    /** Ayesha's once more for another time, signed by the authority's key and on record, as if it had been issued then. */
    private Certificate recorded(Instant from, Instant until) throws SQLException {
        Der tbs = changed(ayesha.certificate(), from, until);
        Der signature = tokens.token(new TokenLabel("muhr-issuing"))
                .find(new KeyLabel("gov-authentication-g1"))
                .orElseThrow()
                .sign(tbs, SignatureAlgorithm.SHA384_ECDSA);
        Certificate certificate = Certificate.assemble(tbs, SignatureAlgorithm.SHA384_ECDSA, signature);
        record(certificate, signature);
        return certificate;
    }

    private static Der changed(Certificate certificate, Instant from, Instant until) {
        ASN1Encodable[] fields =
                ASN1Sequence.getInstance(certificate.tbs().decode()).toArray();
        fields[1] = new ASN1Integer(new java.math.BigInteger(120, new java.security.SecureRandom()).setBit(121));
        fields[4] = new Validity(new Time(Date.from(from)), new Time(Date.from(until)));
        ASN1EncodableVector all = new ASN1EncodableVector();
        Arrays.stream(fields).forEach(all::add);
        return Der.of(new DERSequence(all));
    }

    private void record(Certificate certificate, Der signature) throws SQLException {
        UUID intent = UUID.randomUUID();
        List<Object> values = new ArrayList<>(List.of(
                intent,
                certificate.serial().hex(),
                certificate.tbs().bytes(),
                java.time.OffsetDateTime.ofInstant(certificate.notAfter(), java.time.ZoneOffset.UTC),
                ayesha.certificate().fingerprint().hex()));
        write("""
                insert into intent (id, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key, not_after,
                                    policy_hash, shard, lease_end, person, family)
                select ?, 1, i.authority, i.issuer_key, ?, i.profile, i.body, ?, i.subject_key, ?, i.policy_hash, i.shard,
                       now() + interval '1 day', i.person, i.family
                from intent i join outcome o on o.intent = i.id where o.certificate_sha256 = ?
                """, values);
        write(
                """
                insert into outcome (intent, state, signature_algorithm, signature, certificate_sha256)
                values (?, 'ISSUED', ?, ?, ?)
                """,
                List.of(
                        intent,
                        Der.of(SignatureAlgorithm.SHA384_ECDSA.identifier()).bytes(),
                        signature.bytes(),
                        certificate.fingerprint().hex()));
    }

    private static void write(String statement, List<Object> values) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(statement)) {
            for (int at = 0; at < values.size(); at++) {
                insert.setObject(at + 1, values.get(at));
            }
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
