package pk.muhr.revocation.ocsp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import pk.muhr.ca.OcspSigner;
import pk.muhr.policy.HierarchyPolicy.OcspSchedule;

/**
 * The times of one answer, in whole seconds.
 *
 * @param thisUpdate not after the last moment at which the status is known to have been right
 * @param nextUpdate by the policy, and never after the responder's certificate ends (Mozilla root policy 6)
 */
record ResponseTimes(Instant producedAt, Instant thisUpdate, Instant nextUpdate) {

    ResponseTimes {
        if (!thisUpdate.isBefore(nextUpdate)) {
            throw new IllegalStateException("an answer of " + thisUpdate + " cannot be good until " + nextUpdate);
        }
    }

    static ResponseTimes at(Instant now, Instant right, OcspSchedule schedule, OcspSigner signer) {
        Instant producedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant thisUpdate = right.isBefore(now) ? right.truncatedTo(ChronoUnit.SECONDS) : producedAt;
        Instant byPolicy = thisUpdate.plus(schedule.validFor());
        Instant last = signer.certificate().notAfter();
        return new ResponseTimes(producedAt, thisUpdate, byPolicy.isAfter(last) ? last : byPolicy);
    }
}
