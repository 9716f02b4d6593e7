package pk.muhr.evidence.outside;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/** A time-stamping authority of somebody else, by somebody else's library, that answers as a test wants. */
final class OtherAuthority implements AutoCloseable {

    private static final X500Name ROOT = new X500Name("CN=Other root");
    private static final X500Name UNIT = new X500Name("CN=Other unit");

    private final HttpServer server;
    private final KeyPair root;
    private final X509CertificateHolder rootCertificate;
    private final KeyPair unit;
    private final X509CertificateHolder unitCertificate;
    volatile Answer answer = this::right;
    volatile int calls;

    /** What it says to a question. */
    @FunctionalInterface
    interface Answer {
        byte[] to(TimeStampRequest question) throws Exception;
    }

    OtherAuthority() throws Exception {
        root = pair();
        unit = pair();
        rootCertificate = certificate(
                ROOT,
                root,
                List.of(
                        new Extension(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded()),
                        new Extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign).getEncoded())));
        unitCertificate = certificate(
                UNIT,
                unit,
                List.of(new Extension(
                        Extension.extendedKeyUsage,
                        true,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping).getEncoded())));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls++;
            try (exchange) {
                byte[] body =
                        answer.to(new TimeStampRequest(exchange.getRequestBody().readAllBytes()));
                exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor()); // one that is slow keeps nobody waiting
        server.start();
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private X509CertificateHolder certificate(X500Name subject, KeyPair key, List<Extension> extensions)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                ROOT,
                BigInteger.valueOf(subject.hashCode()).abs().add(BigInteger.TWO),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                key.getPublic());
        for (Extension extension : extensions) {
            builder.addExtension(extension);
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(root.getPrivate()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    /** Its root's certificate. */
    String pem() throws IOException {
        return new Pem(
                        "CERTIFICATE",
                        Certificate.of(Der.of(rootCertificate.getEncoded())).der())
                .text();
    }

    /** As it should be. */
    byte[] right(TimeStampRequest question) throws Exception {
        return at(question, Instant.now());
    }

    /** With this time in it. */
    byte[] at(TimeStampRequest question, Instant time) throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", unit.getPrivate(), unitCertificate),
                digests.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"));
        tokens.addCertificates(new CollectionStore<>(List.of(unitCertificate)));
        return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                .generateGrantedResponse(question, BigInteger.valueOf(calls + 1L), Date.from(time))
                .getEncoded();
    }

    /** A question for the same with another nonce, or for something else with the same nonce. */
    static TimeStampRequest other(byte[] imprint, BigInteger nonce) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
