package pk.muhr.revocation.ocsp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;
import pk.muhr.problem.Unavailable;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** The conductor of every OCSP request (architecture, section 4). No transaction is open while the token signs. */
@ApplicationScoped
class OcspResponder {

    private static final Logger LOG = Logger.getLogger(OcspResponder.class);

    /** How far another replica's clock may be ahead of this one's. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final IssuerIndex issuers;
    private final CertificateStatuses statuses;
    private final OcspSigners signers;
    private final OcspCounters counters;
    private final RecentAnswers recent;
    private final AnswerSample sample;
    private final Map<AuthorityId, ResponseEncoding> encodings = new ConcurrentHashMap<>();

    OcspResponder(
            IssuerIndex issuers,
            CertificateStatuses statuses,
            OcspSigners signers,
            OcspCounters counters,
            RecentAnswers recent,
            AnswerSample sample) {
        this.issuers = issuers;
        this.statuses = statuses;
        this.signers = signers;
        this.counters = counters;
        this.recent = recent;
        this.sample = sample;
    }

    /** Answers a request, whatever it is; never throws. */
    OcspAnswer answer(Der request) {
        try {
            Optional<OcspAnswer> repeated = repeated(request);
            return repeated.isPresent() ? repeated.get() : answer(request, OcspQuestion.of(request));
        } catch (MalformedDer e) {
            return error(OcspError.MALFORMED_REQUEST);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** The answer to a request that was answered a moment ago, from memory; asks neither the database nor a token. */
    Optional<OcspAnswer> repeated(Der request) {
        return recent.find(request).map(known -> {
            known.statuses().forEach(counters::count);
            return known.answer();
        });
    }

    /** What is said instead of an answer, and counted. */
    OcspAnswer error(OcspError error) {
        counters.count(error.label());
        return OcspAnswer.of(error);
    }

    /** An outage may be over in a moment; anything else is our mistake. Neither says more than that. */
    OcspAnswer failed(RuntimeException failure) {
        if (failure instanceof Unavailable) {
            LOG.warnf("an OCSP request was put off: %s", failure.getMessage());
            return error(OcspError.TRY_LATER);
        }
        LOG.error("an OCSP request failed", failure);
        return error(OcspError.INTERNAL_ERROR);
    }

    private OcspAnswer answer(Der request, OcspQuestion question) {
        // one responder speaks for one authority, so every certificate must be of the same
        Optional<CertificateAuthority> authority =
                issuers.find(question.certificates().getFirst().issuer());
        if (authority.isEmpty()
                || question.certificates().stream()
                        .anyMatch(asked -> !issuers.find(asked.issuer()).equals(authority))) {
            return error(OcspError.UNAUTHORIZED);
        }
        RecentAnswers.Beginning beginning = recent.begin();
        Optional<OcspSigner> signer = signers.of(authority.get().id()).filter(s -> s.isValidAt(beginning.at()));
        if (signer.isEmpty()) {
            return error(OcspError.TRY_LATER);
        }
        RecentAnswers.Recent made = made(question, authority.get(), encoding(signer.get()), beginning);
        made.statuses().forEach(counters::count);
        recent.keep(request, made);
        return made.answer();
    }

    private RecentAnswers.Recent made(
            OcspQuestion question,
            CertificateAuthority authority,
            ResponseEncoding encoding,
            RecentAnswers.Beginning beginning) {
        OcspSigner signer = encoding.signer();
        ResponseTimes times =
                ResponseTimes.at(beginning.at(), authority.definition().ocsp(), signer);
        List<ResponseEncoding.Said> said = statuses(question, authority);
        Der data = encoding.data(said, times, question.nonce());
        List<String> labels = said.stream().map(one -> label(one.status())).toList();
        assertInvariants(said, question, times, signer, beginning.at());
        sample.look(data, signer, authority, labels, question.nonce().isPresent(), times);
        Der answer = encoding.answer(data, signer.sign(data));
        return new RecentAnswers.Recent(
                new OcspAnswer(answer, freshness(question, said, times, authority)),
                labels,
                beginning,
                () -> signers.of(signer.authority()).orElse(null) == signer);
    }

    private List<ResponseEncoding.Said> statuses(OcspQuestion question, CertificateAuthority authority) {
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

    private ResponseEncoding encoding(OcspSigner signer) {
        ResponseEncoding encoding = encodings.get(signer.authority());
        if (encoding == null || encoding.signer() != signer) {
            encoding = new ResponseEncoding(signer);
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
