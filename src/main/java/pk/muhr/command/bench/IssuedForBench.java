package pk.muhr.command.bench;

import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** Certificates that a bench had issued over the API, and can have revoked. */
final class IssuedForBench {

    private static final int OK = 200;

    private final Workbench workbench;
    private final BenchAuthority authority;

    IssuedForBench(Workbench workbench, BenchAuthority authority) {
        this.workbench = workbench;
        this.authority = authority;
    }

    /** One certificate: what the API calls it, its serial number, and the path of the CRL that it names. */
    record Issued(String id, BigInteger serial, String list) {}

    /** Serial numbers of as many fresh ones. */
    List<BigInteger> serials(int count) {
        return issued(count).stream().map(Issued::serial).toList();
    }

    /** As many fresh ones. */
    List<Issued> issued(int count) {
        workbench.progress().step("issuing " + count + " certificates");
        List<String> csrs = new CertificationRequests(workbench.random()).make(count);
        Series series = IssuanceBench.issuances(authority, csrs, token());
        List<Issued> all = new ArrayList<>();
        try (Load api = workbench.api()) {
            for (int i = 0; i < count; i++) {
                Answer answer = api.once(series.requests().apply(i));
                if (!series.expected().isMetBy(answer)) {
                    throw new Refused("No certificate was issued: " + answer);
                }
                JsonObject certificate = answer.body().toJsonObject().getJsonObject("certificate");
                all.add(new Issued(
                        certificate.getString("id"),
                        new BigInteger(certificate.getString("serial"), 16),
                        list(certificate.getString("pem"))));
            }
        }
        return all;
    }

    private static String list(String pem) {
        return Certificate.of(Pem.parse(pem).content()).addresses().stream()
                .map(address -> URI.create(address).getPath())
                .filter(path -> path.startsWith("/crl/"))
                .findFirst()
                .orElseThrow(() -> new Refused("A certificate names no CRL."));
    }

    /** Revokes one; it is durable when this returns. */
    void revoke(Load api, Issued certificate) {
        Answer answer = api.once(new Request(
                HttpMethod.POST,
                "/api/v1/certificates/" + certificate.id() + "/revocation",
                Map.of("Authorization", "Bearer " + token(), "Content-Type", "application/json"),
                new JsonObject().put("reason", "superseded").toBuffer()));
        if (answer.status() != OK) {
            throw new Refused("The certificate was not revoked: " + answer);
        }
    }

    private String token() {
        return BenchCaller.token(workbench.service().installation().installation(), workbench.clock());
    }
}
