package pk.muhr.evidence.outside;

import java.net.URI;

import pk.muhr.audit.log.WitnessKey;

/**
 * A witness that checkpoints are sent to.
 *
 * @param name that the configuration gives it
 * @param address where it takes them
 */
record KnownWitness(String name, WitnessKey key, URI address) {}
