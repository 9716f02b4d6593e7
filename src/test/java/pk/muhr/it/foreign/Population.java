package pk.muhr.it.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.it.Api;
import pk.muhr.it.RunningProgram;

/** Certificates of every authority in every state that its policy permits, made over the API. */
final class Population {

    static final String NEVER_ISSUED = "never issued";

    static final String GOOD = "good";
    static final String REVOKED = "revoked";
    static final String NO_REASON = "revoked without a reason";
    static final String HELD = "held";
    static final String RELEASED = "released";

    /** One kind for each authority that issues to subscribers. */
    static final List<Kind> KINDS = List.of(
            Kind.TLS_SERVER,
            Kind.EMAIL_MAILBOX,
            Kind.AUTHENTICATION_DEVICE,
            Kind.ESEAL,
            Kind.CODE_SIGNING,
            Kind.TIME_STAMPING,
            Kind.ESEAL_COMMERCIAL);

    /** The only one of them whose profile permits a hold, and whose authority publishes CRLs of changes. */
    static final Kind HOLDABLE = Kind.AUTHENTICATION_DEVICE;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 90;

    private final RunningProgram program;
    private final List<Kind> kinds;
    private final Path directory;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Map<Kind, Held>> held = new LinkedHashMap<>();

    Population(RunningProgram program, List<Kind> kinds, Path directory) {
        this.program = program;
        this.kinds = kinds;
        this.directory = directory;
    }

    /** Asks for one certificate of each kind, each with a key of its own, for each of these states to come. */
    void request(String... states) {
        for (String state : states) {
            Subscribers subscribers = new Subscribers(
                    program.api(),
                    body -> token("subscriber", body),
                    () -> token("registration-officer", ""),
                    directory.resolve(state.replace(' ', '-')));
            Map<Kind, Held> byKind = new LinkedHashMap<>();
            kinds.stream()
                    .filter(kind -> kind == HOLDABLE || !state.equals(HELD) && !state.equals(RELEASED))
                    .forEach(kind -> byKind.put(
                            kind, subscribers.request(kind, kind.keys().getFirst())));
            held.put(state, byKind);
        }
    }

    Held of(String state, Kind kind) {
        return held.get(state).get(kind);
    }

    /** Revokes, or holds, all that is to be in this state. */
    void revoke(String state, String reason) throws IOException {
        for (Held one : held.get(state).values()) {
            expect(200, program.api().revoke(officer("revocation-officer"), one.id(), reason));
        }
    }

    void release() throws IOException {
        expect(
                200,
                program.api()
                        .post(
                                officer("revocation-officer"),
                                "/certificates/" + of(RELEASED, HOLDABLE).id() + "/release",
                                ""));
    }

    /** Two officers revoke an authority. */
    void revokeAuthority(String name) throws IOException {
        Api api = program.api();
        String path = "/authorities/" + name + "/revocation";
        HttpResponse<String> proposed =
                api.post(officer("security-officer"), path, "{\"reason\": \"cessationOfOperation\"}");
        expect(201, proposed);
        String id = JSON.readTree(proposed.body()).get("id").asText();
        expect(200, api.post(officer("ca-administrator"), path + "/" + id + "/confirmation", ""));
    }

    /** Has the CRLs of everything made, which for a divided one else waits for its time. */
    void publish() throws IOException {
        for (Held one : held.values().iterator().next().values()) {
            String authority = Specimen.of("", one).authority();
            expect(200, program.api().post(officer("ca-administrator"), "/authorities/" + authority + "/crl", ""));
        }
    }

    /** Waits until the CRL at this path has for a certificate an entry, or none, as this says. */
    void await(String path, X509Certificate certificate, Predicate<Optional<X509CRLEntry>> condition)
            throws IOException, InterruptedException {
        for (int second = 0; !condition.test(entry(path, certificate)); second++) {
            assertThat(second)
                    .as("seconds until " + path + " tells of a change")
                    .isLessThan(PATIENCE_SECONDS);
            Thread.sleep(1000);
        }
    }

    /** Waits for the list that each certificate of these states names, and for the changes. */
    void awaitListed(String... states) throws IOException, InterruptedException {
        for (String state : states) {
            for (Held one : held.get(state).values()) {
                await(Repository.listOf(one.certificate()).orElseThrow(), one.certificate(), Optional::isPresent);
            }
            await(changes(), of(state, HOLDABLE).certificate(), Optional::isPresent);
        }
    }

    /** Waits until nothing but the changes lists what was released. */
    void awaitReleased() throws IOException, InterruptedException {
        X509Certificate certificate = of(RELEASED, HOLDABLE).certificate();
        await(Repository.listOf(certificate).orElseThrow(), certificate, Optional::isEmpty);
        await(changes(), certificate, entry -> entry.map(X509CRLEntry::getRevocationReason)
                .filter(CRLReason.REMOVE_FROM_CRL::equals)
                .isPresent());
    }

    private Optional<X509CRLEntry> entry(String path, X509Certificate certificate) throws IOException {
        X509CRL list = Repository.read(program.api().published(path));
        return Optional.ofNullable(list.getRevokedCertificate(certificate.getSerialNumber()));
    }

    /** The path of the CRL of changes. */
    static String changes() {
        return "/crl/gov-authentication-g1/delta.crl";
    }

    /** Everything that can be asked for: of subscribers, of nobody, and the authorities themselves. */
    List<Specimen> specimens() {
        List<Specimen> all = new ArrayList<>();
        held.forEach((state, byKind) -> byKind.values().forEach(one -> all.add(Specimen.of(state, one))));
        Map<BigInteger, Specimen> authorities = new LinkedHashMap<>();
        SecureRandom random = new SecureRandom();
        for (Held one : held.values().iterator().next().values()) {
            all.add(Specimen.of("", one).neverIssued(random, directory.resolve(NEVER_ISSUED + "/" + one.kind())));
            List<X509Certificate> chain = one.chain();
            for (int i = 1; i + 1 < chain.size(); i++) {
                Specimen authority = authority("authority ", chain.subList(i, chain.size()));
                authorities.putIfAbsent(authority.serial(), authority);
            }
        }
        all.addAll(authorities.values());
        return all;
    }

    /** The authority that issued a certificate. */
    Specimen authorityOf(Held one, String words) {
        return authority(words, one.chain().subList(1, one.chain().size()));
    }

    private Specimen authority(String words, List<X509Certificate> chain) {
        String name = chain.getFirst()
                .getSubjectX500Principal()
                .getName()
                .replaceAll("^CN=([^,]+),.*", "$1")
                .replace(" (development)", "");
        return new Specimen(words + name, chain, directory.resolve(name.replace(' ', '-')));
    }

    /** The API's word on a certificate. */
    String told(Specimen specimen) throws Exception {
        String id = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(specimen.certificate().getEncoded()));
        HttpResponse<String> answer = program.api().get(officer("auditor"), "/certificates/" + id + "/status");
        if (answer.statusCode() == 404) {
            return "unknown";
        }
        expect(200, answer);
        JsonNode status = JSON.readTree(answer.body());
        String word = status.get("status").asText();
        String reason = status.path("event").path("reason").asText("unspecified");
        return word.equals("good") ? word : "revoked" + (reason.equals("unspecified") ? "" : " " + reason);
    }

    private String officer(String role) {
        return token(role, "");
    }

    private String token(String role, String body) {
        return tokens.computeIfAbsent(
                role + body,
                _ -> body.isEmpty()
                        ? program.token(role)
                        : program.token(role, "--body", body, "--name", Subscribers.personOf(body)));
    }

    private static void expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
