package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The way of a body from its application to a certificate of each type, over HTTP alone; at each step a foreign body and
 * an officer on their own try it too, and fail.
 */
@Tag("long")
class RegistrationIT {

    private static final Duration LONGEST_TO_LIST = Duration.ofMinutes(3);

    private RunningProgram program;
    private OpenSsl openssl;
    private Parties parties;

    @BeforeEach
    void start() {
        openssl = new OpenSsl(Clone.place("registration-openssl"));
        program = RunningProgram.onFoundedData("registration");
        parties = Parties.of(program);
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void bodyGetsOneOfEachTypeByTheDecisionOfTwoOfficers() throws Exception {
        putTwoApprovalsIntoForce();
        Bureau bureau = new Bureau(parties);
        bureau.enter();
        bureau.proveOrganization();
        bureau.proveDomain(Bureau.DOMAIN);
        bureau.proveDomain(Bureau.MAIL_DOMAIN);
        bureau.provePerson();
        Deciders deciders = new Deciders(parties, bureau.requester());
        deciders.appoint();
        deciders.certify();
        Map<Wish, HeldCertificate> held = new LinkedHashMap<>();
        Wish.ALL.forEach(wish -> held.put(wish, deciders.decided(wish)));

        for (Wish wish : Wish.ALL) {
            Ran judged = held.get(wish).judgedBy(openssl, program.api(), wish.purpose());
            assertThat(judged.said()).as(wish.profile()).endsWith("/certificate.pem: OK\n");
        }
        HeldCertificate server = held.get(Wish.TLS);
        showCompleteRecords(server);
        showItIsNobodyElses(server);
        renew(server, bureau.requester());
        revoke(server, bureau.requester());
    }

    /** Two approvals for all of the seven types, and by certificate for programs. */
    private void putTwoApprovalsIntoForce() {
        Map<String, String> files = new TreeMap<>();
        parties.security()
                .get("/policies/active")
                .expect(200)
                .json()
                .path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        String needs = "approvals: 2\napprovalNeeds: certificate";
        Wish.ALL.forEach(wish -> files.compute(wish.profile() + ".yaml", (_, text) -> next(text)
                .replace("approvals: 0", wish == Wish.CODE ? needs : "approvals: 2")));
        files.compute("bundle.yaml", (_, text) -> next(text));
        Attempt.allFail(
                new Attempt(
                        "proposed by a subscriber",
                        () -> parties.foreign().post("/policies", files),
                        403,
                        "role-missing"),
                new Attempt(
                        "proposed by an officer",
                        () -> parties.security().post("/policies", files),
                        403,
                        "role-missing"));
        String hash = parties.authority().post("/policies", files).expect(201).text("/hash");
        String confirmations = "/policies/" + hash + "/confirmations";
        assertThat(parties.authority().post(confirmations).expect(200).text("/state"))
                .isEqualTo("open");
        Attempt.allFail(
                new Attempt("twice by one", () -> parties.authority().post(confirmations), 409, "policy-same-person"),
                new Attempt("by a subscriber", () -> parties.foreign().post(confirmations), 403, "role-missing"));
        assertThat(parties.security().get("/policies").text("/active/hash")).isNotEqualTo(hash);
        assertThat(parties.security().post(confirmations).expect(200).text("/state"))
                .isEqualTo("activated");
        assertThat(parties.security().get("/policies").text("/active/hash")).isEqualTo(hash);
    }

    private static String next(String text) {
        return text.replaceFirst("(?m)^version: 1$", "version: 2");
    }

    /** Everything that led to a certificate is on record, in its order, with who did it. */
    private void showCompleteRecords(HeldCertificate certificate) {
        String request = store().rows(
                        "select i.request from intent i join outcome o on o.intent = i.id where i.serial = ?",
                        certificate.serial())
                .getFirst()
                .getFirst();
        assertThat(store().rows("""
                        select event || ' ' || actor || coalesce(' ' || (details ->> 'shownBy'), '')
                        from audit_record where outcome = 'success' and (
                            request::text = ? or subject = 'pbs'
                            or subject = ? and event like 'DOMAIN\\_%')
                        order by seq
                        """, request, Bureau.DOMAIN))
                .extracting(List::getFirst)
                .containsExactly(
                        "BODY_APPLIED dev-registration-officer",
                        "BODY_VERIFIED dev-registration-officer-2",
                        "AGREEMENT_ACCEPTED zainab.malik",
                        "BODY_PROVED dev-registration-officer",
                        "DOMAIN_CHALLENGED zainab.malik",
                        "DOMAIN_PROVED zainab.malik",
                        "REQUEST_SUBMITTED zainab.malik",
                        "EVIDENCE_ATTACHED zainab.malik",
                        "REQUEST_APPROVED dev-registration-officer-2 token",
                        "REQUEST_APPROVED ayesha.khan certificate",
                        "INTENT_OPENED zainab.malik",
                        "CERTIFICATE_ISSUED zainab.malik");
        assertThat(store().rows(
                                "select distinct details ->> 'contentSha256' from audit_record where request::text = ?"
                                        + " and event in ('REQUEST_SUBMITTED', 'REQUEST_APPROVED')",
                                request))
                .as("what was asked for is what both approved")
                .hasSize(1);
        assertThat(store().rows(
                                "select distinct details ->> 'intent' from audit_record where request::text = ?"
                                        + " and event in ('INTENT_OPENED', 'CERTIFICATE_ISSUED')",
                                request))
                .as("what was intended is what was issued")
                .hasSize(1);
    }

    private void showItIsNobodyElses(HeldCertificate certificate) {
        String path = "/certificates/" + certificate.id();
        Map<String, String> reason = Map.of("reason", "superseded");
        Attempt.allFail(
                new Attempt("fetched", () -> parties.foreign().get(path), 404, "certificate-unknown"),
                new Attempt("its status", () -> parties.foreign().get(path + "/status"), 404, "certificate-unknown"),
                new Attempt(
                        "renewed",
                        () -> parties.foreign().post(path + "/renewal", Map.of()),
                        404,
                        "certificate-unknown"),
                new Attempt(
                        "revoked",
                        () -> parties.foreign().post(path + "/revocation", reason),
                        404,
                        "certificate-unknown"),
                new Attempt(
                        "revoked by such an officer",
                        () -> parties.first().post(path + "/revocation", reason),
                        403,
                        "role-missing"),
                new Attempt(
                        "renewed by an officer",
                        () -> parties.first().post(path + "/renewal", Map.of()),
                        403,
                        "role-missing"));
        assertThat(parties.first()
                        .get("/certificates?q=www." + Bureau.DOMAIN)
                        .expect(200)
                        .json())
                .hasSize(1);
        assertThat(parties.foreign()
                        .get("/certificates?q=www." + Bureau.DOMAIN)
                        .expect(200)
                        .json())
                .isEmpty();
    }

    /** What follows a certificate waits for officers as the first one did. */
    private void renew(HeldCertificate certificate, Party requester) {
        Party.Answer asked = requester
                .post("/certificates/" + certificate.id() + "/renewal", Map.of())
                .expect(201);
        assertThat(asked.text("/state")).isEqualTo("validated");
        String withdrawal = "/requests/" + asked.text("/id") + "/withdrawal";
        Attempt.allFail(new Attempt(
                "withdrawn by a stranger", () -> parties.foreign().post(withdrawal), 404, "request-unknown"));
        assertThat(requester.post(withdrawal).expect(200).text("/state")).isEqualTo("withdrawn");
    }

    /** By its body; from then on openssl refuses what it accepted. */
    private void revoke(HeldCertificate certificate, Party requester) throws IOException, InterruptedException {
        requester
                .post("/certificates/" + certificate.id() + "/revocation", Map.of("reason", "superseded"))
                .expect(200);
        Instant end = Instant.now().plus(LONGEST_TO_LIST);
        Ran judged = certificate.judgedBy(openssl, program.api(), Wish.TLS.purpose());
        while (judged.status() == 0 && Instant.now().isBefore(end)) {
            Thread.sleep(500);
            judged = certificate.judgedBy(openssl, program.api(), Wish.TLS.purpose());
        }
        assertThat(judged.said()).contains("certificate revoked");
    }

    private Store store() {
        return new Store(program.data());
    }
}
