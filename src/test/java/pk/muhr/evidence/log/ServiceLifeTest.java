package pk.muhr.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.Sha256;

/** What a start finds of the one before. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ServiceLifeTest {

    @Inject
    ServiceWords words;

    @Inject
    AuditRecords audit;

    @Inject
    ProcessRoles roles;

    private final String instance = "service test-" + UUID.randomUUID();

    private ServiceLife life(String version, String configuration) {
        return new ServiceLife(
                words, audit, roles, new ServiceIdentity(instance, version, Sha256.of(configuration.getBytes())));
    }

    private List<String> events() {
        return List.of(TestInstallation.stored("select string_agg(event, ' ' order by seq) from audit_record"
                        + " where subject = '" + instance + "'")
                .split(" "));
    }

    @Test
    void theServiceOfThisTestIsOnRecordAsStarted() {
        assertThat(TestInstallation.stored("select details ->> 'version' <> '' and details ->> 'roles' <> ''"
                        + " from audit_record where event = 'SERVICE_STARTED' order by seq limit 1"))
                .isEqualTo("t");
    }

    @Test
    void aCleanStopIsFollowedByAStartAlone() {
        ServiceLife first = life("1", "a");
        first.start(null);
        first.stop(null);
        first.stop(null);
        life("1", "a").start(null);
        assertThat(events()).endsWith("SERVICE_STARTED", "SERVICE_STOPPED", "SERVICE_STARTED");
        assertThat(events()).doesNotContain("SERVICE_CRASHED");
    }

    @Test
    void aStartWithoutAStopWasACrash() {
        life("1", "b").start(null);
        life("1", "b").start(null);
        assertThat(events()).endsWith("SERVICE_STARTED", "SERVICE_CRASHED", "SERVICE_STARTED");
    }

    @Test
    void anotherProgramAndAnotherConfigurationAreSaid() {
        ServiceLife first = life("1", "c");
        first.start(null);
        first.stop(null);
        life("2", "d").start(null);
        assertThat(events())
                .endsWith("SERVICE_STOPPED", "SOFTWARE_CHANGED", "CONFIGURATION_CHANGED", "SERVICE_STARTED");
        assertThat(TestInstallation.stored("select details ->> 'before' || ' ' || (details ->> 'now') from audit_record"
                        + " where event = 'SOFTWARE_CHANGED' and subject = '" + instance
                        + "' order by seq desc limit 1"))
                .isEqualTo("1 2");
    }

    @Test
    void secretsAndWhatIsNewAtEachStartAreNoConfiguration() {
        Sha256 plain = configuration(Map.of("muhr.mode", "production"));
        assertThat(configuration(Map.of(
                        "muhr.mode",
                        "production",
                        "quarkus.datasource.password",
                        "x",
                        "quarkus.uuid",
                        "1",
                        "path",
                        "y")))
                .isEqualTo(plain);
        assertThat(configuration(Map.of("muhr.mode", "development"))).isNotEqualTo(plain);
        assertThat(configuration(Map.of("muhr.mode", "production", "quarkus.http.port", "1")))
                .isNotEqualTo(plain);
    }

    private static Sha256 configuration(Map<String, String> settings) {
        return ServiceIdentity.of(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build())
                .configuration();
    }
}
