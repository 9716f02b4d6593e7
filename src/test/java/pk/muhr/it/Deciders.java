package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import pk.muhr.enrolment.Csrs;

/** The officers who decide about the requests of the bureau, by a token or by a certificate of their own. */
final class Deciders {

    private final Parties parties;
    private final Party requester;
    private Party requesterAsOfficer;
    private Party ayesha;
    private Party ayeshaByToken;
    private Party bilal;

    Deciders(Parties parties, Party requester) {
        this.parties = parties;
        this.requester = requester;
    }

    /** The requester is an officer too, and could decide about their own requests if nothing stopped them. */
    void appoint() {
        ayesha = parties.party("ayesha.khan", "subscriber", "--body", "nitb");
        bilal = parties.party("bilal.ahmed", "subscriber", "--body", "nitb");
        for (Party officer : List.of(ayesha, bilal, requester)) {
            Map<String, String> wish = Map.of("person", officer.person(), "role", "registration-officer");
            Attempt.allFail(new Attempt(
                    "proposed by such an officer",
                    () -> parties.first().post("/appointments", wish),
                    403,
                    "role-missing"));
            String id =
                    parties.security().post("/appointments", wish).expect(201).text("/id");
            String confirmations = "/appointments/" + id + "/confirmations";
            Attempt.allFail(new Attempt(
                    "confirmed by who proposed", () -> parties.security().post(confirmations), 409, "same-person"));
            parties.authority().post(confirmations).expect(200);
        }
        ayeshaByToken = parties.party("ayesha.khan", "registration-officer");
        requesterAsOfficer = parties.party("zainab.malik", "registration-officer");
    }

    /** From then on two of them show their certificate, which two others gave them, and no token. */
    void certify() {
        ayesha = certified(ayesha, "Ayesha", "Khan", "35202-1234567-2");
        bilal = certified(bilal, "Bilal", "Ahmed", "61101-9876543-3");
    }

    private Party certified(Party officer, String givenName, String surname, String cnic) {
        Wish wish = new Wish(
                "authentication-person",
                "sslclient",
                Map.of(
                        "givenName", givenName,
                        "surname", surname,
                        "cnic", cnic,
                        "subjectAltName", Map.of("upn", List.of(officer.person() + "@nitb.example.gov.pk"))));
        Csrs csr = wish.csr();
        String request =
                officer.post("/requests", wish.document(csr)).expect(201).text("/id");
        Attempt.allFail(
                new Attempt("their own, or a colleague's", () -> ayeshaByToken.approve(request), 403, "own-request"));
        parties.first().approve(request).expect(200);
        Party.Answer issued = parties.second().approve(request).expect(200);
        assertThat(issued.text("/state")).isEqualTo("issued");
        return new Party(
                officer.person(), HeldCertificate.of(issued, csr.privateKey()).shownTo(parties.program()), "");
    }

    /** The certificate of the bureau that they approve: one by a token, one by a certificate, or both by certificates. */
    HeldCertificate decided(Wish wish) {
        Csrs csr = wish.csr();
        if (wish == Wish.CODE) {
            return decidedByCertificates(wish, csr);
        }
        String request = waiting(wish, csr);
        HeldCertificate held = decided(request, csr, parties.second());
        Attempt.allFail(
                new Attempt("approved once more", () -> parties.first().approve(request), 409, "nothing-to-decide"));
        return held;
    }

    /** Programs are for keys in hardware, and both officers show their certificate. */
    private HeldCertificate decidedByCertificates(Wish wish, Csrs csr) {
        Map<String, String> protection = Map.of("csr", csr.pem(), "method", "key-attestation");
        String protections = "/bodies/pbs/key-protections";
        Attempt.allFail(
                new Attempt(
                        "not proved yet",
                        () -> requester.post("/requests", wish.document(csr)),
                        422,
                        "key-protection-not-proved"),
                new Attempt(
                        "proved by a stranger",
                        () -> parties.foreign().post(protections, protection),
                        403,
                        "role-missing"),
                new Attempt("by the body", () -> requester.post(protections, protection), 403, "role-missing"));
        parties.first().post(protections, protection).expect(201);
        String request = waiting(wish, csr);
        Attempt.allFail(
                new Attempt("by a token alone", () -> parties.second().approve(request), 403, "certificate-needed"),
                new Attempt(
                        "by the token of one who has a certificate",
                        () -> ayeshaByToken.approve(request),
                        403,
                        "certificate-needed"));
        return decided(request, csr, bilal);
    }

    /** On record, with the letter beside it, and nobody's but the body's. */
    private String waiting(Wish wish, Csrs csr) {
        Party.Answer asked = requester.post("/requests", wish.document(csr)).expect(201);
        assertThat(asked.text("/state")).isEqualTo("validated");
        assertThat(asked.json().path("certificate").isNull()).isTrue();
        String id = asked.text("/id");
        String path = "/requests/" + id;
        String evidence = path + "/evidence/" + Bureau.sha256();
        Map<String, String> reason = Map.of("reason", "No letter came with it");
        requester.attach(id, Bureau.LETTER).expect(200);
        assertThat(parties.first().get(evidence).expect(200).body()).isEqualTo(Bureau.LETTER);
        Attempt.allFail(
                new Attempt("seen by a stranger", () -> parties.foreign().get(path), 404, "request-unknown"),
                new Attempt(
                        "withdrawn by a stranger",
                        () -> parties.foreign().post(path + "/withdrawal"),
                        404,
                        "request-unknown"),
                new Attempt(
                        "a stranger's letter",
                        () -> parties.foreign().attach(id, Bureau.LETTER),
                        404,
                        "request-unknown"),
                new Attempt("read by a stranger", () -> parties.foreign().get(evidence), 404, "request-unknown"),
                new Attempt(
                        "approved by a stranger",
                        () -> parties.foreign().approve(id, Bureau.sha256()),
                        403,
                        "role-missing"),
                new Attempt(
                        "rejected by a stranger",
                        () -> parties.foreign().post(path + "/rejections", reason),
                        403,
                        "role-missing"),
                new Attempt("approved by its body", () -> requester.approve(id), 403, "role-missing"),
                new Attempt("approved by who asked", () -> requesterAsOfficer.approve(id), 403, "own-request"),
                new Attempt(
                        "approved by a security officer",
                        () -> parties.security().approve(id),
                        403,
                        "role-missing"),
                new Attempt("unread", () -> parties.second().approve(id, Bureau.sha256()), 409, "content-differs"));
        assertThat(parties.foreign().get("/requests").expect(200).body()).doesNotContain(id);
        return id;
    }

    private HeldCertificate decided(String request, Csrs csr, Party one) {
        for (int i = 0; i < 2; i++) { // saying it twice does not make two of one
            assertThat(one.approve(request).expect(200).text("/state")).isEqualTo("validated");
            JsonNode waiting = requester.get("/requests/" + request).expect(200).json();
            assertThat(waiting.at("/decision/approvals")).hasSize(1);
            assertThat(waiting.path("certificate").isNull()).isTrue();
        }
        Party.Answer issued = ayesha.approve(request).expect(200);
        assertThat(issued.text("/state")).as(issued.body()).isEqualTo("issued");
        Map<String, String> reason = Map.of("reason", "No letter came with it");
        Attempt.allFail(new Attempt(
                "rejected after that",
                () -> parties.first().post("/requests/" + request + "/rejections", reason),
                409,
                "nothing-to-decide"));
        assertThat(new Store(parties.program().data())
                        .rows(
                                "select state from outcome join intent on intent.id = outcome.intent where request::text = ?",
                                request))
                .containsExactly(List.of("ISSUED"));
        return HeldCertificate.of(issued, csr.privateKey());
    }
}
