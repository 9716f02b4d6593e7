package pk.muhr.revocation.ocsp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;
import pk.muhr.problem.Unavailable;
import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/** The conductor of every OCSP request (architecture, section 4). No transaction is open while the token signs. */
@ApplicationScoped
class OcspResponder {

    private static final Logger LOG = Logger.getLogger(OcspResponder.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final IssuerIndex issuers;
    private final OcspSigners signers;
    private final AnswerProduction production;
    private final PremadeAnswers premade;
    private final OcspRecords records;
    private final OcspCounters counters;
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

    OcspResponder(
            IssuerIndex issuers,
            OcspSigners signers,
            AnswerProduction production,
            PremadeAnswers premade,
            OcspRecords records,
            OcspCounters counters) {
        this.issuers = issuers;
        this.signers = signers;
        this.production = production;
        this.premade = premade;
        this.records = records;
        this.counters = counters;
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

    /** The answer to a request that was answered before, from memory; asks neither the database nor a token. */
    Optional<OcspAnswer> repeated(Der request) {
        return premade.find(request).map(known -> {
            known.statuses().forEach(counters::count);
            return known.answer();
        });
    }

    /**
     * The answer to a request, if it is there or can be made without waiting for the database; it comes as soon as the
     * token signed it, on another thread then. Never fails; empty when {@link #answer} should be asked.
     */
    Optional<CompletionStage<OcspAnswer>> answerLater(Der request) {
        Optional<OcspAnswer> repeated = repeated(request);
        if (repeated.isPresent()) {
            return repeated.map(CompletableFuture::completedStage);
        }
        try {
            return madeLater(request, OcspQuestion.of(request))
                    .map(made -> made.thenApply(this::counted).exceptionally(this::failed));
        } catch (RuntimeException e) {
            return Optional.empty(); // it says so
        }
    }

    /** Makes an answer anew, so that the next who sends this request gets it from memory. */
    void remake(Der request) {
        try {
            made(request, OcspQuestion.of(request));
        } catch (RuntimeException e) {
            LOG.warnf("an OCSP answer was not made anew in time: %s", e.getMessage());
        }
    }

    /** What is said instead of an answer, and counted. */
    OcspAnswer error(OcspError error) {
        counters.count(error.label());
        return OcspAnswer.of(error);
    }

    /** An outage may be over in a moment; anything else is our mistake. Neither says more than that. */
    OcspAnswer failed(Throwable failure) {
        if (failure instanceof CompletionException around && around.getCause() != null) {
            return failed(around.getCause());
        }
        if (failure instanceof Unavailable) {
            warn(failure);
            return error(OcspError.TRY_LATER);
        }
        LOG.error("an OCSP request failed", failure);
        return error(OcspError.INTERNAL_ERROR);
    }

    /** Every ten seconds at most: an outage puts off every request. */
    private void warn(Throwable outage) {
        long last = warned.get();
        long now = System.nanoTime();
        if (now - last >= PAUSE_NANOS && warned.compareAndSet(last, now)) {
            LOG.warnf("OCSP requests are put off: %s", outage.getMessage());
        }
    }

    private OcspAnswer answer(Der request, OcspQuestion question) {
        return counted(made(request, question));
    }

    private OcspAnswer counted(AnswerProduction.Product product) {
        product.statuses().forEach(counters::count);
        return product.answer();
    }

    private AnswerProduction.Product made(Der request, OcspQuestion question) {
        Optional<CertificateAuthority> found = authority(question);
        if (found.isEmpty()) {
            return AnswerProduction.Product.of(OcspError.UNAUTHORIZED);
        }
        CertificateAuthority authority = found.get();
        PremadeAnswers.Beginning beginning = premade.begin();
        Optional<OcspSigner> signer = signer(authority, beginning);
        if (signer.isEmpty()) {
            return AnswerProduction.Product.of(OcspError.TRY_LATER);
        }
        AnswerProduction.Statuses statuses = production.statuses(question, signer.get(), authority, beginning.at());
        AnswerProduction.Draft draft = production.draft(question, statuses, signer.get(), authority, beginning.at());
        Der signature = signer.get().sign(draft.data(), draft.repeatable());
        return recorded(request, draft.signed(signature), beginning, signer.get());
    }

    /** Where the status is in memory. */
    private Optional<CompletionStage<AnswerProduction.Product>> madeLater(Der request, OcspQuestion question) {
        PremadeAnswers.Beginning beginning = premade.begin();
        return authority(question)
                .flatMap(authority -> signer(authority, beginning).flatMap(signer -> production
                        .inMemory(question, signer, authority)
                        .map(statuses -> {
                            AnswerProduction.Draft draft =
                                    production.draft(question, statuses, signer, authority, beginning.at());
                            return signer.signLater(draft.data(), draft.repeatable())
                                    .thenApply(
                                            signature -> recorded(request, draft.signed(signature), beginning, signer));
                        })));
    }

    private Optional<OcspSigner> signer(CertificateAuthority authority, PremadeAnswers.Beginning beginning) {
        return signers.of(authority.id()).filter(signer -> signer.isValidAt(beginning.at()));
    }

    /** One responder speaks for one authority, so every certificate must be of the same. */
    private Optional<CertificateAuthority> authority(OcspQuestion question) {
        Optional<CertificateAuthority> authority =
                issuers.find(question.certificates().getFirst().issuer());
        return question.certificates().stream()
                        .allMatch(asked -> issuers.find(asked.issuer()).equals(authority))
                ? authority
                : Optional.empty();
    }

    /** Repeated is only what is on its way to being on record as it is; everything else is counted. */
    private AnswerProduction.Product recorded(
            Der request, AnswerProduction.Product product, PremadeAnswers.Beginning beginning, OcspSigner signer) {
        OcspRecords.Responder by = product.by().orElseThrow();
        Optional<OcspRecords.Answered> repeatable = product.alone()
                .map(certificate -> new OcspRecords.Answered(
                        by, certificate, product.statuses().getFirst(), product.answer(), beginning.reach()))
                .filter(records::add);
        if (repeatable.isPresent()) {
            BooleanSupplier signerStands = () -> signers.of(signer.authority()).orElse(null) == signer;
            premade.keep(request, new PremadeAnswers.Premade(repeatable.get(), beginning, signerStands));
        } else {
            records.count(by, product.statuses(), product.answer(), beginning.reach());
        }
        return product;
    }
}
