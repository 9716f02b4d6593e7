package pk.muhr.accreditation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.Role;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.Sha256;

/** How a policy changes while the service runs. Each test leaves a policy that says what the shipped one does. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class PolicyResourceTest {

    private static final String POLICIES = "/api/v1/policies";

    @Inject
    ActivePolicy policy;

    @Inject
    PolicyActivations activations;

    @Inject
    PolicyBundles bundles;

    @Inject
    Hierarchy hierarchy;

    @Inject
    AuditRecords audit;

    @AfterEach
    void restore() {
        Map<String, String> shipped = new TreeMap<>(PolicyBundle.filesIn(java.nio.file.Path.of("policies")));
        Map<String, String> active = new TreeMap<>(policy.bundle().files());
        shipped.remove("bundle.yaml");
        active.remove("bundle.yaml");
        if (!sameButVersions(shipped, active)) {
            activate(propose(next(files -> shipped.forEach((name, text) -> files.put(name, raised(name, text))))));
        }
    }

    @Test
    void comesIntoForceWithoutRestartWhenTwoOfficersOfDifferentRolesConfirm() throws SQLException {
        String before = policy.bundle().hash().hex();
        Map<String, String> files = next(f -> {
            f.merge("tls-server.yaml", "", (text, _) -> text.replace("validityDays: 90", "validityDays: 80"));
            f.put("tls-server.yaml", raised("tls-server.yaml", f.get("tls-server.yaml")));
            f.merge("hierarchy.yaml", "", (text, _) -> text.replace("validFor: PT96H", "validFor: PT120H"));
            f.put(
                    "eseal.yaml",
                    raised("eseal.yaml", f.get("eseal.yaml"))
                            + "externalLinter: {command: pkilint, blocking: false, exceptions: {}}\n");
        });
        Response proposed = authority().body(files).post(POLICIES);
        assertThat(proposed.statusCode()).as(proposed.asString()).isEqualTo(201);
        assertThat(proposed.<List<String>>path("diff"))
                .contains("tls-server.yaml: validityDays: 90 -> 80")
                .anyMatch(line -> line.equals("hierarchy.yaml: authorities[gov-tls].crl.validFor: PT96H -> PT120H"));
        assertThat(proposed.<List<String>>path("warnings"))
                .anyMatch(line -> line.contains("no linter pkilint is configured here"));
        String hash = proposed.path("hash");
        List<String> warnings = proposed.path("warnings");
        assertThat(officer().get(POLICIES).<List<String>>path("candidates[0].warnings"))
                .isEqualTo(warnings);

        Response first = authority().post(POLICIES + "/" + hash + "/confirmations");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(first.<String>path("state")).isEqualTo("open");
        assertThat(first.<List<String>>path("warnings")).isEqualTo(warnings);
        assertThat(active()).isEqualTo(before);

        Response second = officer().post(POLICIES + "/" + hash + "/confirmations");
        assertThat(second.<String>path("state")).as(second.asString()).isEqualTo("activated");
        assertThat(second.<List<String>>path("warnings")).isEqualTo(warnings);
        assertThat(active()).isEqualTo(hash);
        Response whole = officer().get(POLICIES + "/active");
        assertThat(whole.<String>path("hash")).isEqualTo(hash);
        assertThat(whole.<Map<String, String>>path("files")).isEqualTo(files);
        assertThat(hierarchy.named("gov-tls").orElseThrow().definition().crl().validFor())
                .isEqualTo(Duration.ofHours(120));

        Response issued = Api.askForHost("nitb");
        assertThat(issued.statusCode()).as(issued.asString()).isEqualTo(201);
        Certificate certificate =
                Certificate.of(Pem.parse(issued.path("certificate.pem")).content());
        assertThat(Duration.between(certificate.notBefore(), certificate.notAfter()))
                .isEqualTo(Duration.ofDays(80).minusSeconds(1));
        assertThat(TestInstallation.stored("select i.policy_hash from intent i join outcome o on o.intent = i.id"
                        + " where o.certificate_sha256 = '" + issued.path("certificate.id") + "'"))
                .isEqualTo(hash);
        assertThat(TestInstallation.stored("select policy_hash from audit_record order by seq desc limit 1"))
                .isEqualTo(hash);
        assertThat(TestInstallation.stored(
                        "select details ->> 'diff' from audit_record where event = 'POLICY_ACTIVATED'"
                                + " order by seq desc limit 1"))
                .contains("tls-server.yaml: validityDays: 90 -> 80");
        assertThat(authority().post(POLICIES + "/" + hash + "/confirmations").<String>path("rule"))
                .isEqualTo("policy-activated");
    }

    @Test
    void needsTwoPeopleOfTwoRoles() {
        String hash = propose(next(_ -> {}));
        String both = "test-holds-both";
        assertThat(as(Role.POLICY_AUTHORITY, both)
                        .post(POLICIES + "/" + hash + "/confirmations")
                        .statusCode())
                .isEqualTo(200);
        Response samePerson = as(Role.SECURITY_OFFICER, both).post(POLICIES + "/" + hash + "/confirmations");
        assertThat(samePerson.statusCode()).isEqualTo(409);
        assertThat(samePerson.<String>path("rule")).isEqualTo("policy-same-person");
        Response sameRole = authority().post(POLICIES + "/" + hash + "/confirmations");
        assertThat(sameRole.statusCode()).isEqualTo(409);
        assertThat(sameRole.<String>path("rule")).isEqualTo("policy-same-role");
        assertThat(sameRole.<String>path("fix")).isEqualTo("ask a security-officer");
        assertThat(active()).isNotEqualTo(hash);
        assertThat(officer().post(POLICIES + "/" + hash + "/withdrawal").<String>path("state"))
                .isEqualTo("withdrawn");
        assertThat(officer().post(POLICIES + "/" + hash + "/confirmations").<String>path("rule"))
                .isEqualTo("policy-withdrawn");
    }

    @Test
    void refusesABrokenCandidateWithEverythingThatIsWrongAndTheRunningOneStays() {
        String before = active();
        Map<String, String> files = next(f -> {
            f.merge("tls-server.yaml", "oddity: 1\n", String::concat);
            f.merge("eseal.yaml", "", (text, _) -> text.replace("gov-signing", "gov-tls"));
        });
        Response answer = authority().body(files).post(POLICIES);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("rule")).isEqualTo("policy-broken");
        assertThat(answer.<List<String>>path("breaches.file")).contains("eseal.yaml", "tls-server.yaml");
        assertThat(answer.<Integer>path("breaches.find { it.file == 'tls-server.yaml' }.line"))
                .isEqualTo(29);
        assertThat(answer.<String>path("breaches.find { it.file == 'tls-server.yaml' }.detail"))
                .startsWith("tls-server.yaml:29: unknown key oddity: known here are [id, title,");
        assertThat(active()).isEqualTo(before);
    }

    @Test
    void refusesFilesUnderWhichTheLinterWouldRefuseAProfile() {
        String before = active();
        Map<String, String> files = next(f -> f.merge("eseal.yaml", "", (text, _) -> raised("eseal.yaml", text)
                .replace("crlDistributionPoint: true", "crlDistributionPoint: false")));
        Response answer = authority().body(files).post(POLICIES);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<List<String>>path("breaches.detail"))
                .singleElement()
                .asString()
                .startsWith("eseal.yaml:20: certificates of eseal (")
                .contains(" would be refused by the rule signature-status-findable (EN 319 412-2 §4.4.1, §4.3.11): ");
        assertThat(active()).isEqualTo(before);
    }

    /** A proposal can be older than the program, and than its rules. */
    @Test
    void examinesAProposalAgainWhenItIsConfirmed() {
        PolicyBundle unexamined =
                PolicyBundle.of(next(f -> f.merge("eseal.yaml", "", (text, _) -> raised("eseal.yaml", text)
                        .replace("crlDistributionPoint: true", "crlDistributionPoint: false"))));
        activations.propose(unexamined);
        Response answer = authority().post(POLICIES + "/" + unexamined.hash().hex() + "/confirmations");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.<List<String>>path("breaches.detail"))
                .singleElement()
                .asString()
                .contains(" would be refused by the rule signature-status-findable (");
    }

    @Test
    void refusesAnOlderVersionAndAProfileThatChangesSilently() {
        Map<String, String> same = new TreeMap<>(policy.bundle().files());
        same.merge("tls-server.yaml", "", (text, _) -> text.replace("validityDays: 90", "validityDays: 70"));
        Response answer = authority().body(same).post(POLICIES);
        int version = policy.bundle().edition().version();
        assertThat(answer.<List<String>>path("breaches.detail"))
                .anyMatch(line -> line.endsWith(": version " + version + " is the same as version " + version
                        + " in force: raise it to " + (version + 1) + " or more"))
                .anyMatch(line -> line.startsWith("tls-server.yaml:6: version ")
                        && line.contains("is in force already and says something else: raise it to "));
    }

    @Test
    void leavesCertifiedAuthoritiesAsTheyAre() {
        Map<String, String> files = next(f -> f.merge(
                "hierarchy.yaml",
                "",
                (text, _) -> text.replace("commonName: NTC Government TLS CA", "commonName: NTC Government SSL CA")));
        Response answer = authority().body(files).post(POLICIES);
        assertThat(answer.<List<String>>path("breaches.detail"))
                .containsExactly("hierarchy.yaml:61: subject of gov-tls is fixed by its certificate or its key:"
                        + " write it as it is in force; another one needs a ceremony");
    }

    @Test
    void refusesACandidateThatAnotherOneOvertook() {
        String overtaken = propose(next(_ -> {}));
        authority().post(POLICIES + "/" + overtaken + "/confirmations");
        activate(propose(next(f -> f.merge("floors.yaml", "# again\n", String::concat))));
        Response answer = officer().post(POLICIES + "/" + overtaken + "/confirmations");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.<String>path("rule")).isEqualTo("policy-outdated");
        assertThat(active()).isNotEqualTo(overtaken);
        Response withdrawn = officer().post(POLICIES + "/" + overtaken + "/withdrawal");
        assertThat(withdrawn.<String>path("state")).as(withdrawn.asString()).isEqualTo("withdrawn");
    }

    @Test
    void showsABundleThatThisProgramCannotRead() {
        SortedMap<String, String> files = new TreeMap<>(policy.bundle().files());
        files.merge("floors.yaml", "oddity: " + System.nanoTime() + "\n", String::concat);
        Sha256 hash = activations.store(files);
        assertThatThrownBy(() -> bundles.find(hash)).hasMessageContaining("cannot read the stored policy bundle");
        activations.propose(hash);
        Response shown = officer().get(POLICIES + "/" + hash);
        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
        assertThat(shown.<Map<String, String>>path("files")).isEqualTo(files);
        assertThat(shown.<Integer>path("version"))
                .isEqualTo(policy.bundle().edition().version());
        assertThat(officer().get(POLICIES).<String>path("candidates[0].hash")).isEqualTo(hash.hex());
        Response confirmed = authority().post(POLICIES + "/" + hash + "/confirmations");
        assertThat(confirmed.statusCode()).as(confirmed.asString()).isEqualTo(422);
        assertThat(officer().post(POLICIES + "/" + hash + "/withdrawal").<String>path("state"))
                .isEqualTo("withdrawn");
        files.merge("bundle.yaml", "oddity: 1\n", String::concat);
        Response unnamed = officer().get(POLICIES + "/" + activations.store(files));
        assertThat(unnamed.statusCode()).as(unnamed.asString()).isEqualTo(200);
        assertThat(unnamed.<Integer>path("version")).isNull();
    }

    @Test
    void theDatabaseAloneRefusesWhatTwoOfficersDidNotConfirm() {
        String hash = propose(next(_ -> {}));
        assertRefused("MU006", "insert into policy_activation (hash, activated_by) values ('" + hash + "', 'x')");
        authority().post(POLICIES + "/" + hash + "/confirmations");
        String insert = "insert into policy_activation (hash, activated_by, candidate)"
                + " select hash, 'x', seq from policy_candidate where hash = '" + hash + "'";
        assertRefused("MU007", insert);
        assertRefused(
                "23505",
                "insert into policy_confirmation (candidate, person, role)"
                        + " select seq, 'test-policy-authority', 'security-officer' from policy_candidate where hash = '"
                        + hash + "'");
        officer().post(POLICIES + "/" + hash + "/withdrawal");
        assertRefused("MU006", insert);
    }

    @Test
    void aConfirmationLapsesWithTheOffice() throws SQLException {
        String before = active();
        String hash = propose(next(_ -> {}));
        String leaving = "test-leaves-office";
        as(Role.POLICY_AUTHORITY, leaving).post(POLICIES + "/" + hash + "/confirmations");
        TestInstallation.suspend(leaving);
        Response answer = officer().post(POLICIES + "/" + hash + "/confirmations");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
        assertThat(answer.<String>path("rule")).isEqualTo("policy-confirmation-lapsed");
        assertThat(active()).isEqualTo(before);
        assertThat(officer().post(POLICIES + "/" + hash + "/withdrawal").statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksWhoIsCalling() {
        Map<String, String> files = next(_ -> {});
        String hash = active();
        assertThat(Api.anonymous().get(POLICIES).statusCode()).isEqualTo(401);
        assertThat(Api.subscriber("nitb").get(POLICIES).statusCode()).isEqualTo(403);
        assertThat(officer().body(files).post(POLICIES).statusCode()).isEqualTo(403);
        assertThat(Api.officer(Role.AUDITOR)
                        .post(POLICIES + "/" + hash + "/confirmations")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.officer(Role.AUDITOR).get(POLICIES + "/" + hash).<Map<String, String>>path("files"))
                .containsKey("hierarchy.yaml");
        assertThat(officer().get(POLICIES + "/" + "0".repeat(64)).statusCode()).isEqualTo(404);
        assertThat(officer().post(POLICIES + "/" + hash + "x/confirmations").statusCode())
                .isEqualTo(404);
    }

    private Map<String, String> next(java.util.function.Consumer<Map<String, String>> change) {
        Map<String, String> files = new TreeMap<>(policy.bundle().files());
        change.accept(files);
        files.put(
                "bundle.yaml",
                "version: " + (policy.bundle().edition().version() + 1) + "\ntitle: test " + System.nanoTime() + "\n");
        return files;
    }

    /** The text with a version above the one in force, if it is a profile's. */
    private String raised(String name, String text) {
        UnaryOperator<String> versions = t -> t.replaceFirst(
                "(?m)^version: \\d+$",
                "version: "
                        + (policy.bundle()
                                        .profile(new pk.muhr.policy.ProfileId(name.replace(".yaml", "")))
                                        .map(p -> p.version())
                                        .orElse(0)
                                + 1));
        return versions.apply(text);
    }

    private static boolean sameButVersions(Map<String, String> one, Map<String, String> other) {
        return one.toString()
                .replaceAll("(?m)^version: \\d+$", "")
                .equals(other.toString().replaceAll("(?m)^version: \\d+$", ""));
    }

    private String propose(Map<String, String> files) {
        Response answer = authority().body(files).post(POLICIES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("hash");
    }

    private void activate(String hash) {
        authority().post(POLICIES + "/" + hash + "/confirmations");
        Response second = officer().post(POLICIES + "/" + hash + "/confirmations");
        assertThat(second.<String>path("state")).as(second.asString()).isEqualTo("activated");
    }

    private static String active() {
        return officer().get(POLICIES).path("active.hash");
    }

    private static RequestSpecification authority() {
        return as(Role.POLICY_AUTHORITY, "test-policy-authority");
    }

    private static RequestSpecification officer() {
        return as(Role.SECURITY_OFFICER, "test-security-officer");
    }

    private static RequestSpecification as(Role role, String name) {
        return Api.bearer(TestInstallation.token(role, name)).contentType(ContentType.JSON);
    }

    private static void assertRefused(String state, String statement) {
        assertThatThrownBy(() -> TestInstallation.execute(statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }
}
