package pk.muhr.issuance;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.SubjectPublicKey;

/**
 * Certificates for hosts of the installation's own, which a job needs and nobody asks for. They belong to a body on
 * record like any other: every stop from the proofs of their names on is the same (invariant I2).
 */
@ApplicationScoped
public class OwnCertificates {

    private final Issuance issuance;
    private final Bodies bodies;

    OwnCertificates(Issuance issuance, Bodies bodies) {
        this.issuance = issuance;
        this.bodies = bodies;
    }

    /**
     * Issues one.
     *
     * @throws NotIssued when there is no such body, or a rule says no
     */
    public IssuedCertificate issue(ProfileId profile, BodyId owner, DnsName name, SubjectPublicKey key, Actor job) {
        Body body = bodies.find(owner).orElseThrow(() -> new NotIssued("there is no body " + owner));
        ApprovedRequest request =
                new ApprovedRequest(UUID.randomUUID(), body, profile, SubscriberRequest.of(key, List.of(name)), 1, job);
        return switch (issuance.prepare(request)) {
            case Preparation.Refused(var why) -> throw new NotIssued(why.toString());
            case Preparation.Ready(PreparedCertificate prepared) -> issuance.issue(prepared.unasked());
        };
    }

    /** A certificate of our own that may not be. */
    public static final class NotIssued extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotIssued(String why) {
            super(why);
        }
    }
}
