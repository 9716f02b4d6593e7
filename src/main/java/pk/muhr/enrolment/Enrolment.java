package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.ProfileId;

/** A request on record, with the certificate it led to, if it did. */
public record Enrolment(
        UUID id, BodyId body, ProfileId profile, Instant submittedAt, Optional<IssuedCertificate> certificate) {

    /** Its state by the names of the API. */
    public String state() {
        return certificate.isPresent() ? "issued" : "approved";
    }
}
