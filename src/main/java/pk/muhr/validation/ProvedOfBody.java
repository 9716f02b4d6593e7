package pk.muhr.validation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import pk.muhr.identity.BodyId;
import pk.muhr.x509.DnsName;

/**
 * What is proved of a body at a moment. Only {@link NameProofs} makes one.
 *
 * @param verified how the organisation was verified last
 * @param domains for each of some names that has one, the proof that covers it
 */
public record ProvedOfBody(
        BodyId body,
        Instant at,
        Supplier<Optional<BodyProof>> verified,
        Function<List<DnsName>, Map<DnsName, DomainProof>> domains) {}
