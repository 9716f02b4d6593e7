package pk.muhr.policy;

import java.util.Optional;

import pk.muhr.x509.NaturalIdentifier;

/**
 * What a request says of a natural person. It finds the proof of that person and must agree with it; nothing of it
 * reaches a certificate otherwise.
 */
public record PersonClaim(
        Optional<String> givenName,
        Optional<String> surname,
        Optional<String> title,
        Optional<String> pseudonym,
        Optional<NaturalIdentifier> identifier) {}
