package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.command.development.StandbyPostgres;
import pk.muhr.it.IssuanceLoad.Received;

/** A process with the role {@code status} that reads from a hot standby and writes to the primary. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusStandbyIT {

    private static final long TOLD_MILLIS = 5_000;
    private static final long OBSERVED_MILLIS = 12_000;
    private static final long LONGEST_MILLIS = 20_000;
    private static final String TRY_LATER = "tryLater";

    private final SecureRandom random = new SecureRandom();
    private RunningProgram program;
    private StandbyPostgres standby;
    private StatusProcess status;
    private X509Certificate issuer;

    @BeforeAll
    void start() throws Exception {
        program = RunningProgram.onFoundedData("status-standby");
        issuer = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(program.api().published("/ca/gov-tls.cer")));
        try (Connection superuser = program.data().asSuperuser("muhr")) {
            standby = StandbyPostgres.of(
                    program.data().path().resolve("postgres"),
                    Clone.place("status-standby-copy").resolve("postgres"),
                    superuser);
        }
        status = StatusProcess.beside(
                program,
                Clone.place("status-standby-process"),
                Map.of(
                        "quarkus.datasource.jdbc.url",
                        standby.url(),
                        "quarkus.datasource.primary.jdbc.url",
                        program.data().url("muhr")));
    }

    @AfterAll
    void end() {
        if (status != null) {
            status.close();
        }
        if (standby != null) {
            standby.close();
        }
        program.close();
    }

    @Test
    void neverTellsAStaleGood() throws Exception {
        String subscriber = program.token("subscriber", "--body", "nitb");
        OpenSsl openssl = new OpenSsl(Clone.place("status-standby-openssl"));
        Received certificate = IssuanceLoad.received(program.api()
                .submit(
                        subscriber,
                        UUID.randomUUID().toString(),
                        IssuanceLoad.document(openssl.request("standby.nitb.example.gov.pk"))));
        String serial = certificate.serial();
        within(TOLD_MILLIS, "good", () -> said(serial, true).equals("good"));
        within(TOLD_MILLIS, "good, kept in memory", () -> said(serial, false).equals("good"));

        onStandby("select pg_wal_replay_pause()");
        assertThat(program.api()
                        .revoke(subscriber, certificate.id(), "superseded")
                        .statusCode())
                .isEqualTo(200);
        int putOff = putOffWhilePaused(serial);
        assertThat(putOff).isGreaterThan(20);
        assertThat(status.isReady()).isFalse();

        onStandby("select pg_wal_replay_resume()");
        within(LONGEST_MILLIS, "revoked", () -> said(serial, true).equals("revoked"));
        assertThat(said(serial, false)).isEqualTo("revoked");
        within(LONGEST_MILLIS, "ready", status::isReady);
        within(LONGEST_MILLIS, "on record at the primary", () -> recorded(serial) >= 2);
        assertThat(status.said()).doesNotContain("ERROR");
    }

    /** Asks all the time; how often the answer was {@code tryLater}. */
    private int putOffWhilePaused(String serial) throws Exception {
        long revoked = System.nanoTime();
        int putOff = 0;
        for (long asked = 0; asked < OBSERVED_MILLIS; asked = millisSince(revoked)) {
            for (boolean nonce : new boolean[] {true, false}) {
                String said = said(serial, nonce);
                if (asked > TOLD_MILLIS) {
                    assertThat(said).as("%d ms after the revocation", asked).isEqualTo(TRY_LATER);
                    putOff++;
                }
            }
            StatusProcess.pause();
        }
        return putOff;
    }

    private long recorded(String serial) {
        return new Store(program.data()).number("select count(*) from ocsp_answer where serial = '" + serial + "'");
    }

    private void onStandby(String command) throws SQLException {
        try (Connection superuser = DriverManager.getConnection(
                        standby.url(), "postgres", program.data().password("postgres"));
                Statement statement = superuser.createStatement()) {
            statement.execute(command);
        }
    }

    /** What is said of a serial number; a question without nonce may be answered from memory. */
    private String said(String serial, boolean nonce) {
        try {
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(issuer),
                    new BigInteger(serial, 16));
            OCSPReqBuilder question = new OCSPReqBuilder().addRequest(id);
            if (nonce) {
                byte[] value = new byte[32];
                random.nextBytes(value);
                question.setRequestExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(value).getEncoded())));
            }
            OCSPResp answer = new OCSPResp(status.ask(question.build().getEncoded()));
            if (answer.getStatus() != OCSPResp.SUCCESSFUL) {
                return answer.getStatus() == OCSPResp.TRY_LATER ? TRY_LATER : "error " + answer.getStatus();
            }
            CertificateStatus one = ((BasicOCSPResp) answer.getResponseObject()).getResponses()[0].getCertStatus();
            return one == CertificateStatus.GOOD ? "good" : one instanceof RevokedStatus ? "revoked" : "unknown";
        } catch (Exception e) {
            throw new AssertionError("no OCSP answer", e);
        }
    }

    private static void within(long millis, String what, BooleanSupplier reached) {
        long begun = System.nanoTime();
        while (!reached.getAsBoolean()) {
            assertThat(millisSince(begun)).as(what).isLessThan(millis);
            StatusProcess.pause();
        }
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
