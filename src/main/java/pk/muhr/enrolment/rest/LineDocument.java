package pk.muhr.enrolment.rest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import pk.muhr.enrolment.Enrolment;
import pk.muhr.issuance.IssuedCertificate;

/**
 * What a line of a batch came to.
 *
 * @param line its number; the first is 1
 * @param state {@code refused}, {@code postponed}, or the state of the request that it became
 * @param request its id, where one is on record
 * @param problem why not (RFC 9457)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineDocument(
        int line,
        @Schema(examples = "issued") String state,
        UUID request,
        Certificate certificate,
        @JsonRawValue @Schema(ref = "Problem") String problem) {

    /** A certificate without its chain, which is the same for all: {@code issuer} names the authority. */
    record Certificate(String id, String serial, Instant notAfter, String policy, String issuer, String pem) {

        private static Certificate of(IssuedCertificate issued) {
            return new Certificate(
                    issued.certificate().fingerprint().hex(),
                    issued.certificate().serial().hex(),
                    issued.certificate().notAfter(),
                    issued.policy().hex(),
                    issued.authority().toString(),
                    issued.certificate().pem());
        }
    }

    static LineDocument recorded(int line, Enrolment enrolment, Instant now) {
        Optional<Certificate> certificate = enrolment.certificate().map(Certificate::of);
        return new LineDocument(line, enrolment.state(now), enrolment.request().id(), certificate.orElse(null), null);
    }

    static LineDocument refused(int line, String problem) {
        return new LineDocument(line, "refused", null, null, problem);
    }

    static LineDocument postponed(int line, String problem) {
        return new LineDocument(line, "postponed", null, null, problem);
    }
}
