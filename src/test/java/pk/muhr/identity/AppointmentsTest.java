package pk.muhr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AppointmentsTest {

    private static final Actor TEST = Actor.system("test");

    @Inject
    Appointments appointments;

    @Inject
    People people;

    @Inject
    DevelopmentIdentities identities;

    @Inject
    AuditRecords audit;

    @Inject
    DataSource database;

    @Inject
    AppointmentProposals proposals;

    @Inject
    EntityManager entities;

    @Inject
    AgroalDataSource store;

    private final PersonId person = new PersonId("test-" + UUID.randomUUID());

    @BeforeEach
    void knowThePerson() {
        identities.establish(TEST);
        people.register(new Person(person, "Test"), TEST);
    }

    @Test
    void someoneNewHoldsNothing() {
        assertThat(appointments.of(person)).isEmpty();
        assertThat(appointments.of(new PersonId("nobody-" + UUID.randomUUID()))).isEmpty();
    }

    @Test
    void appointsAndRecordsIt() {
        Appointment made = appointed(appoint(Role.SECURITY_OFFICER));
        assertThat(appointments.of(person)).containsExactly(made);
        assertThat(mine().getFirst().event().event()).isEqualTo("PERSON_APPOINTED");
        assertThat(mine().getFirst().event().details()).containsEntry("role", "security-officer");
    }

    @Test
    void appointingTwiceChangesNothing() {
        Appointment made = appointed(appoint(Role.SECURITY_OFFICER));
        assertThat(appoint(Role.SECURITY_OFFICER)).isEqualTo(new AppointmentOutcome.AlreadyHeld(made));
        assertThat(mine()).hasSize(2); // known, appointed
    }

    @Test
    void appointsAnewAfterASuspension() {
        Appointment first = appointed(appoint(Role.SECURITY_OFFICER));
        proposals.suspend(first.id(), new Reason("test"), officer());
        assertThat(appointments.of(person)).isEmpty();
        assertThat(appointed(appoint(Role.SECURITY_OFFICER)).id()).isNotEqualTo(first.id());
    }

    /** Two instances stand for two replicas: nothing is kept in memory. */
    @Test
    void everyReplicaKnowsAtOnce() {
        Appointments elsewhere = new Appointments(entities, store, audit);
        assertThat(elsewhere.of(person)).isEmpty();
        Appointment made = appointed(appoint(Role.SECURITY_OFFICER));
        assertThat(elsewhere.of(person)).containsExactly(made);
        proposals.suspend(made.id(), new Reason("test"), officer());
        assertThat(elsewhere.of(person)).isEmpty();
    }

    @Test
    void auditorHoldsNothingElse() {
        appoint(Role.AUDITOR);
        for (Role role : List.of(Role.SECURITY_OFFICER, Role.REGISTRATION_OFFICER, Role.POLICY_AUTHORITY)) {
            assertThat(appoint(role)).isInstanceOf(AppointmentOutcome.AuditorHoldsNothingElse.class);
        }
        assertThat(appointments.of(person)).hasSize(1);
    }

    @Test
    void officerDoesNotBecomeAuditor() {
        appoint(Role.SECURITY_OFFICER);
        assertThat(appoint(Role.AUDITOR)).isInstanceOf(AppointmentOutcome.AuditorHoldsNothingElse.class);
    }

    @Test
    void subscriberActsForOneBody() {
        appointments.appoint(person, Role.SUBSCRIBER, Optional.of(DevelopmentIdentities.NITB), TEST);
        assertThat(appointments.appoint(person, Role.SUBSCRIBER, Optional.of(DevelopmentIdentities.NTC), TEST))
                .isEqualTo(new AppointmentOutcome.ActsForAnotherBody(person, DevelopmentIdentities.NITB));
    }

    @Test
    void appointsNobodyUnknownAndForNoUnknownBody() {
        PersonId unknown = new PersonId("nobody-" + UUID.randomUUID());
        assertThatThrownBy(() -> appointments.appoint(unknown, Role.AUDITOR, Optional.empty(), TEST))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() ->
                        appointments.appoint(person, Role.SUBSCRIBER, Optional.of(new BodyId("no-such-body")), TEST))
                .isInstanceOf(RuntimeException.class);
        assertThat(appointments.of(person)).isEmpty();
    }

    @Test
    void oneOfTwoAppointmentsAtTheSameMomentWins() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                PersonId contested = new PersonId("test-" + UUID.randomUUID());
                people.register(new Person(contested, "Contested"), TEST);
                List<Future<AppointmentOutcome>> outcomes = pool.invokeAll(List.of(
                        racing(start, contested, Role.AUDITOR), racing(start, contested, Role.SECURITY_OFFICER)));
                for (Future<AppointmentOutcome> outcome : outcomes) {
                    outcome.get();
                }
                assertThat(appointments.of(contested)).hasSize(1);
            }
        }
    }

    @Test
    void appointsOverABareConnectionAndOnce() throws SQLException {
        PersonId newcomer = new PersonId("test-" + UUID.randomUUID());
        DevelopmentAppointment development = new DevelopmentAppointment();
        try (Connection connection = database.getConnection()) {
            developmentInstallation(connection);
            Person subscriber = new Person(newcomer, "New");
            Optional<BodyId> body = Optional.of(DevelopmentIdentities.NTC);
            assertThat(development.appoint(connection, subscriber, Role.SUBSCRIBER, body))
                    .isInstanceOf(AppointmentOutcome.Appointed.class);
            assertThat(development.appoint(connection, subscriber, Role.SUBSCRIBER, body))
                    .isInstanceOf(AppointmentOutcome.AlreadyHeld.class);
            assertThat(development.appoint(connection, subscriber, Role.AUDITOR, Optional.empty()))
                    .isInstanceOf(AppointmentOutcome.AuditorHoldsNothingElse.class);
        }
        assertThat(appointments.of(newcomer)).singleElement().satisfies(appointment -> assertThat(appointment.body())
                .contains(DevelopmentIdentities.NTC));
        assertThat(recordsOf(newcomer))
                .extracting(record -> record.event().event())
                .containsExactly("PERSON_APPOINTED", "PERSON_REGISTERED");
    }

    @Test
    void leavesNothingBehindWhenABareAppointmentFails() throws SQLException {
        PersonId newcomer = new PersonId("test-" + UUID.randomUUID());
        try (Connection connection = database.getConnection()) {
            developmentInstallation(connection);
            assertThatThrownBy(() -> new DevelopmentAppointment()
                            .appoint(
                                    connection,
                                    new Person(newcomer, "New"),
                                    Role.SUBSCRIBER,
                                    Optional.of(new BodyId("no-such-body"))))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(people.find(newcomer)).isEmpty();
        assertThat(recordsOf(newcomer)).isEmpty();
    }

    /** In tables of its own, as they are in an installation that is being founded. */
    @Test
    void theInstallationAppointsTwoSecurityOfficersAndNoThird() throws SQLException {
        try (Connection connection = TestInstallation.owner().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema founding");
            for (String table : List.of("person", "appointment", "appointment_end", "appointment_suspension")) {
                statement.execute("create table founding." + table + " (like public." + table + " including all)");
            }
            statement.execute("set search_path to founding, public");
            FirstSecurityOfficer first = new FirstSecurityOfficer();
            for (String name : List.of("first", "second")) {
                assertThat(first.appoint(connection, new Person(new PersonId(name), name)))
                        .isInstanceOf(AppointmentOutcome.Appointed.class);
            }
            assertThatThrownBy(() -> first.appoint(connection, new Person(new PersonId("third"), "third")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("/api/v1/appointments");
            statement.execute("drop schema founding cascade");
        }
    }

    @Test
    void developmentIdentitiesHoldOneOfficeEach() {
        identities.establish(TEST); // again: nothing more
        assertThat(appointments.of(new PersonId("dev-subscriber-nitb")))
                .singleElement()
                .satisfies(held -> assertThat(held.body()).contains(DevelopmentIdentities.NITB));
        assertThat(appointments.of(new PersonId("dev-auditor"))).hasSize(1);
    }

    private Callable<AppointmentOutcome> racing(CyclicBarrier start, PersonId contested, Role role) {
        return () -> {
            start.await();
            return appointments.appoint(contested, role, Optional.empty(), TEST);
        };
    }

    /** What the ceremony writes, where this test runs without one. */
    private static void developmentInstallation(Connection connection) throws SQLException {
        try (Statement insert = connection.createStatement()) {
            insert.executeUpdate("insert into installation (kind, public_url) values ('development', 'http://x')"
                    + " on conflict do nothing");
        }
    }

    private AppointmentOutcome appoint(Role role) {
        return appointments.appoint(person, role, Optional.empty(), TEST);
    }

    private static Caller officer() {
        return new Caller(new PersonId("dev-security-officer"), Set.of(Role.SECURITY_OFFICER), Optional.empty());
    }

    private static Appointment appointed(AppointmentOutcome outcome) {
        return ((AppointmentOutcome.Appointed) outcome).appointment();
    }

    private List<AuditRecord> mine() {
        return recordsOf(person);
    }

    private List<AuditRecord> recordsOf(PersonId id) {
        return audit.newest(200).stream()
                .filter(record -> record.event().subject().equals(Optional.of(id.value())))
                .toList();
    }
}
