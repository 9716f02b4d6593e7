package pk.muhr.enrolment.rest;

import pk.muhr.enrolment.NewRequest;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.MalformedDer;

/** Takes what a client sent for the request that it is. */
final class RequestReader {

    private static final int LONGEST_CSR = 64 * 1024;
    private static final String PEM_FIX =
            "send one PEM block CERTIFICATE REQUEST, as openssl req -new writes it, of at most 64 KiB";

    private RequestReader() {}

    static NewRequest read(RequestDocument document) {
        if (document == null || document.profile() == null || document.csr() == null) {
            throw Refusals.problem(new Refusal.MalformedRequest(
                    "profile or csr is missing", "send {\"profile\": \"…\", \"csr\": \"<PEM>\"}"));
        }
        return NewRequest.of(profile(document), csr(document.csr()), document.requestedNames());
    }

    private static ProfileId profile(RequestDocument document) {
        try {
            return new ProfileId(document.profile());
        } catch (IllegalArgumentException e) {
            throw Refusals.problem(new Refusal.MalformedRequest(LegibleText.shown(document.profile()), e.getMessage()));
        }
    }

    static CertificationRequest csr(String pem) {
        if (pem.length() > LONGEST_CSR) {
            throw Refusals.problem(
                    new Refusal.MalformedRequest("a request of " + pem.length() + " characters", PEM_FIX));
        }
        try {
            return CertificationRequest.ofPem(pem);
        } catch (MalformedDer e) {
            throw Refusals.problem(new Refusal.MalformedRequest(e.getMessage(), PEM_FIX));
        }
    }
}
