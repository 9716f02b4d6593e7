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

/** Makes one answer but for its signature: reads what is committed and writes it down. */
@ApplicationScoped
class AnswerProduction {

    /** How far another replica's clock may be ahead of this one's. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final StatusChanges changes;
    private final CertificateStatuses statuses;
    private final StatusMemory memory;
    private final AnswerSample sample;
    private final Map<AuthorityId, ResponseEncoding> encodings = new ConcurrentHashMap<>();

    AnswerProduction(StatusChanges changes, CertificateStatuses statuses, StatusMemory memory, AnswerSample sample) {
        this.changes = changes;
        this.statuses = statuses;
        this.memory = memory;
        this.sample = sample;
    }

    /**
     * An answer with what it says of each certificate, in the words of {@link OcspCounters}.
     *
     * @param answer with freshness when it says nothing that may change at any moment, and repeats no nonce
     * @param by who signed it; nobody signs errors
     * @param alone the certificate that a plain question was about, if others may be given the same answer
     */
    record Product(
            OcspAnswer answer, List<String> statuses, Optional<OcspRecords.Responder> by, Optional<Numbered> alone) {

        /** Nothing said of any certificate. */
        static Product of(OcspError error) {
            return new Product(OcspAnswer.of(error), List.of(error.label()), Optional.empty(), Optional.empty());
        }
    }

    /** Statuses of all certificates that were asked about, and when they are known to have been right. */
    record Statuses(List<ResponseEncoding.Said> said, Instant at) {}

    /** The statuses, as far as they are in memory; asks nobody. */
    Optional<Statuses> inMemory(OcspQuestion question, OcspSigner signer, CertificateAuthority authority) {
        return alone(question, encoding(signer, authority))
                .flatMap(memory::find)
                .map(known -> statuses(question, known));
    }

    /**
     * The statuses, out of the database where they are not in memory.
     *
     * @param now before that
     */
    Statuses statuses(OcspQuestion question, OcspSigner signer, CertificateAuthority authority, Instant now) {
        changes.requireRecent();
        Instant right = changes.rightAt(now);
        ResponseEncoding encoding = encoding(signer, authority);
        return alone(question, encoding)
                .map(certificate -> statuses(question, memory.of(certificate)))
                .orElseGet(() -> new Statuses(said(question, encoding.by().issuerKey()), right));
    }

    private static Statuses statuses(OcspQuestion question, StatusMemory.Known known) {
        return new Statuses(
                List.of(new ResponseEncoding.Said(question.certificates().getFirst(), known.status())), known.at());
    }

    private static Optional<Numbered> alone(OcspQuestion question, ResponseEncoding encoding) {
        List<AskedCertificate> asked = question.certificates();
        return asked.size() == 1
                ? asked.getFirst()
                        .serial()
                        .map(serial -> new Numbered(encoding.by().issuerKey(), serial))
                : Optional.empty();
    }

    /**
     * An answer but for its signature.
     *
     * @param data the ResponseData, to be signed
     */
    record Draft(
            ResponseEncoding encoding,
            Der data,
            List<String> statuses,
            Optional<OcspAnswer.Freshness> freshness,
            Optional<Numbered> alone) {

        /** Whether the answer may be given to others. */
        boolean repeatable() {
            return freshness.isPresent();
        }

        Product signed(Der signature) {
            return new Product(
                    new OcspAnswer(encoding.answer(data, signature), freshness),
                    statuses,
                    Optional.of(encoding.by()),
                    alone);
        }
    }

    /**
     * Writes the answer down and looks at it before anybody signs it.
     *
     * @param signer valid now
     */
    Draft draft(
            OcspQuestion question, Statuses statuses, OcspSigner signer, CertificateAuthority authority, Instant now) {
        ResponseTimes times =
                ResponseTimes.at(now, statuses.at(), authority.definition().ocsp(), signer);
        ResponseEncoding encoding = encoding(signer, authority);
        Der data = encoding.data(statuses.said(), times, question.nonce());
        List<String> labels =
                statuses.said().stream().map(one -> label(one.status())).toList();
        assertInvariants(statuses.said(), question, times, signer, now);
        sample.look(data, signer, authority, labels, question.nonce().isPresent(), times);
        Optional<OcspAnswer.Freshness> freshness = freshness(question, statuses.said(), times, authority);
        return new Draft(
                encoding,
                data,
                labels,
                freshness,
                alone(question, encoding).filter(_ -> question.plain() && freshness.isPresent()));
    }

    private List<ResponseEncoding.Said> said(OcspQuestion question, Sha256 issuerKey) {
        List<SerialNumber> serials = question.certificates().stream()
                .flatMap(one -> one.serial().stream())
                .toList();
        Map<SerialNumber, CertificateStatus> found = statuses.of(issuerKey, serials);
        List<ResponseEncoding.Said> said = new ArrayList<>();
        for (AskedCertificate one : question.certificates()) {
            said.add(new ResponseEncoding.Said(
                    one, one.serial().map(found::get).orElseGet(() -> new CertificateStatus.Unknown(false))));
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
                        times.producedAt(),
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
            case CertificateStatus.Unknown _ -> "unknown"; // however it is told
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
        boolean inTime = !times.thisUpdate().isAfter(times.producedAt())
                && !times.producedAt().isAfter(now)
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
