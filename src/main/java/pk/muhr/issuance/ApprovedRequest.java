package pk.muhr.issuance;

import java.util.Optional;
import java.util.UUID;

import pk.muhr.audit.Actor;
import pk.muhr.identity.Body;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.SubscriberRequest;

/**
 * A request that has every approval its profile asks for.
 *
 * @param attempt 1, or one more than an attempt that was orphaned
 * @param actor whose request it is
 */
public record ApprovedRequest(
        UUID id, Body body, ProfileId profile, SubscriberRequest content, int attempt, Actor actor) {

    /** Who asks; the person too, where one is named. */
    PersonId requester() {
        return new PersonId(actor.id());
    }

    /** Whose key it will be: people ask in their own name only. */
    KeyHolder holder(CertificateProfile profile) {
        return new KeyHolder(
                Optional.of(body.id()),
                content.person().map(_ -> requester()),
                profile.type().family());
    }
}
