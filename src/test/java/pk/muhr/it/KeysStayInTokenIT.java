package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.command.development.SoftHsmLibrary;
import pk.muhr.it.IssuanceLoad.Received;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.policy.PolicyBundle;

/**
 * Every call to the tokens, as opensc's pkcs11-spy saw it: of a process that founds the installation and one that finds
 * it again; both issue, revoke and answer OCSP requests. The spy writes down PINs as well, so these tokens are for
 * nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysStayInTokenIT {

    private static final int CERTIFICATES = 5;
    private static final int OCSP_REQUESTS = 4;

    /** Without the jobs that ask and issue of their own accord, so that it is known what was signed. */
    private static final String QUIET =
            " -Dmuhr.observer.every=off -Dmuhr.observer.canary.every=off -Dmuhr.test-sites.every=off";

    /** Attributes that are the secret itself (PKCS #11 v2.40, 4.9 and the mechanisms' key types). */
    private static final List<String> SECRETS = List.of(
            "CKA_PRIVATE_EXPONENT",
            "CKA_PRIME_1",
            "CKA_PRIME_2",
            "CKA_EXPONENT_1",
            "CKA_EXPONENT_2",
            "CKA_COEFFICIENT");

    private final Map<String, Path> logs = new HashMap<>();
    private RunningProgram program;
    private OpenSsl openssl;
    private SpyLog founding;
    private SpyLog later;

    @BeforeAll
    void watchTwoProcesses() throws IOException {
        DataDirectory data = new DataDirectory(Clone.place("spied"));
        openssl = new OpenSsl(Clone.place("spied-openssl"));
        watch(data, "founding");
        useEverything();
        program.stopInOrder();
        founding = SpyLog.read(log("founding"));
        program.close();
        watch(data, "later");
        useEverything();
        later = SpyLog.read(log("later"));
    }

    @AfterAll
    void end() {
        program.close();
    }

    private void watch(DataDirectory data, String name) {
        logs.put(name, Clone.place("spied-" + name + ".log"));
        program = new RunningProgram(
                Clone.thisOne(),
                data,
                Doors.free(),
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Dmuhr.hsm.library=" + SpyLog.library() + QUIET + " " + Clone.FIRST_COMPILER_ONLY,
                        "PKCS11SPY",
                        SoftHsmLibrary.find().toString(),
                        "PKCS11SPY_OUTPUT",
                        log(name).toString()));
        System.out.printf("%s under pkcs11-spy: ready in %s%n", name, program.start());
    }

    private Path log(String name) {
        return logs.get(name);
    }

    private void useEverything() throws IOException {
        Api api = program.api();
        String subscriber = program.token("subscriber", "--body", "nitb");
        String document = IssuanceLoad.document(openssl.request("keys.nitb.example.gov.pk"));
        List<Received> certificates = new ArrayList<>();
        for (int i = 0; i < CERTIFICATES; i++) {
            HttpResponse<String> answer =
                    api.submit(subscriber, java.util.UUID.randomUUID().toString(), document);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            certificates.add(IssuanceLoad.received(answer));
        }
        Received revoked = certificates.getFirst();
        HttpResponse<String> answer = api.revoke(subscriber, revoked.id(), "superseded");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Path root = openssl.file("root.pem", api.published("/ca/national-root.pem"));
        Path chain = openssl.file("chain.pem", api.published("/ca/gov-tls/chain.pem"));
        for (int i = 0; i < OCSP_REQUESTS; i++) {
            assertThat(openssl.status(
                            api.plain("/ocsp"), root, chain, certificates.get(i).serial()))
                    .isEqualTo(i == 0 ? "revoked" : "good");
        }
    }

    @Test
    void noPrivateKeyIsEverPutIn() {
        for (SpyLog log : List.of(founding, later)) {
            assertThat(log.calls("C_CreateObject")).allSatisfy(call -> assertThat(call.lines())
                    .anyMatch(line -> line.contains("CKO_CERTIFICATE"))
                    .noneMatch(line -> line.contains("CKO_PRIVATE_KEY")));
            assertThat(log.functions())
                    .doesNotContainKeys("C_UnwrapKey", "C_DeriveKey", "C_CopyObject", "C_GenerateKey");
        }
        PolicyBundle bundle = PolicyBundle.read(Path.of("policies"));
        List<HierarchyPolicy.Authority> authorities = bundle.hierarchy().authorities();
        int units = bundle.timeStamps().orElseThrow().units().size();
        long responders = authorities.stream()
                .filter(authority -> authority.responderKey() == ResponderKeyPlace.TOKEN)
                .count();
        assertThat(founding.calls("C_GenerateKeyPair"))
                .as(
                        "keys made in the tokens: each authority's, its responder's unless that lives in memory, each time-stamping unit's, and the log's")
                .hasSize(authorities.size() + (int) responders + units + 1);
        assertThat(later.calls("C_GenerateKeyPair")).as("keys made anew").isEmpty();
    }

    @Test
    void keysAreMadeNotToLeave() {
        assertThat(founding.calls("C_GenerateKeyPair")).allSatisfy(call -> assertThat(call.lines())
                .anyMatch(line -> line.matches(" +CKA_SENSITIVE +True"))
                .anyMatch(line -> line.matches(" +CKA_EXTRACTABLE +False"))
                .anyMatch(line -> line.matches(" +CKA_TOKEN +True"))
                .noneMatch(line -> line.matches(" +CKA_EXTRACTABLE +True")));
        assertThat(founding.calls("C_SetAttributeValue"))
                .noneMatch(call -> call.mentions("CKA_SENSITIVE") || call.mentions("CKA_EXTRACTABLE"));
    }

    @Test
    void noPrivateKeyIsEverTakenOut() {
        for (SpyLog log : List.of(founding, later)) {
            assertThat(log.privateKeys()).as("private keys the spy saw").hasSizeGreaterThanOrEqualTo(2);
            assertThat(log.functions()).doesNotContainKey("C_WrapKey");
            assertThat(log.readsOfPrivateKeys("CKA_VALUE")).isEmpty();
            assertThat(SECRETS).noneMatch(log::contains);
            assertThat(log.contains("CKR_ATTRIBUTE_SENSITIVE"))
                    .as("a read that the token refused")
                    .isFalse();
        }
    }

    @Test
    void eachTokenSeesOneLogin() {
        assertThat(founding.loginsBySlot()).hasSize(6).allSatisfy((slot, logins) -> assertThat(logins)
                .as("logins to slot %s", slot)
                .isEqualTo(1));
        assertThat(later.loginsBySlot()).isNotEmpty().allSatisfy((slot, logins) -> assertThat(logins)
                .as("logins to slot %s", slot)
                .isEqualTo(1));
        assertThat(later.functions()).doesNotContainKeys("C_InitToken", "C_InitPIN", "C_SetPIN");
    }

    @Test
    void asManySignaturesAsRecords() throws IOException, InterruptedException {
        Store store = new Store(program.data());
        boolean agree = signatures() == records(store);
        for (int second = 0; second < 40 && !agree; second++) {
            Thread.sleep(1000); // answers come on record every ten seconds, and a CRL may be under way
            agree = signatures() == records(store);
        }
        System.out.printf(
                "signatures: %d by the spy; on record %d certificates, %d CRLs, %d OCSP answers, %d checkpoints%n",
                signatures(), certificates(store), lists(store), answers(store), checkpoints(store));

        assertThat(agree).as("a moment at which each signature has its record").isTrue(); // the next may be made by now
        assertThat(answers(store)).isEqualTo(2L * OCSP_REQUESTS);
        assertThat(store.rows("select intent from outcome where state = 'ORPHANED'"))
                .isEmpty();
        assertThat(store.rows("select event from audit_record where event = 'LATE_SIGNATURE_DROPPED'"))
                .isEmpty();
    }

    private long signatures() throws IOException {
        return founding.signatures() + SpyLog.read(log("later")).signatures();
    }

    private static long records(Store store) {
        return certificates(store) + lists(store) + answers(store) + checkpoints(store) + units(store);
    }

    /** Each unit's key signs its request, and tokens. */
    private static long units(Store store) {
        return store.number("select (select count(*) from tsu_key) + (select count(*) from tsa_token)");
    }

    private static long certificates(Store store) {
        return store.number("select count(*) from outcome where state = 'ISSUED'");
    }

    private static long checkpoints(Store store) {
        return store.number("select count(*) from log_checkpoint");
    }

    private static long lists(Store store) {
        return store.number("select count(*) from crl");
    }

    private static long answers(Store store) {
        return store.number("""
                select coalesce(sum((details ->> 'signatures')::bigint), 0) from audit_record where event = 'OCSP_SIGNED'
                """);
    }
}
