package pk.muhr.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.DevelopmentIdentities;
import pk.muhr.identity.Role;
import pk.muhr.x509.DnsName;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DomainProofsTest {

    private static final Actor TEST = Actor.system("test");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @Inject
    DomainProofs proofs;

    @Inject
    DevelopmentProofs development;

    @Inject
    DevelopmentIdentities identities;

    @Inject
    Bodies bodies;

    @Inject
    AuditRecords audit;

    private final String unique = UUID.randomUUID().toString();
    private final BodyId body = new BodyId("t" + unique);

    @BeforeEach
    void proveOneDomain() {
        bodies.register(new Body(body, "T", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        proofs.register(proof("dept.gov.pk", NOW, Duration.ofDays(100)), TEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dept.gov.pk", "www.dept.gov.pk", "a.b.dept.gov.pk", "*.dept.gov.pk", "*.a.dept.gov.pk"})
    void coversTheDomainAndEveryNameBelowIt(String name) {
        assertThat(proofs.covering(body, name(name), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gov.pk", "otherdept.gov.pk", "dept.gov.pk.evil.com", "dept.edu.pk", "xdept.gov.pk", "ept.gov.pk"
            })
    void coversNoOtherName(String name) {
        assertThat(proofs.covering(body, name(name), NOW)).isEmpty();
    }

    @Test
    void countsFromItsFirstMomentToBeforeItsLast() {
        DnsName name = name("dept.gov.pk");
        assertThat(proofs.covering(body, name, NOW.minusMillis(1))).isEmpty();
        assertThat(proofs.covering(body, name, NOW)).isPresent();
        assertThat(proofs.covering(body, name, NOW.plus(Duration.ofDays(100)).minusMillis(1)))
                .isPresent();
        assertThat(proofs.covering(body, name, NOW.plus(Duration.ofDays(100)))).isEmpty();
    }

    @Test
    void countsForNoOtherBody() {
        assertThat(proofs.covering(new BodyId("nitb"), name("dept.gov.pk"), NOW))
                .isEmpty();
    }

    /** The older one counts longer, and may be too old by the policy of today. */
    @Test
    void prefersTheNewestProof() {
        DomainProof newest = proof("www.dept.gov.pk", NOW.plusSeconds(1), Duration.ofDays(50));
        proofs.register(newest, TEST);
        assertThat(proofs.covering(body, name("www.dept.gov.pk"), NOW.plusSeconds(1)))
                .contains(newest);
        assertThat(proofs.of(body)).hasSize(2).first().isEqualTo(newest);
    }

    @Test
    void recordsWhatItRegisters() {
        assertThat(audit.newest(20)).anySatisfy(record -> {
            assertThat(record.event().event()).isEqualTo("DOMAIN_PROVED");
            assertThat(record.event().details()).containsEntry("body", body.value());
            assertThat(record.event().subject()).contains(name("dept.gov.pk").value());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gov.pk", "com.pk", "*.dept.gov.pk"})
    void refusesProofOfWhatNoBodyControls(String domain) {
        assertThatThrownBy(() -> proof(domain, NOW, Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesProofThatCountsTooLongOrNotAtAll() {
        assertThatThrownBy(() -> proof("dept.gov.pk", NOW, Duration.ofDays(398).plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proof("dept.gov.pk", NOW, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void developmentBodiesHaveTheirDomains() {
        identities.establish(TEST);
        development.establish(TEST);
        int before = proofs.of(DevelopmentIdentities.NITB).size();
        development.establish(TEST);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        assertThat(proofs.of(DevelopmentIdentities.NITB)).hasSize(before);
        assertThat(proofs.covering(DevelopmentIdentities.NITB, new DnsName("www.nitb.example.gov.pk"), now))
                .isPresent();
        assertThat(proofs.covering(DevelopmentIdentities.NITB, new DnsName("www.ntc.example.gov.pk"), now))
                .isEmpty();
        assertThat(proofs.covering(DevelopmentIdentities.NTC, new DnsName("ntc.example.gov.pk"), now))
                .isPresent();
    }

    // --- one name only, one body only ---

    @Test
    void aFileOnAWebServerProvesThatOneName() {
        DomainProof file = new DomainProof(
                UUID.randomUUID(),
                body,
                name("web.dept.edu.pk"),
                DomainMethod.HTTP_FILE.clause(),
                NOW,
                NOW.plus(Duration.ofDays(100)));
        proofs.register(file, TEST);
        assertThat(proofs.covering(body, name("web.dept.edu.pk"), NOW)).contains(file);
        for (String other : List.of("www.web.dept.edu.pk", "*.web.dept.edu.pk", "dept.edu.pk")) {
            assertThat(proofs.covering(body, name(other), NOW)).as(other).isEmpty();
        }
    }

    @Test
    void aTxtRecordProvesEveryNameBelow() {
        proofs.register(
                new DomainProof(
                        UUID.randomUUID(),
                        body,
                        name("dept.edu.pk"),
                        DomainMethod.DNS_TXT.clause(),
                        NOW,
                        NOW.plus(Duration.ofDays(100))),
                TEST);
        for (String each : List.of("dept.edu.pk", "www.dept.edu.pk", "*.dept.edu.pk")) {
            assertThat(proofs.covering(body, name(each), NOW)).as(each).isPresent();
        }
    }

    @Test
    void nobodyProvesADomainWhileAnotherBodysProofCounts() {
        BodyId other = new BodyId("o" + unique);
        bodies.register(new Body(other, "O", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        Instant end = NOW.plus(Duration.ofDays(100));
        assertThatThrownBy(() -> proofs.register(proof(other, NOW.plusSeconds(1)), TEST))
                .hasStackTraceContaining("proved by another body");
        assertThat(proofs.isHeldByAnother(other, name("dept.gov.pk"), end.minusMillis(1)))
                .isTrue();
        assertThat(proofs.isHeldByAnother(body, name("dept.gov.pk"), NOW)).isFalse();
        assertThat(proofs.isHeldByAnother(other, name("www.dept.gov.pk"), NOW)).isFalse();

        assertThat(proofs.isHeldByAnother(other, name("dept.gov.pk"), end)).isFalse();
        proofs.register(proof(other, end), TEST);
        assertThat(proofs.covering(other, name("dept.gov.pk"), end)).isPresent();
    }

    @Test
    void anEndedProofCountsForNothing() {
        BodyId other = new BodyId("o" + unique);
        bodies.register(new Body(other, "O", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        DomainProof proof = proofs.of(body).getFirst();
        assertThat(proofs.end(proof, TEST)).isTrue();
        assertThat(proofs.end(proof, TEST)).as("once is enough").isFalse();
        assertThat(proofs.covering(body, name("www.dept.gov.pk"), NOW)).isEmpty();
        assertThat(proofs.domains(body, NOW)).isEmpty();
        assertThat(proofs.of(body)).isEmpty();
        assertThat(proofs.find(proof.id())).contains(proof);

        assertThat(proofs.isHeldByAnother(other, name("dept.gov.pk"), NOW)).isFalse();
        proofs.register(proof(other, NOW), TEST);
        assertThat(proofs.covering(other, name("dept.gov.pk"), NOW)).isPresent();
    }

    @Test
    void aClosedBodyHoldsNoDomain() throws SQLException {
        BodyId successor = new BodyId("s" + unique);
        bodies.register(new Body(successor, "S", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        become("suspended");
        assertThat(proofs.isHeldByAnother(successor, name("dept.gov.pk"), NOW)).isTrue();
        assertThatThrownBy(() -> proofs.register(proof(successor, NOW), TEST))
                .hasStackTraceContaining("proved by another body");
        become("closed");
        assertThat(proofs.isHeldByAnother(successor, name("dept.gov.pk"), NOW)).isFalse();
        proofs.register(proof(successor, NOW), TEST);
        assertThat(proofs.covering(successor, name("dept.gov.pk"), NOW)).isPresent();
    }

    private void become(String state) throws SQLException {
        TestInstallation.token(Role.REGISTRATION_OFFICER, "test-registration-officer");
        TestInstallation.execute("insert into body_event (body, state, note, recorded_by, role) values ('" + body
                + "', '" + state + "', 'a test', 'test-registration-officer', 'registration-officer')");
    }

    private DomainProof proof(BodyId owner, Instant from) {
        return new DomainProof(
                UUID.randomUUID(), owner, name("dept.gov.pk"), "test", from, from.plus(Duration.ofDays(1)));
    }

    private DomainProof proof(String domain, Instant from, Duration length) {
        return new DomainProof(UUID.randomUUID(), body, name(domain), "test", from, from.plus(length));
    }

    /** A domain of this test's alone, because a domain has one body. */
    private DnsName name(String text) {
        return new DnsName(text.replace("dept", "dept-" + unique));
    }
}
