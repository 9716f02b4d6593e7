package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.identity.Role;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** What everybody is told of time-stamps by a key that was used behind the service's back, and by one that was revoked. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class TimeStampVerdictsTest {

    private static final byte[] CONTRACT = "a contract".getBytes(StandardCharsets.UTF_8);
    private static final int NOBODYS_BLOCK = 1_000_000;

    @Inject
    ActivePolicy policy;

    @Inject
    UnitKeyring keyring;

    @Inject
    UnitLeases leases;

    @Inject
    TimeStampAuthority authority;

    @Test
    void aStolenKeyIsFoundOutByTheRecordAndByTheRevocation() throws Exception {
        TimeStampPolicy.Unit unit =
                policy.bundle().timeStamps().orElseThrow().unit("unit-1").orElseThrow();
        UnitKeyring.Active stolen = keyring.active(unit).orElseThrow();
        Der ours = token(authority.reply(Sha256.of(CONTRACT)).orElseThrow());
        assertThat(said(ours)).contains("it is of this file", "This very time-stamp is on our record");
        assertThat(said(byThief(unit, stolen)))
                .as("UNRECORDED")
                .contains(
                        "alert alert-danger",
                        "signed with our key, but it is not on our record",
                        "Do not rely on it: show it to whoever runs this service.")
                .doesNotContain("is on our record since", "it is of this file", "alert-success", "genuine");
        assertThat(Browser.anonymous()
                        .form()
                        .cookie("muhr-language", "ur")
                        .multiPart("token", "x.tsr", byThief(unit, stolen).bytes())
                        .multiPart(
                                "hash",
                                Sha256.of("another".getBytes(StandardCharsets.UTF_8))
                                        .hex())
                        .post("/check/time-stamp")
                        .asString())
                .as("whatever it is of, in Urdu")
                .contains("ریکارڈ میں نہیں")
                .contains("alert alert-danger");
        Thread.sleep(1_100); // a revocation counts from the beginning of its second
        Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "keyCompromise"))
                .post("/api/v1/certificates/" + stolen.chain().getFirst().fingerprint() + "/revocation")
                .then()
                .statusCode(200);
        Thread.sleep(1_100); // the token of the thief says a later second
        try {
            assertThat(said(byThief(unit, stolen)))
                    .as("REVOKED_BEFORE")
                    .contains("This time-stamp does not count: who made it was revoked before.")
                    .doesNotContain("it is of this file");
            assertThat(said(ours))
                    .as("DOUBTFUL")
                    .contains("but who made it was revoked since", "This very time-stamp is on our record");
        } finally {
            leases.look(); // the unit has its next key
        }
    }

    /** By the unit's key on the token, and nothing of it on record. */
    private Der byThief(TimeStampPolicy.Unit unit, UnitKeyring.Active stolen) {
        return byThief(unit, stolen, Instant.now());
    }

    @Test
    void aTimeAfterTheLastUseOfTheKeyIsNotBelieved() {
        TimeStampPolicy.Unit unit =
                policy.bundle().timeStamps().orElseThrow().unit("unit-2").orElseThrow();
        UnitKeyring.Active key = keyring.active(unit).orElseThrow();
        Certificate certificate = key.chain().getFirst();
        Instant end = UnitKey.lastUse(certificate);
        assertThat(end.plus(Duration.ofDays(30))).isBefore(certificate.notAfter());
        List<Certificate> issuers = List.of(key.chain().get(1));
        assertThat(ReceivedTimeStamp.read(byThief(unit, key, end.minusSeconds(1)))
                        .unit(issuers, List.of()))
                .isEqualTo(certificate);
        for (Instant late : List.of(end, end.plus(Duration.ofDays(30)))) {
            assertThatThrownBy(() ->
                            ReceivedTimeStamp.read(byThief(unit, key, late)).unit(issuers, List.of()))
                    .isInstanceOf(FlawedTimeStamp.class)
                    .hasMessageContaining("last use");
        }
    }

    private Der byThief(TimeStampPolicy.Unit unit, UnitKeyring.Active stolen, Instant time) {
        SignatureAlgorithm signature =
                LeasedUnit.algorithm(unit.signature(), stolen.chain().getFirst());
        TokenEncoding encoding = new TokenEncoding(
                stolen.chain(),
                signature,
                policy.bundle().certificatePolicy().resolve(unit.policy()),
                Duration.ofMillis(500));
        Der content = encoding.content(
                TimeStampRequest.of(Sha256.of(CONTRACT)),
                new TokenSerials(unit.number(), NOBODYS_BLOCK, new SecureRandom()).next(),
                time.truncatedTo(ChronoUnit.MILLIS));
        ASN1Set attributes = encoding.attributes(content);
        return encoding.token(content, attributes, stolen.key().sign(Der.of(attributes), signature), true);
    }

    private static Der token(Der reply) throws Exception {
        return Der.of(new TimeStampResponse(reply.bytes()).getTimeStampToken().getEncoded());
    }

    private static String said(Der token) {
        Response answer = Browser.anonymous()
                .form()
                .multiPart("token", "x.tsr", token.bytes())
                .multiPart("hash", Sha256.of(CONTRACT).hex())
                .post("/check/time-stamp");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Optional.of(answer.asString()).orElseThrow();
    }
}
