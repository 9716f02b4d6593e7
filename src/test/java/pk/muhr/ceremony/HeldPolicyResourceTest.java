package pk.muhr.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.PolicyActivations;
import pk.muhr.audit.Actor;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.Role;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.RulesBroken;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.ProfileId;
import pk.muhr.revocation.RevocationPolicy;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;

/**
 * A bundle in force that this program finds wrong, as after an update: a file that it cannot read, one that breaks a rule,
 * one with other line ends, and two that do not fit each other. Nothing is issued and all else goes on.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class HeldPolicyResourceTest {

    private static final String FIRST =
            "eseal.yaml:6: authority: gov-tls is of the family tls, and eseal needs one of the";

    @Inject
    ActivePolicy policy;

    @Inject
    PolicyActivations activations;

    @Inject
    Hierarchy hierarchy;

    @Inject
    Issuance issuance;

    @Inject
    Opening opening;

    @Inject
    RevocationPolicy revocation;

    private PolicyBundle before;
    private Certificate issued;
    private PolicyBundle held;

    @BeforeEach
    void hold() {
        before = policy.bundle();
        issued = TestCertificates.issued("nitb");
        Map<String, String> files = new TreeMap<>(before.files());
        files.merge("tls-server.yaml", "oddity: 1\n", String::concat);
        files.compute("hierarchy.yaml", (_, text) -> text.replace("\n", "\r\n"));
        files.compute("ocsp-responder.yaml", (_, text) -> text.replace("[P-256]", "[P-256, P-256]"));
        files.merge("eseal.yaml", "", (text, _) -> text.replace("authority: gov-signing", "authority: gov-tls"));
        held = PolicyBundle.inForce(files);
        activations.activate(held);
        policy.refresh();
        assertThat(policy.bundle().hash()).isEqualTo(held.hash());
    }

    @AfterEach
    void release() {
        activations.activate(before);
        policy.refresh();
        assertThat(ask().statusCode()).isEqualTo(201);
    }

    @Test
    void refusesEveryRequestAndSaysWhatToDo() {
        Response answer = ask();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.<String>path("rule")).isEqualTo("policy-in-force-broken");
        assertThat(answer.<String>path("value")).startsWith("the policy in force: " + FIRST);
        assertThat(answer.<String>path("policy")).isEqualTo("policies/eseal.yaml:6");
        assertThat(answer.<String>path("fix")).contains("`./muhr policy check`");
    }

    @Test
    void certifiesNoAuthority() {
        CertificateAuthority root = hierarchy.named("national-root").orElseThrow();
        CertificateAuthority domain = hierarchy.named("government").orElseThrow();
        HierarchyPolicy.Authority definition = domain.definition();
        CertificateProfile profile = held.profile(definition.profile()).orElseThrow();
        assertThatThrownBy(() -> issuance.certifyAuthority(
                        root,
                        issuance.templates()
                                .authority(
                                        profile,
                                        definition,
                                        domain.certificate().key(),
                                        root.facts(),
                                        issuance.moment()),
                        profile,
                        definition,
                        Actor.system("test")))
                .isInstanceOf(RulesBroken.class)
                .hasMessageContaining("policy-in-force-broken");
    }

    @Test
    void publishesListsAndAnswersQuestions() throws Exception {
        Response list = Api.officer(Role.CA_ADMINISTRATOR)
                .contentType(ContentType.JSON)
                .post("/api/v1/authorities/gov-tls/crl");
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        assertThat(status()).isEqualTo(CertificateStatus.GOOD);
        TestCertificates.revoke("nitb", issued, "superseded");
        assertThat(status()).isNotEqualTo(CertificateStatus.GOOD);
    }

    @Test
    void revokesForEveryReasonWhatNoBundleSpeaksOf() {
        ProfileId left = new ProfileId("tls-server");
        assertThat(held.profile(left)).isEmpty();
        assertThat(revocation.terms(left, held.hash()).suspension()).isFalse();
        for (RevocationReason reason : List.of(
                RevocationReason.KEY_COMPROMISE, RevocationReason.SUPERSEDED, RevocationReason.PRIVILEGE_WITHDRAWN)) {
            assertThat(revocation.permits(left, held.hash(), reason)).isTrue();
        }
    }

    @Test
    void isReadyAndSaysThatItIssuesNothing() {
        Response answer = RestAssured.given()
                .port(ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class))
                .get("/q/health/ready");
        assertThat(answer.<String>path("checks.find { it.name == 'policy' }.status"))
                .isEqualTo("UP");
        assertThat(answer.<String>path("checks.find { it.name == 'policy' }.data.issuance"))
                .isEqualTo("held");
        assertThat(answer.<String>path("checks.find { it.name == 'policy' }.data.why"))
                .contains(FIRST);
    }

    @Test
    void opensWithWhatIsInForceWhateverLiesOnDisk(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("bundle.yaml"), "version: nine\n");
        assertThat(opening.bundle(new CandidateFiles(directory, Instant.EPOCH, Set.of()))
                        .hash())
                .isEqualTo(held.hash());
    }

    private static Response ask() {
        return Api.askForHost("nitb");
    }

    private CertificateStatus status() throws Exception {
        X509CertificateHolder issuer = new X509CertificateHolder(
                hierarchy.named("gov-tls").orElseThrow().certificate().der().bytes());
        BigInteger serial = issued.serial().value();
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1), issuer, serial);
        byte[] answer = RestAssured.given()
                .contentType("application/ocsp-request")
                .body(new OCSPReqBuilder().addRequest(id).build().getEncoded())
                .post("/ocsp")
                .asByteArray();
        return ((BasicOCSPResp) new OCSPResp(answer).getResponseObject()).getResponses()[0].getCertStatus();
    }
}
