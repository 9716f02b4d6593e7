package pk.muhr.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.util.KeyUtils;
import io.smallrye.mutiny.Uni;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;

/** A token says who; appointments say what they may do. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CallerResourceTest {

    private static final Actor TEST = Actor.system("test");

    @TestHTTPResource(value = "/probe", tls = true)
    URI https;

    @Inject
    People people;

    @Inject
    Bodies bodies;

    @Inject
    Appointments appointments;

    @Inject
    AppointmentProposals proposals;

    @Inject
    CredentialStatus credentials;

    @Inject
    AuditRecords audit;

    private String officer;
    private Appointment appointment;

    @BeforeEach
    void appointAnOfficer() {
        officer = person();
        appointment = appoint(officer, Role.SECURITY_OFFICER, Optional.empty());
    }

    @Test
    void letsAnAppointedPersonIn() {
        Response answer = call("/officer", TestTokens.of(officer));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("person")).isEqualTo(officer);
        assertThat(answer.jsonPath().getString("roles")).isEqualTo("security-officer");
    }

    @Test
    void givesNoRoleBecauseTheTokenClaimsIt() {
        String subscriber = subscriberOf("nitb");
        assertForbidden(call("/officer", TestTokens.of(subscriber, Set.of("security-officer", "subscriber"))));
    }

    @Test
    void knowsTheBodyThatASubscriberActsFor() {
        assertThat(call("/anyone", TestTokens.of(subscriberOf("ntc")))
                        .jsonPath()
                        .getString("body"))
                .isEqualTo("ntc");
    }

    @Test
    void narrowsRolesToTheGroupsOfTheToken() {
        appoint(officer, Role.CA_ADMINISTRATOR, Optional.empty());
        Response narrowed = call("/officer", TestTokens.of(officer, Set.of("security-officer", "auditor")));
        assertThat(narrowed.jsonPath().getString("roles")).isEqualTo("security-officer");
        assertForbidden(call("/officer", TestTokens.of(officer, Set.of("ca-administrator"))));
    }

    @Test
    void narrowsToNothingWhereGroupsAreEmptyOrNoList() {
        assertForbidden(call("/officer", TestTokens.of(officer, Set.of())));
        for (String groups : List.of("7", "null", "{\"security-officer\":true}", "[[\"security-officer\"]]", "[7]")) {
            String claims = claimsJson().replaceFirst("\\{", "{\"groups\":" + groups + ",");
            assertThat(call("/officer", compact(Map.of("alg", "ES256"), claims)).statusCode())
                    .as(groups)
                    .isIn(401, 403);
        }
    }

    @Test
    void takesNoRolesFromOtherClaims() {
        String nobody = person();
        assertForbidden(call(
                "/officer",
                TestTokens.signed(TestTokens.claims(nobody)
                        .claim("roles", List.of("security-officer"))
                        .claim("realm_access", Map.of("roles", List.of("security-officer")))
                        .upn(officer)
                        .preferredUserName(officer))));
    }

    @Test
    void endOfAnAppointmentBitesAtTheNextRequest() {
        String token = TestTokens.of(officer);
        assertThat(call("/officer", token).statusCode()).isEqualTo(200);
        proposals.suspend(
                appointment.id(),
                new Reason("test"),
                new Caller(new PersonId("dev-security-officer"), Set.of(Role.SECURITY_OFFICER), Optional.empty()));
        assertForbidden(call("/officer", token));
    }

    @Test
    void refusesSomebodyUnknownAsForbidden() {
        assertForbidden(call("/officer", TestTokens.of("nobody-" + UUID.randomUUID())));
        assertForbidden(call("/anyone", TestTokens.of("nobody-" + UUID.randomUUID())));
    }

    @Test
    void refusesInTheDomainWhatTheAnnotationAllows() {
        assertThat(call("/domain", TestTokens.of(officer)).statusCode()).isEqualTo(200);
        assertForbidden(call("/domain", TestTokens.of(subscriberOf("nitb"))));
    }

    @Test
    void refusesResourcesThatNobodyThoughtOf() {
        assertForbidden(call("/forgotten", TestTokens.of(officer)));
        assertUnproved(given().relaxedHTTPSValidation().get(https + "/forgotten"), "credential-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/officer;x",
                "/officer;jsessionid=1",
                "//officer",
                "/%6ffficer",
                "/officer/",
                "/public/../officer",
                "/public/%2e%2e/officer",
                "/officer%2F",
                "/officer%3Bx",
                "/officer%5C",
                "/./officer",
                "/OFFICER"
            })
    void asksForATokenHoweverThePathIsSpelt(String path) {
        Response answer =
                given().relaxedHTTPSValidation().urlEncodingEnabled(false).get(https + path);
        assertThat(answer.statusCode()).isIn(401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "POST", "PUT", "DELETE", "PATCH", "GETS"})
    void otherMethodsOpenNothing(String method) {
        Response answer = given().relaxedHTTPSValidation()
                .header("X-HTTP-Method-Override", "GET")
                .request(method, https + "/officer");
        assertThat(answer.statusCode() == 200 ? answer.asString() : "").doesNotContain("person");
        assertThat(answer.statusCode()).isIn(200, 401, 405, 501);
    }

    @Test
    void recordsWhoWasRefusedAndNotTheToken() {
        String subscriber = subscriberOf("nitb");
        String token = TestTokens.of(subscriber);
        String id = call("/officer", token).jsonPath().getString("id");
        var record = audit.newest(10).stream()
                .filter(one -> id.equals(one.event().details().get("problem")))
                .findFirst()
                .orElseThrow();
        assertThat(record.event().actor()).isEqualTo(new Actor(subscriber, Optional.of("subscriber")));
        assertThat(record.event().details())
                .containsEntry("rule", "role-missing")
                .containsEntry("status", 403);
        assertThat(record.toString()).doesNotContain(token.substring(0, 20));
    }

    @Test
    void asksForAToken() {
        Response answer = given().relaxedHTTPSValidation().get(https + "/officer");
        assertUnproved(answer, "credential-missing");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.jsonPath().getString("value")).isEqualTo("no Authorization header");
        Response basic = given().relaxedHTTPSValidation()
                .header("Authorization", "Basic c2VjcmV0OnNlY3JldA==")
                .get(https + "/officer");
        assertUnproved(basic, "credential-missing");
        assertThat(basic.asString()).doesNotContain("c2Vj").contains("without a bearer token");
    }

    @Test
    void saysWhichRolesTheCallerHoldsInstead() {
        String subscriber = subscriberOf("nitb");
        assertThat(call("/officer", TestTokens.of(subscriber)).jsonPath().getString("value"))
                .isEqualTo("subscriber");
        assertThat(call("/domain", TestTokens.of(subscriber)).jsonPath().getString("value"))
                .isEqualTo("subscriber");
        assertThat(call("/officer", TestTokens.of(person())).jsonPath().getString("value"))
                .isEqualTo("no role");
    }

    @Test
    void refusesExpiredToken() {
        Instant past = Instant.now().minusSeconds(3600);
        Response answer = call(
                "/officer",
                TestTokens.signed(TestTokens.claims(officer)
                        .issuedAt(past.minusSeconds(60))
                        .expiresAt(past)));
        assertUnproved(answer, "token-expired");
        assertThat(answer.jsonPath().getString("value"))
                .isEqualTo(past.truncatedTo(ChronoUnit.SECONDS).toString());
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void refusesTokenThatNeverExpires() {
        assertUnproved(call("/officer", compact(Map.of("alg", "ES256"), without("exp"))), "token-invalid");
        assertUnproved(
                call(
                        "/officer",
                        TestTokens.signed(TestTokens.claims(officer)
                                .expiresAt(Instant.now().plusSeconds(86_400 * 365)))),
                "token-invalid");
    }

    @Test
    void refusesTokenFromTheFuture() {
        assertUnproved(
                call(
                        "/officer",
                        TestTokens.signed(TestTokens.claims(officer)
                                .claim("nbf", Instant.now().getEpochSecond() + 1800)
                                .expiresAt(Instant.now().plusSeconds(3600)))),
                "token-not-yet-valid");
    }

    @Test
    void refusesOtherIssuerAndOtherAudience() {
        assertUnproved(
                call("/officer", TestTokens.signed(TestTokens.claims(officer).issuer("https://elsewhere.example"))),
                "token-issuer");
        assertUnproved(
                call("/officer", TestTokens.signed(TestTokens.claims(officer).audience("somebody-else"))),
                "token-audience");
    }

    @Test
    void refusesTokenWithoutIssuerAudienceOrSubject() {
        for (String claim : List.of("iss", "aud", "sub")) {
            assertThat(call(
                                    "/officer",
                                    TestTokens.signed(TestTokens.claims(officer).remove(claim)))
                            .statusCode())
                    .as(claim)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE"})
    void refusesUnsignedToken(String algorithm) {
        String token = part("{\"alg\":\"" + algorithm + "\"}") + "." + part(claimsJson()) + ".";
        assertUnproved(call("/officer", token), "token-invalid");
        assertUnproved(call("/officer", token + "AAAA"), "token-invalid");
    }

    @Test
    void refusesPublicKeyUsedAsSecret() throws Exception {
        PublicKey key = publicKey();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(key.getEncoded(), pem.getBytes(StandardCharsets.US_ASCII))) {
            String signed = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + part(claimsJson());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String token = signed + "." + url(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
            assertUnproved(call("/officer", token), "token-invalid");
        }
    }

    @Test
    void refusesSignatureOfZeros() {
        String token = part("{\"alg\":\"ES256\"}") + "." + part(claimsJson()) + "." + url(new byte[64]);
        assertUnproved(call("/officer", token), "token-invalid");
    }

    @Test
    void refusesOtherKeyEvenWhenTheTokenBringsIt() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var pair = generator.generateKeyPair();
        String point = url(((ECPublicKey) pair.getPublic()).getW().getAffineX().toByteArray());
        for (Map.Entry<String, Object> header : Map.<String, Object>of(
                        "kid", "../../../../dev/null",
                        "jku", "https://localhost/keys",
                        "x5u", "https://localhost/cert",
                        "x5c",
                                List.of(Base64.getEncoder()
                                        .encodeToString(pair.getPublic().getEncoded())),
                        "jwk", Map.of("kty", "EC", "crv", "P-256", "x", point, "y", point))
                .entrySet()) {
            String token = TestTokens.claims(officer)
                    .jws()
                    .algorithm(SignatureAlgorithm.ES256)
                    .header(header.getKey(), header.getValue())
                    .sign(pair.getPrivate());
            assertUnproved(call("/officer", token), "token-invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"9999999999\"", "1e308", "-1", "null", "true", "[9999999999]"})
    void refusesAnEndThatIsNoTime(String end) {
        String claims = claimsJson().replaceFirst("\"exp\":[0-9]+", "\"exp\":" + end);
        assertThat(claims).contains("\"exp\":" + end);
        assertThat(call("/officer", compact(Map.of("alg", "ES256"), claims)).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"muhr \"", "\"MUHR\"", "\"muhr,other\"", "[\"other\"]", "[[\"muhr\"]]", "{\"muhr\":1}", "7"})
    void refusesAnAudienceThatOnlyLooksLikeOurs(String audience) {
        String claims = claimsJson().replaceFirst("\"aud\":(\\[[^]]*]|\"[^\"]*\")", "\"aud\":" + audience);
        assertThat(claims).contains("\"aud\":" + audience);
        assertThat(call("/officer", compact(Map.of("alg", "ES256"), claims)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesCriticalHeaderThatIsNotUnderstood() {
        String token = TestTokens.claims(officer)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("crit", List.of("muhr"))
                .header("muhr", 1)
                .sign();
        assertUnproved(call("/officer", token), "token-invalid");
    }

    @Test
    void refusesEncryptedToken() throws Exception {
        String encrypted = TestTokens.claims(officer).jwe().encrypt(publicKey());
        assertUnproved(call("/officer", encrypted), "token-invalid");
        String nested = TestTokens.claims(officer)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .innerSign()
                .encrypt(publicKey());
        assertUnproved(call("/officer", nested), "token-invalid");
    }

    @Test
    void refusesDuplicateClaims() {
        assertUnproved(
                call("/officer", compact(Map.of("alg", "ES256"), claimsJson().replaceFirst("\\{", "{\"sub\":\"x\","))),
                "token-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "...", "e30.e30.e30", " ", "eyJhbGciOiJFUzI1NiJ9..", "\"quoted\""})
    void refusesGarbage(String token) {
        assertThat(call("/officer", token).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesOverlongToken() {
        String token = TestTokens.signed(TestTokens.claims(officer).claim("padding", "a".repeat(8_000)));
        assertThat(token.length()).isBetween(8 * 1024 + 1, 16 * 1024);
        assertUnproved(call("/officer", token), "token-too-long");
        String fits = TestTokens.signed(TestTokens.claims(officer).claim("padding", "a".repeat(5_000)));
        assertThat(call("/officer", fits).statusCode()).isEqualTo(200);
    }

    @Test
    void readsTheTokenFromTheHeaderOnly() {
        String token = TestTokens.of(officer);
        Response answer = given().relaxedHTTPSValidation()
                .queryParam("access_token", token)
                .cookie("Bearer", token)
                .header("X-Remote-User", officer)
                .get(https + "/officer");
        assertUnproved(answer, "credential-missing");
    }

    @Test
    void refusesSubjectThatLooksLikeOneOfOurJobs() {
        assertThat(call("/anyone", TestTokens.of("system:sweeper")).statusCode())
                .isEqualTo(401);
        assertThat(call("/anyone", TestTokens.of("a\nb")).statusCode()).isEqualTo(401);
        assertThat(call("/anyone", TestTokens.of("x".repeat(300))).statusCode()).isEqualTo(401);
    }

    @Test
    void namesThePersonByTheConfiguredClaim() throws Exception {
        AppointedIdentity byEmployee = new AppointedIdentity(appointments, credentials, "employee");
        JwtClaims claims = JwtClaims.parse("{\"sub\": \"7f3c\", \"employee\": \"" + officer + "\"}");
        assertThat(augmented(byEmployee, claims).getRoles()).containsExactly("security-officer");
        assertThat(augmented(new AppointedIdentity(appointments, credentials, "sub"), claims)
                        .getRoles())
                .isEmpty();
        claims.setClaim("employee", List.of(officer));
        assertThatThrownBy(() -> augmented(byEmployee, claims)).isInstanceOf(AuthenticationFailedException.class);
        claims.unsetClaim("employee");
        assertThatThrownBy(() -> augmented(byEmployee, claims)).isInstanceOf(AuthenticationFailedException.class);
    }

    private static SecurityIdentity augmented(AppointedIdentity identities, JwtClaims claims) {
        SecurityIdentity proved = QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .build();
        return identities
                .augment(proved, work -> Uni.createFrom().item(work))
                .await()
                .indefinitely();
    }

    private Response call(String path, String token) {
        return given().relaxedHTTPSValidation()
                .header("Authorization", "Bearer " + token)
                .get(https + path);
    }

    private static void assertForbidden(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("rule")).isEqualTo("role-missing");
        assertThat(answer.jsonPath().getString("value")).isNotBlank();
        assertThat(answer.jsonPath().getString("fix")).isNotBlank();
    }

    private static void assertUnproved(Response answer, String rule) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("rule")).isEqualTo(rule);
        assertThat(answer.jsonPath().getString("value")).isNotBlank().doesNotContain("eyJ");
        assertThat(answer.jsonPath().getString("fix")).isNotBlank();
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.asString()).doesNotContain("jose4j").doesNotContain("SRJWT");
    }

    private String person() {
        String id = "test-" + UUID.randomUUID();
        people.register(new Person(new PersonId(id), "Test"), TEST);
        return id;
    }

    private String subscriberOf(String body) {
        if (bodies.find(new BodyId(body)).isEmpty()) {
            bodies.register(new Body(new BodyId(body), body, "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        }
        String id = person();
        appoint(id, Role.SUBSCRIBER, Optional.of(new BodyId(body)));
        return id;
    }

    private Appointment appoint(String person, Role role, Optional<BodyId> body) {
        AppointmentOutcome outcome = appointments.appoint(new PersonId(person), role, body, TEST);
        return ((AppointmentOutcome.Appointed) outcome).appointment();
    }

    private String claimsJson() {
        return new String(
                Base64.getUrlDecoder().decode(TestTokens.of(officer).split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private String without(String claim) {
        return claimsJson().replaceFirst("\"" + claim + "\":[0-9]+,?", "").replace(",}", "}");
    }

    /** Any claims, with a good signature. */
    private static String compact(Map<String, Object> header, String claims) {
        try {
            var signature = new org.jose4j.jws.JsonWebSignature();
            header.forEach((name, value) -> signature.setHeader(name, value));
            signature.setPayload(claims);
            signature.setKey(
                    KeyUtils.decodePrivateKey(file("smallrye.jwt.sign.key.location"), SignatureAlgorithm.ES256));
            return signature.getCompactSerialization();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey publicKey() throws Exception {
        return KeyUtils.decodePublicKey(file("mp.jwt.verify.publickey.location"), SignatureAlgorithm.ES256);
    }

    private static String file(String property) throws IOException {
        return Files.readString(Path.of(TestTokens.configured(property).replaceFirst("^file:", "")));
    }

    private static String part(String json) {
        return url(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
