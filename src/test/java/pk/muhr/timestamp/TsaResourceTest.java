package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.Hierarchy;
import pk.muhr.evidence.export.Exported;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** RFC 3161 over plain HTTP, read by somebody else's library and judged by OpenSSL. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class TsaResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Hierarchy hierarchy;

    @Inject
    UnitLeases leases;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"/tsa", "/tsa/unit-1", "/tsa/unit-2"})
    void givesATokenThatOpensslAccepts(String path) throws Exception {
        Path data = Files.writeString(directory.resolve("data"), "a contract");
        Path query = directory.resolve("query");
        Path reply = directory.resolve("reply");
        Path root = directory.resolve("root.pem");
        Certificate top = hierarchy.authorities().getFirst().chain().getLast();
        Files.writeString(root, top.pem());
        openssl("ts", "-query", "-data", data.toString(), "-sha512", "-cert", "-out", query.toString());
        Files.write(reply, Query.post(path, Files.readAllBytes(query)).body());
        assertThat(openssl("ts", "-verify", "-queryfile", query + "", "-in", reply + "", "-CAfile", root + ""))
                .contains("Verification: OK");
        Files.writeString(data, "another contract");
        assertThat(openssl("ts", "-verify", "-data", data + "", "-in", reply + "", "-CAfile", root + ""))
                .contains("message imprint mismatch");
    }

    @Test
    void saysInTheTokenWhatThePolicyPromises() throws Exception {
        byte[] query = Query.plain();
        Instant before = Instant.now().minusMillis(1);
        TimeStampResponse answer = Query.answer(query);
        answer.validate(new TimeStampRequest(query)); // imprint, nonce, policy and ESSCertIDv2
        TimeStampToken token = answer.getTimeStampToken();
        assertThat(token.getTimeStampInfo().getGenTime().toInstant()).isBetween(before, Instant.now());
        assertThat(token.getTimeStampInfo().getPolicy().getId()).isEqualTo("2.999.1.2.1");
        assertThat(token.getTimeStampInfo().getGenTimeAccuracy().getMillis()).isEqualTo(500);
        assertThat(token.getTimeStampInfo().isOrdered()).isFalse();
        LeasedUnit unit = leases.all().iterator().next();
        assertThat(Der.of(token.getTimeStampInfo().getTsa().getName()))
                .isEqualTo(unit.certificate().subject().der());
        assertThat(token.toCMSSignedData().getVersion()).isEqualTo(3);
        AttributeTable signed = token.getSignedAttributes();
        assertThat(Arrays.stream(signed.toASN1Structure().getAttributes()).map(attribute -> attribute.getAttrType()))
                .containsExactlyInAnyOrder(
                        CMSAttributes.contentType,
                        CMSAttributes.messageDigest,
                        CMSAttributes.cmsAlgorithmProtect,
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        // the unit's, its issuer's and the domain's: no root
        assertThat(token.getCertificates().getMatches(null)).hasSize(3);
    }

    @Test
    void leavesTheCertificatesOutUnlessAsked() throws Exception {
        TimeStampResponse answer = Query.answer(Query.of(TSPAlgorithms.SHA256, 32, false));
        assertThat(answer.getTimeStampToken().getCertificates().getMatches(null))
                .isEmpty();
        assertThat(SignedData.getInstance(answer.getTimeStampToken()
                                .toCMSSignedData()
                                .toASN1Structure()
                                .getContent())
                        .getCertificates())
                .as("the field itself")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2.16.840.1.101.3.4.2.1,  32", // SHA-256
        "2.16.840.1.101.3.4.2.2,  48",
        "2.16.840.1.101.3.4.2.3,  64",
        "2.16.840.1.101.3.4.2.8,  32", // SHA3-256
        "2.16.840.1.101.3.4.2.9,  48",
        "2.16.840.1.101.3.4.2.10, 64"
    })
    void takesEachDigestInItsLengthOnly(String oid, int length) throws Exception {
        ASN1ObjectIdentifier digest = new ASN1ObjectIdentifier(oid);
        assertThat(Query.failure(Query.of(digest, length, true))).isZero();
        assertThat(Query.failure(Query.of(digest, length - 1, true))).isEqualTo(Query.BAD_DATA_FORMAT);
        assertThat(Query.failure(Query.of(digest, length + 1, true))).isEqualTo(Query.BAD_DATA_FORMAT);
    }

    @Test
    void refusesDigestsThatAreBroken() throws Exception {
        assertThat(Query.failure(Query.of(TSPAlgorithms.SHA1, 20, true))).isEqualTo(Query.BAD_ALG);
        assertThat(Query.failure(Query.of(TSPAlgorithms.MD5, 16, true))).isEqualTo(Query.BAD_ALG);
    }

    @Test
    void refusesAForeignPolicyAndTakesItsOwn() throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setReqPolicy(new ASN1ObjectIdentifier("2.999.1.2.1"));
        assertThat(Query.failure(Query.encoded(generator, TSPAlgorithms.SHA256, 32)))
                .isZero();
        generator.setReqPolicy(new ASN1ObjectIdentifier("0.4.0.2023.1.1"));
        assertThat(Query.failure(Query.encoded(generator, TSPAlgorithms.SHA256, 32)))
                .isEqualTo(Query.UNACCEPTED_POLICY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesExtensions(boolean critical) throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.addExtension(new ASN1ObjectIdentifier("2.999.99"), critical, new DEROctetString(new byte[1]));
        assertThat(Query.failure(Query.encoded(generator, TSPAlgorithms.SHA256, 32)))
                .isEqualTo(Query.UNACCEPTED_EXTENSION);
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        byte[] query = Query.plain();
        assertThat(Query.failure(new byte[0])).isEqualTo(Query.BAD_DATA_FORMAT);
        assertThat(Query.failure(Arrays.copyOf(query, query.length + 1))).isEqualTo(Query.BAD_DATA_FORMAT);
        for (int length = 1; length < query.length; length++) {
            assertThat(Query.failure(Arrays.copyOf(query, length))).isEqualTo(Query.BAD_DATA_FORMAT);
        }
        assertThat(Query.failure("GET / HTTP/1.1".getBytes())).isEqualTo(Query.BAD_DATA_FORMAT);
        assertThat(Query.failure(fields(query, new ASN1Integer(2)))).isEqualTo(Query.BAD_REQUEST);
        assertThat(Query.failure(fields(query, new ASN1Integer(0)))).isEqualTo(Query.BAD_REQUEST);
        assertThat(Query.failure(withNonce(BigInteger.ONE.shiftLeft(511)))).isEqualTo(0);
        assertThat(Query.failure(withNonce(BigInteger.ONE.shiftLeft(4096)))).isEqualTo(Query.BAD_DATA_FORMAT);
        assertThat(Query.failure(withNonce(BigInteger.ONE.negate()))).isEqualTo(0);
    }

    private static byte[] fields(byte[] query, ASN1Integer version) throws IOException {
        ASN1Sequence fields = ASN1Sequence.getInstance(query);
        return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {version, fields.getObjectAt(1)}).getEncoded();
    }

    private static byte[] withNonce(BigInteger nonce) throws IOException {
        return new TimeStampRequestGenerator()
                .generate(TSPAlgorithms.SHA256, new byte[32], nonce)
                .getEncoded();
    }

    @Test
    void answersWithAnHttpErrorOnlyWhatIsNoQuery() throws Exception {
        assertThat(Query.answer("/tsa", new byte[5000]).getFailInfo().intValue())
                .isEqualTo(Query.BAD_DATA_FORMAT);
        int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.http.test-port", Integer.class);
        assertThat(RestAssured.given()
                        .port(port)
                        .contentType("application/json")
                        .body("{}")
                        .post("/tsa")
                        .statusCode())
                .isEqualTo(415);
        assertThat(Query.answer("/tsa/no-such", Query.plain()).getFailInfo().intValue())
                .isEqualTo(Query.BAD_REQUEST);
        assertThat(Query.post("/tsa", new byte[1 << 20]).statusCode()).isEqualTo(413);
        byte[] longNonce = withNonce(BigInteger.ONE.shiftLeft(8 * 4096 - 2));
        assertThat(longNonce.length).isGreaterThan(4096);
        assertThat(Query.answer("/tsa", longNonce).getFailInfo().intValue()).isEqualTo(Query.BAD_DATA_FORMAT);
        HttpResponse<byte[]> untyped = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tsa"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(Query.plain()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(new TimeStampResponse(untyped.body()).getTimeStampToken())
                .as("nothing says that it is something else")
                .isNotNull();
    }

    @Test
    void neverGivesASerialNumberTwiceNorATimeThatGoesBack() throws Exception {
        Set<BigInteger> serials = ConcurrentHashMap.newKeySet();
        int before = Integer.parseInt(TestInstallation.stored("select count(*) from tsa_token"));
        int batches = Integer.parseInt(TestInstallation.stored("select count(*) from tsa_batch"));
        Callable<Void> asking = () -> {
            Instant last = Instant.EPOCH;
            for (int i = 0; i < 25; i++) {
                TimeStampToken token =
                        Query.answer("/tsa/unit-2", Query.plain()).getTimeStampToken();
                assertThat(serials.add(token.getTimeStampInfo().getSerialNumber()))
                        .isTrue();
                Instant time = token.getTimeStampInfo().getGenTime().toInstant();
                assertThat(time).isAfterOrEqualTo(last);
                last = time;
            }
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(java.util.Collections.nCopies(16, asking))) {
                done.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(serials).hasSize(400).allSatisfy(serial -> assertThat(serial.bitLength())
                .isBetween(97, 159));
        assertThat(Integer.parseInt(TestInstallation.stored("select count(*) from tsa_token")) - before)
                .isEqualTo(400);
        assertThat(Integer.parseInt(TestInstallation.stored("select count(*) from tsa_batch")) - batches)
                .isLessThan(400); // commits were shared
    }

    @Test
    void recordsATokenBeforeItLeaves() throws Exception {
        TimeStampToken token = Query.answer(Query.plain()).getTimeStampToken();
        String serial = token.getTimeStampInfo().getSerialNumber().toString(16);
        String hash = Der.of(token.getEncoded()).sha256().hex();
        Map<String, Object> record =
                Api.anonymous().get("/api/v1/timestamps/" + serial).jsonPath().getMap("");
        assertThat(record).containsEntry("sha256", hash).containsEntry("unit", "unit-1");
        assertThat(Api.anonymous().get("/api/v1/timestamps/0x" + serial).<String>path("sha256"))
                .as("as openssl writes it")
                .isEqualTo(hash);
        Map<?, ?> batch = (Map<?, ?>) record.get("batch");
        List<?> tokens = (List<?>) batch.get("tokens");
        assertThat(tokens.stream().map(String::valueOf)).contains(hash);
        assertThat(TestInstallation.stored(
                        "select count(*) from audit_record where event = 'TIME_STAMPED' and subject = '"
                                + batch.get("sha256") + "'"))
                .isEqualTo("1");
        assertThat(Der.of(HexFormat.of()
                                .parseHex(String.join(
                                        "", tokens.stream().map(String::valueOf).toList())))
                        .sha256()
                        .hex())
                .isEqualTo(batch.get("sha256"));
        assertThat(Api.anonymous().get("/api/v1/timestamps/1234").statusCode()).isEqualTo(404);
        assertThat(Api.anonymous().get("/api/v1/timestamps/xyz").statusCode()).isEqualTo(400);
    }

    @Test
    void provesThatATokensBatchIsInTheLog() throws Exception {
        TimeStampToken token = Query.answer(Query.plain()).getTimeStampToken();
        String address = "/api/v1/timestamps/"
                + token.getTimeStampInfo().getSerialNumber().toString(16);
        JsonNode record = JSON.readTree(Api.anonymous().get(address).asByteArray());
        for (int tries = 0; !record.has("log") && tries < 50; tries++) { // its tree is signed within seconds
            Thread.sleep(200);
            record = JSON.readTree(Api.anonymous().get(address).asByteArray());
        }
        JsonNode proof = record.path("log");
        String batch = record.at("/batch/sha256").asText();
        assertThat(Exported.includes(proof)).isTrue();
        assertThat(JSON.readTree(proof.path("entry").asText()).path("event").asText())
                .isEqualTo("TIME_STAMPED");
        assertThat(proof.path("openings")).anySatisfy(opening -> {
            assertThat(opening.path("name").asText()).isEqualTo("subject");
            assertThat(opening.path("json").asText()).isEqualTo('"' + batch + '"');
        });
    }

    @Test
    void knowsWhoSaysWhoTheyAreOverTlsOnly() throws Exception {
        for (String[] asked : new String[][] {{"identified", "nitb"}, {"anyone", ""}}) {
            byte[] reply = (asked[1].isEmpty() ? Api.anonymous() : Api.subscriber(asked[1]))
                    .contentType("application/timestamp-query")
                    .body(Query.plain())
                    .post("/tsa")
                    .asByteArray();
            String serial = HexFormat.of()
                    .formatHex(new TimeStampResponse(reply)
                            .getTimeStampToken()
                            .getTimeStampInfo()
                            .getSerialNumber()
                            .toByteArray());
            assertThat(TestInstallation.stored(
                            "select caller from tsa_token where serial = decode('" + serial + "', 'hex')"))
                    .isEqualTo(asked[0]);
        }
    }

    @Test
    void disclosesWhatTheTokensAreWorth() {
        int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.http.test-port", Integer.class);
        String page = RestAssured.given().port(port).get("/tsa/disclosure").asString();
        assertThat(page).contains("2.999.1.2.1", "500 ms", "SHA3-512", "Electronic Transactions Ordinance");
    }

    private static String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said;
    }
}
