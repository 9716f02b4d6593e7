package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.ApprovalNeeds;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Sha256;

/**
 * A request as it stands on record. It never changes: whoever wants another content asks anew.
 *
 * @param decision what people have to decide about it; absent when the policy needs no human
 */
public record RecordedRequest(
        UUID id,
        BodyId body,
        PersonId requester,
        ProfileId profile,
        Sha256 contentHash,
        Instant submittedAt,
        Optional<Awaited> decision) {

    /**
     * What was asked for when the request came, by the policy then in force.
     *
     * @param approvals how many officers must agree: 1 or 2
     * @param until when it is too late, also for issuing what was approved
     * @param needs how each of them shows who they are
     */
    public record Awaited(int approvals, Instant until, ApprovalNeeds needs) {

        /** Whether an approval that this officer gives now counts. */
        boolean takes(Caller officer) {
            return needs == ApprovalNeeds.TOKEN || officer.certificate().isPresent();
        }
    }
}
