package pk.muhr.console.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.bouncycastle.util.Store;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Browser;
import pk.muhr.x509.Certificate;

/** Time-stamps that are, and those that somebody would like to be. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class TimeStampCheckTest {

    private static final byte[] CONTRACT = "a contract".getBytes(StandardCharsets.UTF_8);

    @Inject
    Hierarchy hierarchy;

    private static byte[] digest(String algorithm, byte[] data) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(data);
    }

    private static String hex(String algorithm, byte[] data) throws Exception {
        return HexFormat.of().formatHex(digest(algorithm, data));
    }

    private static byte[] reply(ASN1ObjectIdentifier algorithm, byte[] digest, boolean certificates) throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(certificates);
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tsa"))
                                .header("Content-Type", "application/timestamp-query")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                        generator.generate(algorithm, digest).getEncoded()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static byte[] reply() throws Exception {
        return reply(TSPAlgorithms.SHA256, digest("SHA-256", CONTRACT), true);
    }

    private static TimeStampToken token(byte[] reply) throws Exception {
        return new TimeStampResponse(reply).getTimeStampToken();
    }

    private static String shown(byte[] token, String... digests) {
        RequestSpecification form = Browser.anonymous().form().multiPart("token", "x.tsr", token);
        String[] names = {"hash", "sha384", "sha512"};
        for (int at = 0; at < digests.length; at++) {
            form.multiPart(names[at], digests[at]);
        }
        Response answer = form.post("/check/time-stamp");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.asString();
    }

    private static String ofContract(byte[] token) throws Exception {
        return shown(token, hex("SHA-256", CONTRACT), hex("SHA-384", CONTRACT), hex("SHA-512", CONTRACT));
    }

    @Test
    void provesWhenAFileExistedAndThatItIsOnRecord() throws Exception {
        byte[] reply = reply();
        for (byte[] form : List.of(reply, token(reply).getEncoded())) {
            assertThat(ofContract(form))
                    .contains(
                            "This time-stamp is genuine, and it is of this file.",
                            "The file existed by",
                            "This very time-stamp is on our record",
                            token(reply).getTimeStampInfo().getSerialNumber().toString(16));
        }
        byte[] longer = reply(TSPAlgorithms.SHA512, digest("SHA-512", CONTRACT), true);
        assertThat(ofContract(longer)).contains("it is of this file", "SHA-512");
    }

    @Test
    void findsTheUnitOfATokenWithoutCertificates() throws Exception {
        assertThat(ofContract(reply(TSPAlgorithms.SHA256, digest("SHA-256", CONTRACT), false)))
                .contains("it is of this file");
    }

    @Test
    void seesAnotherFileAndAnotherHash() throws Exception {
        byte[] reply = reply();
        assertThat(shown(reply, hex("SHA-256", new byte[] {1})))
                .contains("genuine, but of another file")
                .doesNotContain("The file existed by");
        assertThat(shown(reply, hex("SHA-512", CONTRACT))).contains("hashed in another way", "SHA-256");
        byte[] third = reply(TSPAlgorithms.SHA3_256, digest("SHA3-256", CONTRACT), true);
        assertThat(ofContract(third)).contains("hashed in another way", "SHA3-256");
        assertThat(shown(third, hex("SHA3-256", CONTRACT))).contains("it is of this file");
    }

    @Test
    void everyFlippedBitShows() throws Exception {
        byte[] token = token(reply()).getEncoded();
        int proved = 0;
        for (int at = 0; at < token.length; at += 97) {
            byte[] flipped = token.clone();
            flipped[at] ^= 1;
            String page = ofContract(flipped);
            // certificates of authorities that lie beside are nothing that the token rests on
            proved += page.contains("is of this file") && page.contains("is on our record") ? 1 : 0;
        }
        assertThat(proved).isZero();
    }

    /** Somebody's own key signs; a genuine certificate of a unit lies first in the bag (CVE-2026-39984). */
    @Test
    void aGenuineCertificateInTheBagMakesNoForeignTokenGenuine() throws Exception {
        TimeStampToken genuine = token(reply());
        Forged forged = new Forged();
        X509CertificateHolder unit = genuine.getCertificates().getMatches(null).stream()
                .filter(holder ->
                        holder.getSerialNumber().equals(genuine.getSID().getSerialNumber()))
                .findFirst()
                .orElseThrow();
        Certificate own = forged.certificate(
                unit.getIssuer(),
                unit.getSubject(),
                unit.getSerialNumber(),
                "2.5.29.37",
                new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        byte[] token = signed(
                forged, own, List.of(unit, new X509CertificateHolder(own.der().bytes())));
        assertThat(ofContract(token))
                .doesNotContain("is of this file", "genuine")
                .contains("Do not rely on it");
        byte[] without = signed(forged, own, List.of(unit));
        assertThat(ofContract(without))
                .doesNotContain("is of this file", "genuine")
                .contains("This time-stamp is false");
        byte[] alone =
                signed(forged, own, List.of(new X509CertificateHolder(own.der().bytes())));
        assertThat(ofContract(alone)).doesNotContain("is of this file", "genuine");
    }

    @Test
    void tokensOfOthersAreOfOthers() throws Exception {
        Forged forged = new Forged();
        X500Name other = Forged.named("<script>alert(1)</script>");
        Certificate own = forged.certificate(
                other, other, BigInteger.TEN, "2.5.29.37", new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        assertThat(ofContract(signed(
                        forged, own, List.of(new X509CertificateHolder(own.der().bytes())))))
                .contains("This time-stamp is not from the National PKI.", "not on our record")
                .doesNotContain("<script>alert");
    }

    /** A time-stamp of the contract by a key of somebody's own. */
    private static byte[] signed(Forged forged, Certificate own, List<X509CertificateHolder> bag) throws Exception {
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build(
                                "SHA256withECDSA",
                                forged.pair.getPrivate(),
                                new X509CertificateHolder(own.der().bytes())),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                new ASN1ObjectIdentifier("2.999.1.2.1"));
        TimeStampToken token = generator.generate(
                new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, digest("SHA-256", CONTRACT)),
                BigInteger.TWO,
                new Date());
        Store<X509CertificateHolder> store = new CollectionStore<>(new ArrayList<>(bag));
        CMSSignedData data = token.toCMSSignedData();
        return CMSSignedData.replaceCertificatesAndCRLs(data, store, null, null).getEncoded();
    }

    @Test
    void whatIsNoTimeStampIsAnsweredWithASentence() throws Exception {
        String hash = hex("SHA-256", CONTRACT);
        for (byte[] nothing : List.of(new byte[] {0}, CONTRACT, new byte[] {0x30, 0}, new byte[] {0x30, (byte) 0x80})) {
            assertThat(shown(nothing, hash)).contains("There is no time-stamp in this file.");
        }
        assertThat(shown(reply(), "xyz")).contains("Give the file or its hash");
        assertThat(shown(reply())).contains("Give the file or its hash");
        assertThat(shown(new byte[200 * 1024], hash)).contains("too large for a time-stamp");
        assertThat(Browser.anonymous()
                        .form()
                        .multiPart("hash", hash)
                        .post("/check/time-stamp")
                        .asString())
                .contains("Choose the file with the time-stamp");
    }

    @Test
    void aCertificateIsNoTimeStamp() throws Exception {
        byte[] root = hierarchy.authorities().getFirst().certificate().der().bytes();
        assertThat(shown(root, hex("SHA-256", CONTRACT))).contains("There is no time-stamp in this file.");
    }
}
