package pk.muhr.revocation.mass;

import java.util.List;

import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** How the preview, placing or confirmation of an order ended. */
public sealed interface OrderOutcome {

    /** What an order would take. */
    record Previewed(Preview preview) implements OrderOutcome {}

    /** The order is on record. */
    record Recorded(MassRevocation order) implements OrderOutcome {}

    /** Nothing is said but an end; that would mean every certificate. */
    record TooWide() implements OrderOutcome {}

    /** Nothing that can be revoked has all of this in common. */
    record Empty() implements OrderOutcome {}

    /** Some profiles do not let this reason be given. */
    record ReasonNotPermitted(RevocationReason reason, List<String> profiles) implements OrderOutcome {}

    /** The reason does not say this cause. */
    record CauseNotOfReason(Cause cause, RevocationReason reason) implements OrderOutcome {}

    /** Not what was previewed: something else was asked for, or something changed meanwhile. */
    record NotAsPreviewed(Sha256 token) implements OrderOutcome {}

    /** There is no such order. */
    record Unknown() implements OrderOutcome {}

    /** It does not wait for an officer. */
    record NotWaiting(MassRevocation order) implements OrderOutcome {}

    /** The same person placed it, or somebody of the same role, or somebody who no longer holds it. */
    record NotAnother(MassRevocation order) implements OrderOutcome {}
}
