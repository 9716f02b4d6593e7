package pk.muhr.command.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.ocsp.RevokedStatus;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Refused;

/** How soon a revocation is told, from the moment it is durable: by an OCSP answer that was kept before, and by the CRL that the certificate names. */
final class RevocationDelays {

    private static final int REVOCATIONS = 20;
    private static final long LONGEST_MILLIS = 60_000;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Workbench workbench;
    private final IssuedForBench source;
    private final Load load;
    private final OcspRequests requests;

    RevocationDelays(Workbench workbench, IssuedForBench source, Load load, OcspRequests requests) {
        this.workbench = workbench;
        this.source = source;
        this.load = load;
        this.requests = requests;
    }

    void measure(Findings findings) {
        List<Long> ocsp = new ArrayList<>();
        List<Long> lists = new ArrayList<>();
        try (Load api = workbench.api()) {
            for (IssuedForBench.Issued certificate : source.issued(REVOCATIONS)) {
                Request question = OcspRequests.post(requests.plain(certificate.serial()));
                if (isRevoked(question)) {
                    throw new Refused("A fresh certificate is revoked.");
                }
                source.revoke(api, certificate);
                long begin = System.nanoTime();
                ocsp.add(until(begin, () -> isRevoked(question)));
                lists.add(until(begin, () -> isListed(certificate)));
            }
        }
        findings.add(Goal.milliseconds("P9", "revocation-to-ocsp-worst", Collections.max(ocsp), 2000));
        findings.add(Goal.milliseconds("P9", "revocation-to-crl-worst", Collections.max(lists), 10_000));
    }

    private static long until(long begin, BooleanSupplier reached) {
        long passed = 0;
        while (!reached.getAsBoolean()) {
            passed = (System.nanoTime() - begin) / 1_000_000;
            if (passed > LONGEST_MILLIS) {
                throw new Refused("A revocation was not told within a minute.");
            }
            Workbench.pause(PAUSE);
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean isRevoked(Request question) {
        return OcspRequests.said(load.once(question)).getResponses()[0].getCertStatus() instanceof RevokedStatus;
    }

    private boolean isListed(IssuedForBench.Issued certificate) {
        Answer answer = load.once(Request.get(certificate.list()));
        try {
            return new X509CRLHolder(answer.body().getBytes()).getRevokedCertificate(certificate.serial()) != null;
        } catch (IOException e) {
            throw new Refused(certificate.list() + " is no CRL: " + answer, e);
        }
    }
}
