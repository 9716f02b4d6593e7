package pk.muhr.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/** What each report shows of what was done through the API, and that it finds what somebody did past the rules. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ReportFindingsTest {

    private static String issued() {
        Response answer = Api.askForHost("nitb");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("certificate.id");
    }

    private static void revoke(String id, String reason) {
        Response answer = Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/api/v1/certificates/" + id + "/revocation");
        assertThat(answer.statusCode()).as(answer.asString()).isLessThan(300);
    }

    @Test
    void populationHasEveryCertificateWithItsStatus() {
        String from = Reports.now();
        String good = issued();
        String revoked = issued();
        revoke(revoked, "superseded");
        String call = "population?from=" + from + "&authority=gov-tls-g1&profile=tls-server&body=nitb";
        assertThat(Reports.row(call, "sha256", good))
                .containsEntry("status", "good")
                .containsEntry("lints", List.of())
                .containsEntry("policyOids", List.of("2.23.140.1.2.2", "2.999.1.1.2.1"))
                .doesNotContainKey("reason");
        assertThat(Reports.row(call, "sha256", revoked))
                .containsEntry("status", "revoked")
                .containsEntry("reason", "superseded");
        assertThat(Reports.rows("population?from=" + from + "&body=ntc")).isEmpty();
        assertThat(Reports.rows("population?from=" + from + "&to=" + from)).isEmpty();
    }

    @Test
    void aSampleIsDrawnByTheRootOfATreeThatWasSignedAfterwards() throws Exception {
        String from = Reports.now();
        for (int at = 0; at < 5; at++) {
            issued();
        }
        String to = Reports.now();
        assertThat(Reports.get("/sample?to=2999-01-01T00:00:00Z").<String>path("type"))
                .isEqualTo("urn:muhr:problem:sample-too-early");
        String call = "/sample?from=" + from + "&to=" + to + "&share=0.5";
        Response sample = sampled(call);
        assertThat(sample.<Integer>path("population")).isEqualTo(5);
        assertThat(sample.<Integer>path("drawn")).isEqualTo(3);
        Sha256 root = Checkpoint.of(
                        SignedNote.of(sample.path("checkpoint")).orElseThrow().text())
                .orElseThrow()
                .head()
                .root();
        assertThat(sample.<String>path("seed")).isEqualTo(root.hex());
        List<String> all = Reports.rows("population?from=" + from + "&to=" + to).stream()
                .map(row -> (String) row.get("sha256"))
                .toList();
        List<String> drawn = drawn(root.hex(), all, 3);
        assertThat(sample.<List<String>>path("rows.sha256")).isEqualTo(drawn);
        assertThat(sample.<List<String>>path("rows.evidence.certificate.id")).isEqualTo(drawn);
        assertThat(sampled(call + "&checkpoint=" + sample.path("size")).<List<String>>path("rows.sha256"))
                .isEqualTo(drawn);
        assertThat(sampled("/sample?from=" + from + "&to=" + to + "&share=1").<List<String>>path("rows.sha256"))
                .isEqualTo(all.stream().sorted().toList());
        assertThat(Reports.get(call + "&checkpoint=1").statusCode()).isIn(404, 422);
        assertThat(Reports.get(call + "&checkpoint=999999999").statusCode()).isEqualTo(404);
        String first = TestInstallation.stored("select min(size) from log_checkpoint");
        assertThat(Reports.get(call + "&checkpoint=" + first).statusCode()).isEqualTo(422);
        assertThat(sampled("/sample?from=" + from + "&to=" + from + "&share=1").<List<?>>path("rows"))
                .isEmpty();
    }

    /** As whoever mistrusts us does it: by the words of the method, with no index and no page. */
    private static List<String> drawn(String seed, List<String> population, int count) {
        BigInteger all = BigInteger.ONE.shiftLeft(256);
        BigInteger width = all.divide(BigInteger.valueOf(4L * population.size()));
        Set<String> drawn = new LinkedHashSet<>();
        for (int place = 0; drawn.size() < count; place++) {
            BigInteger begin =
                    new BigInteger(Sha256.of((seed + ":" + place).getBytes()).hex(), 16);
            population.stream()
                    .sorted()
                    .filter(id ->
                            new BigInteger(id, 16).subtract(begin).mod(all).compareTo(width) < 0)
                    .limit(count - drawn.size())
                    .forEach(drawn::add);
        }
        return List.copyOf(drawn);
    }

    /** Once the tree is signed, half a second later. */
    private static Response sampled(String call) throws InterruptedException {
        Response answer = Reports.get(call);
        for (int times = 0; times < 100 && answer.statusCode() == 422; times++) {
            Thread.sleep(100);
            answer = Reports.get(call);
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    @Test
    void revocationsAreTimedFromTheFirstWordToTheFirstList() throws Exception {
        String id = issued();
        revoke(id, "keyCompromise");
        assertThat(Api.officer(Role.CA_ADMINISTRATOR)
                        .post("/api/v1/authorities/gov-tls-g1/crl")
                        .statusCode())
                .isLessThan(300);
        Map<String, Object> told = Reports.row("revocation-timeliness?authority=gov-tls-g1", "sha256", id);
        for (int times = 0; times < 300 && !told.containsKey("listedIn"); times++) {
            Thread.sleep(100); // the part of the list that the certificate names comes a moment later
            told = Reports.row("revocation-timeliness?authority=gov-tls-g1", "sha256", id);
        }
        assertThat(told)
                .containsEntry("kind", "revoked")
                .containsEntry("reason", "keyCompromise")
                .containsEntry("by", "test-subscriber-nitb")
                .containsEntry("limitHours", 24)
                .containsKeys("listedIn", "listedAt")
                .doesNotContainKey("finding");
        assertThat(((Number) told.get("seconds")).doubleValue()).isBetween(0.0, 120.0);
        Reports.tamper(
                "insert into problem_report (id, secret_sha256, kind, subject, sha256, description, contact, received_at,"
                        + " answer_due, revocation_due) values (gen_random_uuid(), 'late', 'compromised', 'x', '" + id
                        + "', 'x', '', now() - interval '3 days', now() - interval '2 days', now() - interval '2 days')");
        try {
            assertThat(Reports.row("revocation-timeliness", "sha256", id)).containsEntry("finding", "told late");
            assertThat(Reports.row("problem-reports", "sha256", id))
                    .containsEntry("finding", "answered late; not decided in time")
                    .containsKey("revokedAt");
        } finally {
            Reports.tamper("delete from problem_report where secret_sha256 = 'late'");
        }
    }

    @Test
    void aProblemReportInTimeHasNoFinding() {
        String word = UUID.randomUUID().toString();
        Response reported = Api.anonymous()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "other", "subject", "x", "description", word, "contact", ""))
                .post("/api/v1/problem-reports");
        assertThat(reported.statusCode()).as(reported.asString()).isLessThan(300);
        assertThat(Reports.row("problem-reports", "description", word))
                .containsEntry("kind", "other")
                .doesNotContainKeys("finding", "answeredAt");
    }

    @Test
    void aMissingListIsAGap() throws Exception {
        for (int times = 0; times < 3; times++) {
            assertThat(Api.officer(Role.CA_ADMINISTRATOR)
                            .post("/api/v1/authorities/gov-email-g1/crl")
                            .statusCode())
                    .isLessThan(300);
        }
        List<Map<String, Object>> lists = whole();
        assertThat(lists).hasSizeGreaterThan(2).allSatisfy(row -> assertThat(row)
                .doesNotContainKey("finding"));
        Object middle = lists.get(lists.size() - 2).get("number");
        String these = " where authority = 'gov-email-g1' and shard = -1 and number = " + middle;
        Reports.tamper(
                "create table kept_intent as select * from crl_intent" + these,
                "create table kept_list as select * from crl" + these,
                "delete from crl" + these,
                "delete from crl_intent" + these,
                "update crl_intent set this_update = this_update - interval '9 days', next_update = this_update -"
                        + " interval '8 days' where authority = 'gov-email-g1' and shard = -1 and number < " + middle);
        try {
            List<Map<String, Object>> left = whole();
            assertThat(left).hasSize(lists.size() - 1);
            assertThat(left.getLast().get("finding").toString())
                    .contains("gap before it")
                    .contains("late: PT")
                    .contains("the one before had ended");
            Reports.tamper("insert into crl_intent select * from kept_intent");
            assertThat(whole().get(lists.size() - 2).get("finding").toString()).contains("never published");
        } finally {
            Reports.tamper(
                    "insert into crl_intent select * from kept_intent on conflict do nothing",
                    "insert into crl select * from kept_list",
                    "update crl_intent set this_update = this_update + interval '9 days', next_update = next_update +"
                            + " interval '9 days' where authority = 'gov-email-g1' and shard = -1 and number < "
                            + middle,
                    "drop table kept_intent",
                    "drop table kept_list");
        }
    }

    private static List<Map<String, Object>> whole() {
        return Reports.rows("crl-continuity?authority=gov-email-g1").stream()
                .filter(row -> !row.containsKey("shard"))
                .toList();
    }

    @Test
    void aPolicyInForceWithoutTwoOfficersIsFound() throws Exception {
        assertThat(Reports.rows("policy-changes"))
                .anySatisfy(row -> assertThat(row).containsEntry("state", "active"));
        String hash = TestInstallation.stored("select hash from policy_activation order by seq limit 1");
        TestInstallation.token(Role.POLICY_AUTHORITY, "report-proposer");
        Reports.tamper(
                "insert into policy_candidate (hash, version, based_on, diff, proposed_by, proposed_at) values ('"
                        + hash
                        + "', 77, (select min(seq) from policy_activation), '[\"- a\", \"+ b\"]', 'report-proposer',"
                        + " '2001-01-01')",
                "insert into policy_confirmation (candidate, person, role) select seq, 'report-proposer',"
                        + " 'policy-authority' from policy_candidate where version = 77",
                "insert into policy_activation (hash, activated_by, activated_at, candidate, seq) overriding system value"
                        + " select hash, proposed_by, '2001-01-02', seq, -77 from policy_candidate where version = 77");
        try {
            assertThat(Reports.row("policy-changes", "version", 77))
                    .containsEntry("finding", "in force without two officers of different roles")
                    .containsEntry("diff", List.of("- a", "+ b"))
                    .containsEntry("proposedBy", "report-proposer");
            assertThat(Reports.rows("dual-control?from=2001-01-01T00:00:00Z&to=2001-01-03T00:00:00Z"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("operation", "policy")
                            .containsEntry("persons", List.of("report-proposer"))
                            .containsEntry("needed", 2)
                            .containsEntry("finding", "fewer persons than it takes"));
        } finally {
            Reports.tamper(
                    "delete from policy_activation where seq = -77",
                    "delete from policy_confirmation where candidate in"
                            + " (select seq from policy_candidate where version = 77)",
                    "delete from policy_candidate where version = 77");
        }
    }

    @Test
    void appointmentsByTwoAreUnderDualControlAndBareOnesAreFound() throws Exception {
        String person = "report-joiner-" + UUID.randomUUID();
        TestInstallation.token(Role.SECURITY_OFFICER, "report-second");
        Response proposed = Api.officer(Role.SECURITY_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("person", person, "displayName", "Joiner", "role", "registration-officer"))
                .post("/api/v1/appointments");
        assertThat(proposed.statusCode()).as(proposed.asString()).isLessThan(300);
        String subject = person + " registration-officer";
        assertThat(Reports.row("roles", "person", person)).containsEntry("finding", "not confirmed");
        Response confirmed = Api.bearer(TestInstallation.token(Role.SECURITY_OFFICER, "report-second"))
                .post("/api/v1/appointments/" + proposed.path("id") + "/confirmations");
        assertThat(confirmed.statusCode()).as(confirmed.asString()).isLessThan(300);
        assertThat(Reports.row("dual-control", "subject", subject))
                .containsEntry("persons", List.of("test-security-officer", "report-second"))
                .doesNotContainKey("finding");
        assertThat(Reports.row("roles", "person", person))
                .containsEntry("confirmedBy", "report-second")
                .doesNotContainKeys("finding", "until");
        String bare = "report-bare-" + UUID.randomUUID();
        TestInstallation.token(Role.AUDITOR, bare);
        assertThat(Reports.row("dual-control", "subject", bare + " auditor"))
                .containsEntry("finding", "fewer persons than it takes");
    }

    @Test
    void rolesThatExcludeEachOtherAreFoundAndLeaversHaveAnEnd() throws Exception {
        String person = "report-both-" + UUID.randomUUID();
        TestInstallation.token(Role.AUDITOR, person);
        assertThat(Reports.row("roles", "person", person)).doesNotContainKeys("finding", "until");
        Reports.tamper("insert into appointment (id, person, role, appointed_by) values (gen_random_uuid(), '" + person
                + "', 'revocation-officer', 'nobody')");
        assertThat(Reports.rows("roles").stream().filter(row -> person.equals(row.get("person"))))
                .extracting(row -> row.get("finding"))
                .containsExactlyInAnyOrder("held together with auditor", "held together with revocation-officer");
        TestInstallation.suspend(person);
        String later = Reports.now();
        assertThat(Reports.rows("roles").stream().filter(row -> person.equals(row.get("person"))))
                .allSatisfy(row -> assertThat(row).containsKeys("until", "suspendedBy", "reason"));
        assertThat(Reports.rows("roles?from=" + later)).noneMatch(row -> person.equals(row.get("person")));
        assertThat(Reports.rows("roles?from=" + later)).isNotEmpty();
    }

    @Test
    void aReviewThatCameTooLateIsFound() throws Exception {
        TestInstallation.token(Role.SECURITY_OFFICER, "test-security-officer");
        Reports.tamper(
                "insert into appointment_review values ('00000000-0000-4000-8000-00000000aaaa', 'x',"
                        + " 'test-security-officer', 'security-officer', now() + interval '200 days')",
                "insert into appointment_review_confirmation values ('00000000-0000-4000-8000-00000000aaaa',"
                        + " 'test-security-officer', 'security-officer', now() + interval '200 days')");
        try {
            assertThat(Reports.rows("roles?to=2999-01-01T00:00:00Z").stream()
                            .filter(row -> row.get("kind").equals("review")))
                    .anySatisfy(row ->
                            assertThat(row).containsEntry("finding", "more than 92 days after the review before"));
        } finally {
            Reports.tamper(
                    "delete from appointment_review_confirmation where review = '00000000-0000-4000-8000-00000000aaaa'",
                    "delete from appointment_review where id = '00000000-0000-4000-8000-00000000aaaa'");
        }
    }

    @Test
    void refusalsAreCountedByRuleAndDay() {
        int before = refused("key-not-permitted");
        Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "profile",
                        "tls-server",
                        "csr",
                        Csrs.rsa(1024).dns("a.nitb.example.gov.pk").pem()))
                .post("/api/v1/requests");
        assertThat(refused("key-not-permitted")).isEqualTo(before + 1);
        assertThat(Reports.rows("refusals?to=2001-01-01T00:00:00Z")).isEmpty();
    }

    private static int refused(String rule) {
        return Reports.rows("refusals").stream()
                .filter(row -> rule.equals(row.get("rule")))
                .mapToInt(row -> (Integer) row.get("times"))
                .sum();
    }

    @Test
    void keysOfAuthoritiesRespondersAndTheLogAreInOneList() throws Exception {
        List<Map<String, Object>> keys = Reports.rows("keys");
        assertThat(keys)
                .extracting(row -> row.get("kind"))
                .contains("authority", "ocsp-responder", "time-stamping-unit", "log");
        assertThat(keys)
                .filteredOn(row -> row.get("kind").equals("time-stamping-unit"))
                .filteredOn(row -> row.get("state").equals("active"))
                .extracting(row ->
                        row.get("token") + " " + row.get("label").toString().replaceAll("-\\d+$", ""))
                .containsExactlyInAnyOrder("muhr-timestamp tsu-unit-1", "muhr-timestamp tsu-unit-2");
        assertThat(keys)
                .allSatisfy(row -> assertThat(row.get("spkiSha256").toString()).matches("[0-9a-f]{64}"));
        Map<String, Object> key = keys.stream()
                .filter(row -> "authority".equals(row.get("kind")) && "gov-email-g1".equals(row.get("authority")))
                .findFirst()
                .orElseThrow();
        assertThat(key)
                .containsEntry("state", "active")
                .containsEntry("issuer", "government-g1")
                .doesNotContainKey("finding");
        Reports.tamper("insert into blocked_key (spki_sha256, reason, blocked_by) values ('" + key.get("spkiSha256")
                + "', 'test', 'report-test')");
        try {
            assertThat(Reports.row("keys", "spkiSha256", key.get("spkiSha256")))
                    .containsEntry("state", "blocked")
                    .containsEntry("finding", "the newest of its kind is blocked");
        } finally {
            Reports.tamper("delete from blocked_key where blocked_by = 'report-test'");
        }
    }

    @Test
    void aProofThatWasTooOldIsFound() throws Exception {
        String id = issued();
        List<Map<String, Object>> proofs = proofs(id);
        assertThat(proofs).extracting(row -> row.get("kind")).containsExactlyInAnyOrder("domain", "organization");
        assertThat(proofs).allSatisfy(row -> assertThat(row)
                .containsKeys("ageHours", "limitDays", "method")
                .doesNotContainKey("finding"));
        Object domain = proofs.stream()
                .filter(row -> row.get("kind").equals("domain"))
                .findFirst()
                .orElseThrow()
                .get("proof");
        Reports.tamper(
                "update domain_proof set proved_at = proved_at - interval '300 days' where id = '" + domain + "'");
        try {
            assertThat(proofs(id)).anySatisfy(row -> assertThat(row)
                    .containsEntry("proof", domain)
                    .containsEntry("finding", "older than the policy let it be"));
        } finally {
            Reports.tamper(
                    "update domain_proof set proved_at = proved_at + interval '300 days' where id = '" + domain + "'");
        }
    }

    private static List<Map<String, Object>> proofs(String id) {
        return Reports.rows("validation-data-age?body=nitb&profile=tls-server").stream()
                .filter(row -> id.equals(row.get("sha256")))
                .toList();
    }
}
