package pk.muhr.it.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import pk.muhr.it.Api;

/** The people of the bodies who ask for certificates. The keys of each profile are made once: one
 * key is certified for one purpose. */
final class Subscribers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Owner(String profile, KeyKind kind) {}

    private final Api api;
    private final UnaryOperator<String> tokenOfBody;
    private final Supplier<String> tokenOfOfficer;
    private final Path directory;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<Owner, KeyPair> keys = new HashMap<>();

    /**
     * @param tokenOfBody makes a token for somebody who acts for this body
     * @param tokenOfOfficer makes a token for a registration officer
     * @param directory where what they hold is written
     */
    Subscribers(Api api, UnaryOperator<String> tokenOfBody, Supplier<String> tokenOfOfficer, Path directory) {
        this.api = api;
        this.tokenOfBody = tokenOfBody;
        this.tokenOfOfficer = tokenOfOfficer;
        this.directory = directory;
    }

    /** Asks for a certificate and gets it. */
    Held request(Kind kind, KeyKind keyKind) {
        KeyPair pair = keys.computeIfAbsent(
                new Owner(kind.profile(), keyKind), owner -> owner.kind().make());
        String csr = quoted(csr(pair, keyKind));
        String document = """
                {"profile": "%s", "csr": %s, "names": %s}""".formatted(kind.profile(), csr, kind.names().formatted(UUID.randomUUID()));
        try {
            if (kind.equals(Kind.CODE_SIGNING)) {
                proveProtection(kind.body(), csr);
            }
            HttpResponse<String> answer =
                    api.submit(token(kind.body()), UUID.randomUUID().toString(), document);
            JsonNode certificate = JSON.readTree(answer.body()).path("certificate");
            if (answer.statusCode() != 201 || certificate.path("pem").isMissingNode()) {
                throw new AssertionError("the service issues no " + kind + " for a key " + keyKind + ", but answers "
                        + answer.statusCode() + ": " + answer.body());
            }
            List<X509Certificate> chain =
                    new ArrayList<>(Held.read(certificate.get("pem").asText()));
            chain.addAll(Held.read(certificate.get("chain").asText()));
            return new Held(
                    kind,
                    keyKind,
                    certificate.get("id").asText(),
                    pair.getPrivate(),
                    chain,
                    directory.resolve(kind + "-" + keyKind));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to a request for " + kind, e);
        }
    }

    /** An officer records that the key lies in hardware; without it nobody signs programs. */
    private void proveProtection(String body, String csr) throws IOException {
        HttpResponse<String> answer =
                api.proveKeyProtection(tokens.computeIfAbsent("", _ -> tokenOfOfficer.get()), body, """
                {"csr": %s, "method": "key-attestation"}""".formatted(csr));
        if (answer.statusCode() != 201) {
            throw new AssertionError("the protection of the key is not on record: " + answer.body());
        }
    }

    /** Has it revoked. */
    void revoke(Held held) throws IOException {
        HttpResponse<String> answer = api.revoke(token(held.kind().body()), held.id(), "keyCompromise");
        if (answer.statusCode() != 200) {
            throw new AssertionError("not revoked: " + answer.body());
        }
    }

    /** Who asks for the body: at {@code nitb} a person who is on record, since people ask in their own name only. */
    static String personOf(String body) {
        return body.equals("nitb") ? "ayesha.khan" : "dev-subscriber-" + body;
    }

    private String token(String body) {
        return tokens.computeIfAbsent(body, tokenOfBody);
    }

    private static String csr(KeyPair pair, KeyKind kind) {
        try {
            return Held.pem(
                    "CERTIFICATE REQUEST",
                    new JcaPKCS10CertificationRequestBuilder(new X500Name(new RDN[0]), pair.getPublic())
                            .build(new JcaContentSignerBuilder(kind.signature()).build(pair.getPrivate()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("no request for a key " + kind, e);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n") + "\"";
    }
}
