package pk.muhr.it;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Clients that ask over OCSP without a pause: by POST and by GET, with a nonce and without, by SHA-1 and SHA-256, about
 * one certificate and about several. Each answer is held against what was done to the certificates by then.
 */
final class OcspLoad {

    private static final List<AlgorithmIdentifier> HASHES = List.of(
            new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1),
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));

    private static final int NONCE_OCTETS = 32;
    private static final int MOST_ASKED_AT_ONCE = 3;

    /** So many answers for each whose signature is verified, which costs more than everything else here. */
    private static final int ONE_VERIFIED_IN = 100;

    /** A certificate that is asked about; times are of {@link System#nanoTime}, 0 before they come. */
    static final class Asked {
        final String id;
        final BigInteger serial;
        volatile long revocationSent;
        volatile long revocationAnswered;

        Asked(String id, BigInteger serial) {
            this.id = id;
            this.serial = serial;
        }
    }

    private final int port;
    private final X509CertificateHolder issuer;
    private final List<Asked> certificates;
    private final Duration promised;
    private final long planned;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong verified = new AtomicLong();
    private final Map<String, AtomicLong> kinds = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();

    /**
     * @param promised how long after the answer to a revocation {@code good} may still be said
     * @param planned how many questions are asked
     */
    OcspLoad(int port, X509Certificate issuer, List<Asked> certificates, Duration promised, long planned)
            throws Exception {
        this.port = port;
        this.issuer = new JcaX509CertificateHolder(issuer);
        this.certificates = List.copyOf(certificates);
        this.promised = promised;
        this.planned = planned;
    }

    OcspLoad begin(int connections) {
        for (int i = 1; i <= connections; i++) {
            clients.add(Thread.ofPlatform().name("ocsp-client-" + i).daemon().start(this::work));
        }
        return this;
    }

    /** Waits until every planned question was asked. */
    void awaitEnd() throws InterruptedException {
        for (Thread client : clients) {
            client.join();
        }
    }

    long answered() {
        return answered.get();
    }

    long verified() {
        return verified.get();
    }

    /** How many answers of each kind came. */
    Map<String, AtomicLong> kinds() {
        return new TreeMap<>(kinds);
    }

    /** False goods first of all, and whatever else nobody should be told. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void work() {
        Random random = new Random();
        try (OcspConnection connection = new OcspConnection(port)) {
            Client client = new Client(connection, random);
            while (begun.getAndIncrement() < planned && wrong.isEmpty()) {
                client.ask();
            }
        } catch (Exception e) {
            wrong.add(e.toString());
        }
    }

    /** Asks about one certificate as often as it takes; the answer is when something else than good was first said. */
    long awaitNotGood(Asked certificate, Duration patience) throws Exception {
        try (OcspConnection connection = new OcspConnection(port)) {
            Client client = new Client(connection, new Random());
            long end = System.nanoTime() + patience.toNanos();
            while (client.ask(List.of(certificate), HASHES.getFirst(), null, true)
                    .contains("good")) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("good after " + patience + ": " + certificate.serial.toString(16));
                }
            }
            return System.nanoTime();
        }
    }

    /** What one connection asks. */
    private final class Client {
        private final OcspConnection connection;
        private final Random random;
        private final DigestCalculatorProvider digests;

        Client(OcspConnection connection, Random random) throws OperatorCreationException {
            this.connection = connection;
            this.random = random;
            this.digests = new JcaDigestCalculatorProviderBuilder().build();
        }

        void ask() throws Exception {
            int count = random.nextInt(8) == 0 ? MOST_ASKED_AT_ONCE : 1;
            List<Asked> asked = random.ints(0, certificates.size())
                    .distinct()
                    .limit(Math.min(count, certificates.size()))
                    .mapToObj(certificates::get)
                    .toList();
            byte[] nonce = null;
            if (random.nextInt(4) == 0) {
                nonce = new byte[NONCE_OCTETS];
                random.nextBytes(nonce);
            }
            AlgorithmIdentifier hash = HASHES.get(random.nextInt(HASHES.size()));
            ask(asked, hash, nonce, random.nextBoolean());
            answered.incrementAndGet();
        }

        List<String> ask(List<Asked> asked, AlgorithmIdentifier hash, byte[] nonce, boolean get) throws Exception {
            OCSPReqBuilder request = new OCSPReqBuilder();
            for (Asked one : asked) {
                request.addRequest(new CertificateID(digests.get(hash), issuer, one.serial));
            }
            if (nonce != null) {
                request.setRequestExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded())));
            }
            byte[] der = request.build().getEncoded();
            long sent = System.nanoTime();
            BasicOCSPResp answer = basic(get ? connection.get(der) : connection.post(der));
            if (nonce != null && !echoes(answer, nonce)) {
                wrong.add("an answer without the nonce of its question");
            }
            if (random.nextInt(ONE_VERIFIED_IN) == 0) {
                verify(answer);
            }
            return judge(asked, answer.getResponses(), sent);
        }

        private List<String> judge(List<Asked> asked, SingleResp[] said, long sent) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < Math.max(asked.size(), said.length); i++) {
                if (asked.size() != said.length
                        || !said[i].getCertID().getSerialNumber().equals(asked.get(i).serial)) {
                    wrong.add("an answer about other certificates than were asked about");
                    return words;
                }
                words.add(judge(asked.get(i), said[i].getCertStatus(), sent));
            }
            return words;
        }

        private String judge(Asked asked, CertificateStatus status, long sent) {
            long revoked = asked.revocationAnswered;
            boolean good = status == CertificateStatus.GOOD;
            if (good && revoked != 0 && sent - revoked >= promised.toNanos()) {
                wrong.add("FALSE GOOD of %x, asked %d us after its revocation was answered"
                        .formatted(asked.serial, (sent - revoked) / 1000));
            }
            String word = good ? "good" : status instanceof RevokedStatus ? "revoked" : "unknown";
            if (word.equals("revoked") && asked.revocationSent == 0) {
                wrong.add("revoked of %x, which nobody has revoked".formatted(asked.serial));
            }
            if (word.equals("unknown")) {
                wrong.add("unknown of %x, which was issued".formatted(asked.serial));
            }
            kinds.computeIfAbsent(word, _ -> new AtomicLong()).incrementAndGet();
            return word;
        }

        private void verify(BasicOCSPResp answer) throws Exception {
            X509CertificateHolder responder = answer.getCerts()[0];
            ContentVerifierProvider authority = new JcaContentVerifierProviderBuilder().build(issuer);
            ContentVerifierProvider signer = new JcaContentVerifierProviderBuilder().build(responder);
            if (!responder.isSignatureValid(authority) || !answer.isSignatureValid(signer)) {
                wrong.add("an answer whose signature does not hold");
            }
            verified.incrementAndGet();
        }
    }

    private static BasicOCSPResp basic(byte[] der) throws IOException, OCSPException {
        OCSPResp response = new OCSPResp(der);
        if (response.getStatus() != OCSPResp.SUCCESSFUL) {
            throw new IOException("the responder answers with status " + response.getStatus());
        }
        return (BasicOCSPResp) response.getResponseObject();
    }

    private static boolean echoes(BasicOCSPResp answer, byte[] nonce) {
        Extension echo = answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return echo != null && new DEROctetString(nonce).equals(echo.getParsedValue());
    }
}
