package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** Two officers revoke an issuing authority of a running program; openssl judges what everybody is told from then on. */
class AuthorityRevocationIT {

    private static final Duration LIST_WITHIN = Duration.ofSeconds(20);

    @Test
    void endsIssuanceAtOnceAndIsToldByTheAuthorityAbove() throws IOException, InterruptedException {
        try (RunningProgram program = RunningProgram.onFoundedData("revoked-authority")) {
            Api api = program.api();
            OpenSsl openssl = new OpenSsl(Clone.place("revoked-authority-openssl"));
            String subscriber = program.token("subscriber", "--body", "nitb");
            String document = IssuanceLoad.document(openssl.request("before.nitb.example.gov.pk"));
            HttpResponse<String> issued =
                    api.submit(subscriber, UUID.randomUUID().toString(), document);
            assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
            String serial = IssuanceLoad.received(issued).serial();

            String proposals = "/authorities/gov-tls-g1/revocation";
            String security = program.token("security-officer");
            HttpResponse<String> proposal = api.post(security, proposals, "{\"reason\": \"cACompromise\"}");
            assertThat(proposal.statusCode()).as(proposal.body()).isEqualTo(201);
            String confirmation =
                    proposals + "/" + JsonPath.from(proposal.body()).getString("id") + "/confirmation";
            assertThat(api.post(security, confirmation, "").statusCode()).isEqualTo(409);
            Path root = openssl.file("root.pem", api.published("/ca/national-root.pem"));
            Path above = openssl.file("above.pem", api.published("/ca/government/chain.pem"));
            Path chain = openssl.file("chain.pem", api.published("/ca/gov-tls/chain.pem"));
            String authority = Certificate.of(Der.of(api.published("/ca/gov-tls.cer")))
                    .serial()
                    .hex();
            assertThat(openssl.status(api.plain("/ocsp"), root, above, authority))
                    .isEqualTo("good");

            HttpResponse<String> confirmed = api.post(program.token("revocation-officer"), confirmation, "");

            assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
            assertThat(JsonPath.from(confirmed.body()).getString("state")).isEqualTo("revoked");
            assertThat(openssl.status(api.plain("/ocsp"), root, above, authority))
                    .isEqualTo("revoked");
            HttpResponse<String> refused =
                    api.submit(subscriber, UUID.randomUUID().toString(), document);
            assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 499);
            assertThat(openssl.status(api.plain("/ocsp"), root, chain, serial))
                    .as("its own answers go on")
                    .isEqualTo("good");
            awaitList(api, openssl, authority);
            Path list = openssl.file("above.crl", api.published("/crl/government-g1.crl"));
            assertThat(openssl.verifyWithLists(
                            root, above, List.of(list), openssl.file("ca.pem", api.published("/ca/gov-tls.pem"))))
                    .contains("certificate revoked");
        }
    }

    private static void awaitList(Api api, OpenSsl openssl, String serial) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIST_WITHIN.toNanos();
        while (!openssl.text(api.published("/crl/government-g1.crl"))
                .replaceAll("[\\s:]", "")
                .contains(serial.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(System.nanoTime())
                    .as("the list of government-g1 does not name " + serial)
                    .isLessThan(end);
            Thread.sleep(200);
        }
    }
}
