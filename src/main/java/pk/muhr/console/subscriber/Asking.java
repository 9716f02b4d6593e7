package pk.muhr.console.subscriber;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.IdempotencyKey;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.Submission;
import pk.muhr.enrolment.rest.Refusals;
import pk.muhr.identity.Caller;
import pk.muhr.issuance.Preparation;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.MalformedDer;

/** What follows the key: a look at the certificate to be, and the request itself. */
@ApplicationScoped
class Asking {

    private static final int LONGEST_CSR = 64 * 1024;

    private final Enrolments enrolments;
    private final WhatProves proofs;

    Asking(Enrolments enrolments, WhatProves proofs) {
        this.enrolments = enrolments;
        this.proofs = proofs;
    }

    /**
     * What was pasted as a request.
     *
     * @throws ProblemException when it is none; a private key is neither repeated nor kept
     */
    static CertificationRequest csr(String pem) {
        if (isPrivate(pem)) {
            throw malformed(
                    "a private key",
                    "keep it to yourself: nobody but you may have it, and nothing of it was kept here. If you are not sure"
                            + " that nobody saw it, make a new one. Send the request that was made with it, which"
                            + " begins with BEGIN CERTIFICATE REQUEST");
        }
        if (pem.length() > LONGEST_CSR) {
            throw malformed(pem.length() + " characters", "send one request of at most 64 KiB");
        }
        try {
            return CertificationRequest.ofPem(pem);
        } catch (MalformedDer e) {
            throw malformed(e.getMessage(), "paste all of the file that begins with BEGIN CERTIFICATE REQUEST");
        }
    }

    /** Whether it would be a mistake to keep or repeat it. */
    static boolean isPrivate(String pem) {
        return pem.contains("PRIVATE KEY");
    }

    private static ProblemException malformed(String value, String fix) {
        return Refusals.problem(new Refusal.MalformedRequest(value, fix));
    }

    /**
     * The certificate that a request would lead to.
     *
     * @throws ProblemException when a rule says no
     */
    Previewed preview(Caller caller, NewRequest request) {
        return switch (enrolments.preview(caller, request)) {
            case Preparation.Refused(Refusal why) -> throw Refusals.problem(why);
            case Preparation.Ready(var prepared) ->
                Previewed.of(
                        prepared,
                        proofs.of(caller.requireBody(), prepared.proofs()),
                        enrolments.approvals(request.profile()));
        };
    }

    /**
     * Sends it, and says where to see what became of it.
     *
     * @param once the form's own name, so that a form that is sent twice asks once
     * @throws ProblemException when a rule says no
     */
    URI submit(Caller caller, NewRequest request, String once) {
        return switch (enrolments.submit(caller, request, key(once))) {
            case Submission.Issued(var enrolment) -> at(enrolment);
            case Submission.Waiting(var enrolment) -> at(enrolment);
            case Submission.UnderWay(var enrolment) -> at(enrolment);
            case Submission.Refused(Refusal why) -> throw Refusals.problem(why);
            case Submission.KeyTaken _ -> URI.create("/my/requests"); // the form was changed and sent again
        };
    }

    private static URI at(Enrolment enrolment) {
        return URI.create("/my/requests/" + enrolment.request().id());
    }

    private static Optional<IdempotencyKey> key(String once) {
        try {
            return Optional.of(new IdempotencyKey(once));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
