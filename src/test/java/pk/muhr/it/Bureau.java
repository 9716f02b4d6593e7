package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import pk.muhr.x509.Sha256;

/**
 * The Pakistan Bureau of Statistics on its way into the register: applied for, verified, represented, bound by its
 * agreement, and proved.
 */
final class Bureau {

    static final String DOMAIN = "pbs.example.gov.pk";
    static final String MAIL_DOMAIN = "pbs-post.example.gov.pk";
    static final String LETTER = "%PDF-1.7\n% the letter of the bureau\n";

    private final Parties parties;
    private Party requester;

    Bureau(Parties parties) {
        this.parties = parties;
    }

    /** Who asks for its certificates. */
    Party requester() {
        return requester;
    }

    /** Applied for, verified, its representative appointed, its agreement accepted. */
    void enter() {
        String letter = sha256();
        Map<String, String> application = Map.of(
                "id", "pbs",
                "legalName", "Pakistan Bureau of Statistics",
                "legalNameUrdu", "ادارۂ شماریات پاکستان",
                "kind", "attached-department",
                "province", "Islamabad Capital Territory",
                "locality", "Islamabad",
                "organizationIdentifier", "GOVPK",
                "evidenceSha256", letter);
        Attempt.allFail(new Attempt(
                "applied by a subscriber", () -> parties.foreign().post("/bodies", application), 403, "role-missing"));
        assertThat(parties.first().post("/bodies", application).expect(201).text("/state"))
                .isEqualTo("applied");

        String verification = "/bodies/pbs/verification";
        Map<String, String> method = Map.of("method", "gazette of 2026");
        Attempt.allFail(
                new Attempt(
                        "verified by who applied",
                        () -> parties.first().post(verification, method),
                        409,
                        "same-person"),
                new Attempt(
                        "by a subscriber", () -> parties.foreign().post(verification, method), 403, "role-missing"));
        assertThat(parties.second().post(verification, method).expect(200).text("/state"))
                .isEqualTo("verified");

        String appointment = parties.first()
                .post(
                        "/appointments",
                        Map.of(
                                "person", "zainab.malik",
                                "displayName", "Zainab Malik",
                                "role", "subscriber",
                                "body", "pbs"))
                .expect(201)
                .text("/id");
        String confirmations = "/appointments/" + appointment + "/confirmations";
        Attempt.allFail(
                new Attempt(
                        "confirmed by who proposed", () -> parties.first().post(confirmations), 403, "role-missing"),
                new Attempt("by a subscriber", () -> parties.foreign().post(confirmations), 403, "role-missing"));
        parties.security().post(confirmations).expect(200);
        requester = parties.party("zainab.malik", "subscriber", "--body", "pbs");

        String agreement = "/bodies/pbs/agreement";
        Map<String, String> accepted = Map.of("version", "2026-11", "sha256", letter);
        Attempt.allFail(
                new Attempt("not active yet", () -> asked(Wish.TLS, requester), 403, "body-not-active"),
                new Attempt(
                        "accepted by a stranger",
                        () -> parties.foreign().post(agreement, accepted),
                        403,
                        "body-foreign"),
                new Attempt("by an officer", () -> parties.first().post(agreement, accepted), 403, "role-missing"),
                new Attempt(
                        "looked at by a stranger", () -> parties.foreign().get("/bodies/pbs"), 404, "body-unknown"));
        assertThat(requester.post(agreement, accepted).expect(200).text("/state"))
                .isEqualTo("active");
    }

    void proveOrganization() {
        Map<String, String> method = Map.of("method", "call to the secretary");
        Attempt.allFail(
                new Attempt(
                        "recorded by a stranger",
                        () -> parties.foreign().post("/bodies/pbs/proofs", method),
                        403,
                        "role-missing"),
                new Attempt("by the body", () -> requester.post("/bodies/pbs/proofs", method), 403, "role-missing"),
                new Attempt("not proved yet", () -> asked(Wish.TLS, requester), 403, "organization-not-proved"));
        parties.first().post("/bodies/pbs/proofs", method).expect(201);
        Attempt.allFail(new Attempt("nor its domain", () -> asked(Wish.TLS, requester), 403, "name-not-proved"));
    }

    /** By a TXT record that the program's own name server finds in its zone. */
    void proveDomain(String domain) throws IOException {
        String domains = "/bodies/pbs/domains";
        Map<String, String> wish = Map.of("domain", domain, "method", "dns-txt");
        Attempt.allFail(
                new Attempt("asked by a stranger", () -> parties.foreign().post(domains, wish), 404, "body-unknown"));
        Party.Answer challenge = requester.post(domains, wish).expect(201);
        String check = domains + "/" + challenge.text("/id") + "/check";
        Attempt.allFail(
                new Attempt("looked for by a stranger", () -> parties.foreign().post(check), 404, "body-unknown"),
                new Attempt(
                        "as the stranger's",
                        () -> parties.foreign().post(check.replace("pbs", "ntc")),
                        404,
                        "challenge-unknown"),
                new Attempt("not there yet", () -> requester.post(check), 422, "domain-not-proved"));
        Files.writeString(
                parties.program().data().path().resolve("dns/example.gov.pk.zone"),
                "%s. TXT \"%s\"%n".formatted(challenge.text("/place"), challenge.text("/value")),
                StandardOpenOption.APPEND);
        String proof = requester.post(check).expect(200).text("/id");
        Attempt.allFail(
                new Attempt("seen by a stranger", () -> parties.foreign().get(domains), 404, "body-unknown"),
                new Attempt("spent", () -> requester.post(check), 404, "challenge-unknown"),
                new Attempt(
                        "a stranger's too",
                        () -> parties.foreign().post("/bodies/ntc/domains", wish),
                        409,
                        "domain-held"),
                new Attempt(
                        "ended by a stranger",
                        () -> parties.foreign().post(domains + "/" + proof + "/end"),
                        403,
                        "role-missing"));
    }

    /** In the table, with the rights of the service. */
    void provePerson() throws SQLException {
        Attempt.allFail(
                new Attempt("not proved yet", () -> asked(Wish.SIGNATURE, requester), 403, "person-not-proved"));
        try (Connection connection = parties.program().data().asApplication();
                Statement insert = connection.createStatement()) {
            insert.execute("""
                    insert into person_proof (id, body, account, identifier, given_name, surname, mailboxes, principal, method,
                                              proved_at, expires_at)
                    values (gen_random_uuid(), 'pbs', 'zainab.malik', 'PNOPK-6110123456784', 'Zainab', 'Malik',
                            '{zainab.malik@%s}', 'zainab.malik@%s', 'card shown', clock_timestamp(),
                            clock_timestamp() + interval '300 days')
                    """.formatted(MAIL_DOMAIN, DOMAIN));
        }
        Attempt.allFail(
                new Attempt(
                        "by a stranger of that name",
                        () -> asked(Wish.SIGNATURE, parties.foreign()),
                        403,
                        "person-not-proved"),
                new Attempt("for another's domain", () -> asked(Wish.TLS, parties.foreign()), 403, "name-not-proved"),
                new Attempt(
                        "shown so",
                        () -> parties.foreign().post("/requests/preview", Wish.TLS.document(Wish.TLS.csr())),
                        403,
                        "name-not-proved"));
    }

    private static Party.Answer asked(Wish wish, Party by) {
        return by.post("/requests", wish.document(wish.csr()));
    }

    /** The hash of the letter. */
    static String sha256() {
        return Sha256.of(LETTER.getBytes(StandardCharsets.US_ASCII)).hex();
    }
}
