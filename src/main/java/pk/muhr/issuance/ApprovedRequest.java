package pk.muhr.issuance;

import java.util.UUID;

import pk.muhr.audit.Actor;
import pk.muhr.identity.Body;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.SubscriberRequest;

/**
 * A request that has every approval its profile asks for.
 *
 * @param attempt 1, or one more than an attempt that was orphaned
 * @param actor whose request it is
 */
public record ApprovedRequest(
        UUID id, Body body, ProfileId profile, SubscriberRequest content, int attempt, Actor actor) {}
