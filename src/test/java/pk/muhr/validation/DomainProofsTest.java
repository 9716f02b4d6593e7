package pk.muhr.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    private final BodyId body = new BodyId("t" + UUID.randomUUID());

    @BeforeEach
    void proveOneDomain() {
        bodies.register(new Body(body, "T", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        proofs.register(proof("dept.gov.pk", NOW, Duration.ofDays(100)), TEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dept.gov.pk", "www.dept.gov.pk", "a.b.dept.gov.pk", "*.dept.gov.pk", "*.a.dept.gov.pk"})
    void coversTheDomainAndEveryNameBelowIt(String name) {
        assertThat(proofs.covering(body, new DnsName(name), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gov.pk", "otherdept.gov.pk", "dept.gov.pk.evil.com", "dept.edu.pk", "xdept.gov.pk", "ept.gov.pk"
            })
    void coversNoOtherName(String name) {
        assertThat(proofs.covering(body, new DnsName(name), NOW)).isEmpty();
    }

    @Test
    void countsFromItsFirstMomentToBeforeItsLast() {
        DnsName name = new DnsName("dept.gov.pk");
        assertThat(proofs.covering(body, name, NOW.minusMillis(1))).isEmpty();
        assertThat(proofs.covering(body, name, NOW)).isPresent();
        assertThat(proofs.covering(body, name, NOW.plus(Duration.ofDays(100)).minusMillis(1)))
                .isPresent();
        assertThat(proofs.covering(body, name, NOW.plus(Duration.ofDays(100)))).isEmpty();
    }

    @Test
    void countsForNoOtherBody() {
        assertThat(proofs.covering(new BodyId("nitb"), new DnsName("dept.gov.pk"), NOW))
                .isEmpty();
    }

    @Test
    void prefersTheProofThatCountsLongest() {
        proofs.register(proof("www.dept.gov.pk", NOW, Duration.ofDays(150)), TEST);
        assertThat(proofs.covering(body, new DnsName("www.dept.gov.pk"), NOW)
                        .orElseThrow()
                        .domain())
                .isEqualTo(new DnsName("www.dept.gov.pk"));
        assertThat(proofs.of(body)).hasSize(2);
    }

    @Test
    void recordsWhatItRegisters() {
        assertThat(audit.newest(20)).anySatisfy(record -> {
            assertThat(record.event().event()).isEqualTo("DOMAIN_PROVED");
            assertThat(record.event().details()).containsEntry("body", body.value());
            assertThat(record.event().subject()).contains("dept.gov.pk");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gov.pk", "com.pk", "*.dept.gov.pk"})
    void refusesProofOfWhatNoBodyControls(String domain) {
        assertThatThrownBy(() -> proof(domain, NOW, Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesProofThatCountsTooLongOrNotAtAll() {
        assertThatThrownBy(() -> proof("dept.gov.pk", NOW, Duration.ofDays(200).plusSeconds(1)))
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

    private DomainProof proof(String domain, Instant from, Duration length) {
        return new DomainProof(UUID.randomUUID(), body, new DnsName(domain), "test", from, from.plus(length));
    }
}
