package pk.muhr.revocation.ocsp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.StatusChanges;
import pk.muhr.revocation.StatusesSeen.Numbered;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Makes one answer: reads what is committed, writes it down, and has it signed. */
@ApplicationScoped
class AnswerProduction {

    /** How far another replica's clock may be ahead of this one's. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final StatusChanges changes;
    private final CertificateStatuses statuses;
    private final AnswerSample sample;
    private final Map<AuthorityId, ResponseEncoding> encodings = new ConcurrentHashMap<>();

    AnswerProduction(StatusChanges changes, CertificateStatuses statuses, AnswerSample sample) {
        this.changes = changes;
        this.statuses = statuses;
        this.sample = sample;
    }

    /**
     * An answer with what it says of each certificate, in the words of {@link OcspCounters}.
     *
     * @param answer with freshness when it says nothing that may change at any moment, and repeats no nonce
     * @param alone the certificate that a plain question was about, if others may be given the same answer
     */
    record Product(OcspAnswer answer, List<String> statuses, Optional<Numbered> alone) {

        /** Nothing said of any certificate. */
        static Product of(OcspError error) {
            return new Product(OcspAnswer.of(error), List.of(error.label()), Optional.empty());
        }
    }

    /**
     * Makes the answer to a question about certificates of this authority.
     *
     * @param signer valid now
     * @param now before any status was read
     */
    Product answer(OcspQuestion question, CertificateAuthority authority, OcspSigner signer, Instant now) {
        ResponseTimes times = ResponseTimes.at(now, authority.definition().ocsp(), signer);
        List<ResponseEncoding.Said> said = statuses(question, authority);
        ResponseEncoding encoding = encoding(signer, authority);
        Der data = encoding.data(said, times, question.nonce());
        List<String> labels = said.stream().map(one -> label(one.status())).toList();
        assertInvariants(said, question, times, signer, now);
        sample.look(data, signer, authority, labels, question.nonce().isPresent(), times);
        OcspAnswer answer =
                new OcspAnswer(encoding.answer(data, signer.sign(data)), freshness(question, said, times, authority));
        return new Product(answer, labels, alone(question, answer, authority));
    }

    private static Optional<Numbered> alone(OcspQuestion question, OcspAnswer answer, CertificateAuthority authority) {
        return question.plain() && answer.freshness().isPresent()
                ? question.certificates()
                        .getFirst()
                        .serial()
                        .map(serial ->
                                new Numbered(authority.certificate().key().fingerprint(), serial))
                : Optional.empty();
    }

    private List<ResponseEncoding.Said> statuses(OcspQuestion question, CertificateAuthority authority) {
        changes.requireRecent();
        Sha256 key = authority.certificate().key().fingerprint();
        List<AskedCertificate> asked = question.certificates();
        List<ResponseEncoding.Said> said = new ArrayList<>(asked.size());
        if (asked.size() == 1 && asked.getFirst().serial().isPresent()) {
            said.add(new ResponseEncoding.Said(
                    asked.getFirst(), statuses.of(key, asked.getFirst().serial().get())));
            return said;
        }
        List<SerialNumber> serials =
                asked.stream().flatMap(one -> one.serial().stream()).toList();
        Map<SerialNumber, CertificateStatus> found = statuses.of(key, serials);
        for (AskedCertificate one : asked) {
            said.add(new ResponseEncoding.Said(
                    one, one.serial().map(found::get).orElseGet(CertificateStatus.Unknown::new)));
        }
        return said;
    }

    /** Kept no longer than until a fresh answer is due, so that a revocation is not hidden until nextUpdate. */
    private static Optional<OcspAnswer.Freshness> freshness(
            OcspQuestion question,
            List<ResponseEncoding.Said> said,
            ResponseTimes times,
            CertificateAuthority authority) {
        boolean mayChange = said.stream().anyMatch(one -> one.status() instanceof CertificateStatus.Unknown);
        return question.nonce().isPresent() || mayChange
                ? Optional.empty()
                : Optional.of(new OcspAnswer.Freshness(
                        times.thisUpdate(),
                        times.nextUpdate(),
                        authority.definition().ocsp().refreshAfter()));
    }

    /** Computed anew when the responder or the policy of its authority was replaced. */
    private ResponseEncoding encoding(OcspSigner signer, CertificateAuthority authority) {
        ResponseEncoding encoding = encodings.get(signer.authority());
        if (encoding == null || !encoding.isOf(signer, authority)) {
            encoding = new ResponseEncoding(signer, authority);
            encodings.put(signer.authority(), encoding);
        }
        return encoding;
    }

    private static String label(CertificateStatus status) {
        return switch (status) {
            case CertificateStatus.Good() -> "good";
            case CertificateStatus.Revoked revoked -> "revoked";
            case CertificateStatus.Unknown() -> "unknown";
        };
    }

    /** What must hold in every answer; one that breaks it is not signed. */
    private static void assertInvariants(
            List<ResponseEncoding.Said> said,
            OcspQuestion question,
            ResponseTimes times,
            OcspSigner signer,
            Instant now) {
        boolean eachOnce =
                said.stream().map(ResponseEncoding.Said::asked).toList().equals(question.certificates());
        boolean inTime = !times.thisUpdate().isAfter(now)
                && !times.nextUpdate().isAfter(signer.certificate().notAfter())
                && signer.isValidAt(now);
        boolean past = said.stream()
                .noneMatch(one -> one.status() instanceof CertificateStatus.Revoked revoked
                        && revoked.at().isAfter(now.plus(CLOCKS_APART)));
        if (!eachOnce || !inTime || !past) {
            throw new IllegalStateException("an OCSP answer would break its invariants and was not signed");
        }
    }
}
