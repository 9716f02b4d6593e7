package pk.muhr.command.bench;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenLabel;

/**
 * OCSP for good certificates: questions that come again and questions with a nonce, beside a small static answer of the
 * same server, the library without a server, and the token alone; then a key in memory beside OpenSSL's responder.
 */
final class OcspBench implements Bench {

    private static final TokenLabel TOKEN = new TokenLabel("muhr-status");
    private static final BenchAuthority AUTHORITY = BenchAuthority.P256;
    private static final Duration BASELINE = Duration.ofSeconds(4);
    private static final int CERTIFICATES = 64;
    private static final int NONCES = 4096;
    private static final int OK = 200;
    private static final String CERTIFICATE = "/ca/" + AUTHORITY.label() + "-g1.cer";
    private static final String MEMORY_CERTIFICATE = "/ca/gov-authentication-g1.cer";

    OcspBench() {}

    @Override
    public String name() {
        return "ocsp";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        try (Load load = workbench.publicAddresses()) {
            OcspRequests requests = OcspRequests.about(load, CERTIFICATE, workbench.random());
            List<BigInteger> serials = new IssuedForBench(workbench, AUTHORITY).serials(CERTIFICATES);
            List<byte[]> plain = serials.stream().map(requests::plain).toList();
            List<byte[]> fresh = new ArrayList<>();
            for (int i = 0; i < NONCES; i++) {
                fresh.add(requests.withNonce(serials.get(i % serials.size())));
            }
            X509CertificateHolder responder = responder(load.once(OcspRequests.post(fresh.getLast())));
            measure(workbench, load, findings, new Questions(plain, fresh), responder);
            measureMemory(workbench, load, findings);
        }
    }

    /** Requests in DER that come again and again, and requests that differ by their nonce. */
    private record Questions(List<byte[]> repeated, List<byte[]> fresh) {}

    private static void measure(
            Workbench workbench, Load load, Findings findings, Questions questions, X509CertificateHolder responder) {
        Measurement fixed = workbench.measure(
                load, new Series("static-get", _ -> Request.get(CERTIFICATE), answer -> answer.status() == OK));
        List<Request> gets =
                questions.repeated().stream().map(OcspRequests::get).toList();
        List<Request> posts =
                questions.repeated().stream().map(OcspRequests::post).toList();
        List<Request> nonces =
                questions.fresh().stream().map(OcspRequests::post).toList();
        Measurement get = workbench.measure(load, ocsp("ocsp-cached-get", gets));
        Measurement post = workbench.measure(load, ocsp("ocsp-cached-post", posts));
        Measurement nonce = workbench.measure(load, ocsp("ocsp-nonce", nonces));

        workbench.progress().step("the library without a server, and the token's own rate");
        SigningKey key = workbench.rawSigning().key(TOKEN, AUTHORITY);
        LibraryCeiling library = new LibraryCeiling(responder, key, workbench.clock());
        AtomicInteger number = new AtomicInteger();
        Measurement ceiling = RawSigning.measure(
                "library-ocsp",
                BASELINE,
                () -> library.answer(questions.fresh().get(Math.floorMod(number.getAndIncrement(), NONCES))));
        Measurement raw = workbench.rawSigning().measure(key, AUTHORITY, BASELINE);

        Measurement half = workbench.measure(load, ocsp("ocsp-nonce", nonces).atHalfOf(nonce));
        List.of(fixed, get, post, nonce, half, ceiling, raw).forEach(findings::add);
        findings.compare(nonce, raw);
        findings.add(Goal.ratio("P1", get.name(), get.ratioTo(fixed), 0.80));
        findings.add(Goal.ratio("P1", post.name(), post.ratioTo(fixed), 0.80));
        findings.add(Goal.ratio("P2", nonce.name(), nonce.ratioTo(ceiling), 0.75));
        findings.add(Goal.atMost("P8", half.name() + "-p99-to-p50", slowestToMost(half), " x", 5));
    }

    private static double slowestToMost(Measurement measurement) {
        Latencies latencies = measurement.latencies();
        return (double) latencies.percentile(0.99).orElseThrow()
                / latencies.percentile(0.50).orElseThrow();
    }

    /** A responder whose key lives in memory, beside OpenSSL's with a key in a file, both with nonces. */
    private static void measureMemory(Workbench workbench, Load load, Findings findings) {
        OcspRequests requests = OcspRequests.about(load, MEMORY_CERTIFICATE, workbench.random());
        BigInteger serial = OcspRequests.said(load.once(OcspRequests.post(requests.plain(BigInteger.ONE))))
                .getCerts()[0]
                .getSerialNumber();
        responder(load.once(OcspRequests.post(requests.withNonce(serial))));
        List<Request> nonces = new ArrayList<>();
        for (int i = 0; i < NONCES; i++) {
            nonces.add(OcspRequests.post(requests.withNonce(serial)));
        }
        Measurement memory = workbench.measure(load, ocsp("ocsp-nonce-memory", nonces));
        findings.add(memory);
        workbench.progress().step("the responder of openssl");
        Measurement openssl = OpensslResponder.measure(workbench, BASELINE);
        findings.add(openssl);
        findings.add(Goal.ratio("P2", memory.name(), memory.ratioTo(openssl), 1.5));
    }

    private static Series ocsp(String name, List<Request> requests) {
        IntFunction<Request> inTurn = number -> requests.get(Math.floorMod(number, requests.size()));
        return new Series(name, inTurn, OcspBench::isSuccessful);
    }

    /** The responder's certificate out of an answer, which must say {@code good}. */
    private static X509CertificateHolder responder(Answer answer) {
        BasicOCSPResp basic = OcspRequests.said(answer);
        if (basic.getResponses()[0].getCertStatus() != CertificateStatus.GOOD) {
            throw new Refused("OCSP does not say good of a fresh certificate: " + answer);
        }
        return basic.getCerts()[0];
    }

    /** Looks at the status at the beginning of OCSPResponse only (RFC 6960 §4.2.1), so that the client stays cheap. */
    private static boolean isSuccessful(Answer answer) {
        int length = answer.body().length();
        return answer.status() == OK
                && length > 128
                && answer.body().getByte(0) == 0x30
                && answer.body().getMedium(4) == 0x0a0100;
    }
}
