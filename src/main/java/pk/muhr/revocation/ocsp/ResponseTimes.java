package pk.muhr.revocation.ocsp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import pk.muhr.ca.OcspSigner;
import pk.muhr.policy.HierarchyPolicy.OcspSchedule;

/**
 * The times of one answer, in whole seconds.
 *
 * @param thisUpdate not after the moment at which the status was read
 * @param nextUpdate by the policy, and never after the responder's certificate ends (Mozilla root policy 6)
 */
record ResponseTimes(Instant thisUpdate, Instant nextUpdate) {

    ResponseTimes {
        if (!thisUpdate.isBefore(nextUpdate)) {
            throw new IllegalStateException("an answer of " + thisUpdate + " cannot be good until " + nextUpdate);
        }
    }

    static ResponseTimes at(Instant now, OcspSchedule schedule, OcspSigner signer) {
        Instant thisUpdate = now.truncatedTo(ChronoUnit.SECONDS);
        Instant byPolicy = thisUpdate.plus(schedule.validFor());
        Instant last = signer.certificate().notAfter();
        return new ResponseTimes(thisUpdate, byPolicy.isAfter(last) ? last : byPolicy);
    }
}
