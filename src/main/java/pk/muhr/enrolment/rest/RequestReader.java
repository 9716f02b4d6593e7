package pk.muhr.enrolment.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import pk.muhr.enrolment.NewRequest;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.MalformedDer;

/** Takes what a client sent for the request that it is, and gives it the hash by which it is known. */
final class RequestReader {

    private static final int LONGEST_CSR = 64 * 1024;
    private static final String PEM_FIX =
            "send one PEM block CERTIFICATE REQUEST, as openssl req -new writes it, of at most 64 KiB";
    private static final ObjectMapper CANONICAL =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private RequestReader() {}

    static NewRequest read(RequestDocument document) {
        if (document == null || document.profile() == null || document.csr() == null) {
            throw Refusals.problem(new Refusal.MalformedRequest(
                    "profile or csr is missing", "send {\"profile\": \"…\", \"csr\": \"<PEM>\"}"));
        }
        return NewRequest.of(profile(document), csr(document), document.requestedNames());
    }

    private static ProfileId profile(RequestDocument document) {
        try {
            return new ProfileId(document.profile());
        } catch (IllegalArgumentException e) {
            throw Refusals.problem(new Refusal.MalformedRequest(LegibleText.shown(document.profile()), e.getMessage()));
        }
    }

    private static CertificationRequest csr(RequestDocument document) {
        if (document.csr().length() > LONGEST_CSR) {
            throw Refusals.problem(new Refusal.MalformedRequest(
                    "a request of " + document.csr().length() + " characters", PEM_FIX));
        }
        try {
            return CertificationRequest.ofPem(document.csr());
        } catch (MalformedDer e) {
            throw Refusals.problem(new Refusal.MalformedRequest(e.getMessage(), PEM_FIX));
        }
    }
}
